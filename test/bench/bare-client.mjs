// The least that a Node.js program can do: STARTTLS and AUTH PLAIN on one port with nothing but net and tls, no check of
// the certificate, no library. What smtp-doctor needs beyond it is its own; what this needs beyond swaks is Node.js.
import { connect } from 'node:net'
import { connect as connectTls } from 'node:tls'

const [port, user, secret] = process.argv.slice(2)
const login = Buffer.from(`\0${user}\0${secret}`).toString('base64')
const raw = connect(Number(port), '127.0.0.1')

const talk = (socket, lines, done) => {
  socket.on('data', () => {
    const line = lines.shift()
    if (line === undefined) done(socket)
    else socket.write(`${line}\r\n`)
  })
}

talk(raw, ['EHLO bench', 'STARTTLS'], () => {
  raw.removeAllListeners('data')
  const secure = connectTls({ socket: raw, rejectUnauthorized: false }, () => secure.write('EHLO bench\r\n'))
  talk(secure, [`AUTH PLAIN ${login}`], () => process.exit(0))
})
