// An ES module with a nodemailer transporter; the secret comes from the environment.

import type { Settings } from '../../model.js'
import { type ConfigFormat, PLACEHOLDER, type WriteOptions, type Written } from '../format.js'
import { readNodemailer } from '../readers/javascript.js'
import { sourceReading } from '../readers/source-reading.js'
import { shellWord } from '../shell-word.js'
import { quoteForReaders } from '../syntax/dotenv.js'
import { jsString } from '../syntax/literals.js'

const FILE_NAME = 'mailer.mjs'

export const nodemailer: ConfigFormat = {
  ...sourceReading('nodemailer', readNodemailer, /\.(?:[cm]?[jt]s|[jt]sx)$/),
  id: 'nodemailer',
  title: 'Nodemailer (ES module)',
  fileName: FILE_NAME,
  secret: 'reference',
  token: 'supported',
  proof: 'run by node: the login and the message arrive at a TLS server',
  write,
}

/** nodemailer's words: `secure` is implicit TLS; without `requireTLS` a stripped STARTTLS would go unnoticed. */
const TLS_LINES = {
  tls: ['secure: true, // TLS from the first byte'],
  starttls: ['secure: false, // begins in clear text, then STARTTLS', 'requireTLS: true, // never without it'],
  none: ['secure: false,', 'ignoreTLS: true, // stays in clear text: only for a server on this machine'],
} as const

function write(settings: Settings, options: WriteOptions): Written {
  const variable = options.secretName ?? (settings.isToken ? 'SMTP_TOKEN' : 'SMTP_PASSWORD')
  const hasLogin = settings.username !== undefined
  const from = settings.from ?? settings.username ?? ''
  const sender = settings.fromName
    ? `{ name: ${jsString(settings.fromName)}, address: ${jsString(from)} }`
    : jsString(from)
  const lines = [
    `// Sends mail through ${settings.host}.${hasLogin ? ` The secret stays out of this file: it comes from ${variable} in the environment.` : ''}`,
    '',
    "import { pathToFileURL } from 'node:url'",
    "import nodemailer from 'nodemailer'",
    '',
    ...(hasLogin
      ? [
          `const secret = process.env.${variable}`,
          `if (!secret) throw new Error('Set the environment variable ${variable} first')`,
          '',
        ]
      : []),
    'export const transporter = nodemailer.createTransport({',
    `  host: ${jsString(settings.host)},`,
    `  port: ${settings.port},`,
    ...TLS_LINES[settings.security].map((line) => `  ${line}`),
    ...(hasLogin ? [`  auth: ${authOf(settings)},`] : []),
    '})',
    '',
    `export const from = ${sender}`,
    '',
    `// \`node ${options.fileName ?? FILE_NAME} you@example.com\` sends a test message.`,
    'if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) {',
    "  const to = process.argv[2] ?? (typeof from === 'string' ? from : from.address)",
    "  const sent = await transporter.sendMail({ from, to, subject: 'Test', text: 'It works.' })",
    "  console.log('Taken by the server:', sent.response)",
    '  transporter.close()',
    '}',
    '',
  ]
  const caPrefix = settings.caFile ? `NODE_EXTRA_CA_CERTS=${shellWord(settings.caFile)} ` : ''
  const file = settings.secret === undefined && hasLogin ? PLACEHOLDER : settings.secret
  return {
    text: lines.join('\n'),
    ...(hasLogin && file !== undefined && { secretFiles: [secretFile(variable, file)] }),
    notes: settings.caFile ? [`Node.js takes the extra roots from NODE_EXTRA_CA_CERTS=${settings.caFile}.`] : [],
    commands: ['npm install nodemailer', `${caPrefix}node ${hasLogin ? '--env-file=.env ' : ''}${FILE_NAME}`],
  }
}

function authOf({ username = '', isToken }: Settings): string {
  return isToken
    ? `{ type: 'OAuth2', user: ${jsString(username)}, accessToken: secret }`
    : `{ user: ${jsString(username)}, pass: secret }`
}

function secretFile(variable: string, secret: string) {
  return {
    fileName: '.env',
    text: `${variable}=${quoteForReaders(secret, ['dotenv', 'node']).text}\n`,
    isShared: true,
  }
}
