// The names under which most programs look for mail settings in their environment, as samples and tutorials have them.

import { readSwitches } from './dotenv-switches.js'
import { PLACEHOLDER } from './format.js'
import { keyValueFormat } from './key-value-format.js'
import { dotenvSyntax, quoteForReaders } from './syntax/dotenv.js'

/** `SMTP_HOST`, `MAIL_HOST`, `EMAIL_SMTP_HOST`, `MYAPP_SMTP_HOST`, … */
const named = (last: string) =>
  new RegExp(`^(?:[A-Z0-9]+_){0,2}(?:SMTP|E?MAIL|MAILER|NODEMAILER|GMAIL)_(?:SMTP_)?(?:${last})$`)

const WORDS = { tls: 'tls', starttls: 'starttls', none: 'none' } as const

/** The names that most samples use. */
export const genericEnvironment = keyValueFormat({
  id: 'env',
  title: '.env file (SMTP_HOST, SMTP_PORT, …)',
  fileName: '.env',
  fileNames: /^\.env(?:\..+)?$|\.env$/,
  secret: 'embedded',
  token: 'supported',
  proof: 'read back by dotenv and by node --env-file',
  syntax: dotenvSyntax(['dotenv', 'node']),
  keys: {
    host: ['SMTP_HOST'],
    port: ['SMTP_PORT'],
    username: ['SMTP_USER'],
    secret: ['SMTP_PASSWORD'],
    from: ['SMTP_FROM'],
    fromName: ['SMTP_FROM_NAME'],
    to: ['SMTP_TO'],
    caFile: ['SMTP_CA_FILE'],
  },
  alsoReads: { username: ['SMTP_USERNAME'], secret: ['SMTP_PASS'], host: ['SMTP_SERVER'] },
  marks: ['SMTP_HOST', 'SMTP_SERVER', 'SMTP_PORT', 'EMAIL_HOST', 'EMAIL_SERVER_HOST'],
  patterns: {
    host: named('HOST|SERVER|ADDRESS|ADDR|SERVER_HOST|HOSTNAME|HOST_ADDR'),
    port: named('PORT|SERVER_PORT|HOST_PORT|PORT_NUMBER'),
    username: named('USER|USERNAME|USERID|USER_NAME|LOGIN|HOST_USER|SERVER_USER|AUTH_USER'),
    secret: named(
      'PASS|PASSWORD|PASSWD|PWD|USER_PWD|USER_PASSWORD|HOST_PASSWORD|SERVER_PASSWORD|AUTH_PASS|AUTH_PASSWORD|APP_PASSWORD',
    ),
    from: named('FROM|FROM_ADDRESS|FROM_EMAIL|SENDER'),
  },
  encode: {
    secret: ({ username, secret, isToken }) => (username && !isToken ? (secret ?? PLACEHOLDER) : undefined),
  },
  security: {
    write: (security) => [{ path: ['SMTP_SECURITY'], value: WORDS[security], comment: 'tls, starttls or none' }],
    read(get, port, entries) {
      const entry = get('SMTP_SECURITY')
      const word = entry?.value.toLowerCase()
      if (entry && (word === 'tls' || word === 'starttls' || word === 'none')) return { value: word, entries: [entry] }
      return readSwitches(entries, port)
    },
  },
  extra: ({ isToken, secret }) => (isToken ? [{ path: ['SMTP_TOKEN'], value: secret ?? PLACEHOLDER }] : []),
  comment: ['Mail settings. This file holds a secret: keep it out of the repository.'],
  notes: ({ secret }) => {
    const misread = secret === undefined ? [] : quoteForReaders(secret, ['dotenv', 'node']).misreadBy
    const others = misread.filter(({ id }) => id !== 'docker').map(({ title }) => title)
    return others.length === 0
      ? []
      : [
          `The password is quoted for dotenv and Node.js; these readers would read it differently: ${others.join(', ')}.`,
        ]
  },
})
