// What a short Node.js script does to try a login: node nodemailer-verify.mjs HOST PORT starttls|tls|none USER CA (or -).
// The secret is in $PEER_SECRET.
import { readFileSync } from 'node:fs'
import nodemailer from 'nodemailer'

const [host, port, security, user, ca] = process.argv.slice(2)
const transport = nodemailer.createTransport({
  host,
  port: Number(port),
  secure: security === 'tls',
  requireTLS: security === 'starttls',
  auth: { user, pass: process.env.PEER_SECRET },
  ...(ca !== '-' && { tls: { ca: readFileSync(ca) } }),
})
await transport.verify()
console.log('ok')
