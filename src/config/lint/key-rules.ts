// Names of settings that the program does not know and ignores without a word.

import { distance } from 'fastest-levenshtein'
import type { Entry } from '../format.js'
import type { Complaint, LintRule } from './finding.js'

interface Vocabulary {
  /** The entries that belong to mail; only these can be misspelt. */
  readonly scope: RegExp
  readonly known: readonly string[]
  /** Names that come from other libraries, with the one that is meant here. */
  readonly aliases?: Readonly<Record<string, string>>
}

const NODEMAILER: readonly string[] = [
  'host',
  'port',
  'secure',
  'service',
  'auth',
  'auth.user',
  'auth.pass',
  'auth.type',
  'auth.method',
  'auth.clientId',
  'auth.clientSecret',
  'auth.refreshToken',
  'auth.accessToken',
  'auth.expires',
  'auth.accessUrl',
  'auth.serviceClient',
  'auth.privateKey',
  'authMethod',
  'requireTLS',
  'ignoreTLS',
  'opportunisticTLS',
  'tls',
  'tls.rejectUnauthorized',
  'tls.servername',
  'tls.ca',
  'tls.ciphers',
  'tls.minVersion',
  'tls.maxVersion',
  'tls.cert',
  'tls.key',
  'tls.secureProtocol',
  'tls.checkServerIdentity',
  'name',
  'localAddress',
  'connectionTimeout',
  'greetingTimeout',
  'socketTimeout',
  'dnsTimeout',
  'logger',
  'debug',
  'disableFileAccess',
  'disableUrlAccess',
  'pool',
  'maxConnections',
  'maxMessages',
  'maxRequeues',
  'rateDelta',
  'rateLimit',
  'proxy',
  'url',
  'from',
  'dkim',
  'sendmail',
  'path',
  'newline',
  'args',
  'streamTransport',
  'buffer',
  'jsonTransport',
  'SES',
  'transactionLog',
  'lmtp',
  'allowInternalNetworkInterfaces',
  'component',
  'customAuth',
  'socket',
  'connection',
  'hostname',
  'encoding',
  'normalizeHeaderKey',
  'attachDataUrls',
  'family',
]

const VOCABULARIES: Readonly<Record<string, Vocabulary>> = {
  nodemailer: {
    scope: /./,
    known: NODEMAILER,
    aliases: {
      'auth.password': 'pass',
      'auth.username': 'user',
      'auth.passwd': 'pass',
      'auth.pwd': 'pass',
      'auth.email': 'user',
      'auth.login': 'user',
      user: 'auth: { user }',
      pass: 'auth: { pass }',
      password: 'auth: { pass }',
      username: 'auth: { user }',
      server: 'host',
      ssl: 'secure',
      secureConnection: 'secure',
      requireTls: 'requireTLS',
      'tls.rejectUnauthorised': 'rejectUnauthorized',
    },
  },
  django: {
    scope: /^EMAIL_/,
    known: [
      'EMAIL_BACKEND',
      'EMAIL_HOST',
      'EMAIL_PORT',
      'EMAIL_HOST_USER',
      'EMAIL_HOST_PASSWORD',
      'EMAIL_USE_TLS',
      'EMAIL_USE_SSL',
      'EMAIL_TIMEOUT',
      'EMAIL_SSL_KEYFILE',
      'EMAIL_SSL_CERTFILE',
      'EMAIL_SUBJECT_PREFIX',
      'EMAIL_USE_LOCALTIME',
      'EMAIL_FILE_PATH',
    ],
    aliases: {
      EMAIL_USER: 'EMAIL_HOST_USER',
      EMAIL_PASSWORD: 'EMAIL_HOST_PASSWORD',
      EMAIL_HOST_USERNAME: 'EMAIL_HOST_USER',
      EMAIL_HOST_PASS: 'EMAIL_HOST_PASSWORD',
      EMAIL_USERNAME: 'EMAIL_HOST_USER',
      EMAIL_SERVER: 'EMAIL_HOST',
    },
  },
  'flask-mail': {
    scope: /^MAIL_/,
    known: [
      'MAIL_SERVER',
      'MAIL_PORT',
      'MAIL_USE_TLS',
      'MAIL_USE_SSL',
      'MAIL_DEBUG',
      'MAIL_USERNAME',
      'MAIL_PASSWORD',
      'MAIL_DEFAULT_SENDER',
      'MAIL_MAX_EMAILS',
      'MAIL_SUPPRESS_SEND',
      'MAIL_ASCII_ATTACHMENTS',
    ],
    aliases: {
      MAIL_HOST: 'MAIL_SERVER',
      MAIL_USER: 'MAIL_USERNAME',
      MAIL_TLS: 'MAIL_USE_TLS',
      MAIL_SSL: 'MAIL_USE_SSL',
    },
  },
  laravel: {
    scope: /^MAIL_/,
    known: [
      'MAIL_MAILER',
      'MAIL_DRIVER',
      'MAIL_SCHEME',
      'MAIL_ENCRYPTION',
      'MAIL_HOST',
      'MAIL_PORT',
      'MAIL_USERNAME',
      'MAIL_PASSWORD',
      'MAIL_FROM_ADDRESS',
      'MAIL_FROM_NAME',
      'MAIL_URL',
      'MAIL_EHLO_DOMAIN',
      'MAIL_SENDMAIL_PATH',
      'MAIL_LOG_CHANNEL',
      'MAIL_TIMEOUT',
      'MAIL_VERIFY_PEER',
      'MAIL_TO_ADDRESS',
      'MAIL_TO_NAME',
      'MAIL_REPLY_TO_ADDRESS',
    ],
    aliases: {
      MAIL_USER: 'MAIL_USERNAME',
      MAIL_PASS: 'MAIL_PASSWORD',
      MAIL_SERVER: 'MAIL_HOST',
      MAIL_FROM: 'MAIL_FROM_ADDRESS',
    },
  },
  msmtp: {
    scope: /./,
    known: [
      'host',
      'port',
      'from',
      'user',
      'password',
      'passwordeval',
      'auth',
      'tls',
      'tls_starttls',
      'tls_trust_file',
      'tls_crl_file',
      'tls_fingerprint',
      'tls_key_file',
      'tls_cert_file',
      'tls_certcheck',
      'tls_priorities',
      'tls_host_override',
      'tls_min_dh_prime_bits',
      'domain',
      'logfile',
      'logfile_time_format',
      'syslog',
      'aliases',
      'timeout',
      'protocol',
      'source_ip',
      'proxy_host',
      'proxy_port',
      'socket',
      'maildomain',
      'auto_from',
      'allow_from_override',
      'dsn_notify',
      'dsn_return',
      'set_from_header',
      'set_date_header',
      'set_msgid_header',
      'remove_bcc_headers',
      'undisclosed_recipients',
      'add_missing_from_header',
      'add_missing_date_header',
      'keepbcc',
      'ntlmdomain',
      'eval',
      'from_full_name',
    ],
    aliases: { username: 'user', pass: 'password', server: 'host', starttls: 'tls_starttls', ssl: 'tls' },
  },
  'spring-properties': springVocabulary(),
  'spring-yaml': springVocabulary(),
  'jakarta-mail': {
    scope: /^mail\.smtps?\./,
    known: [
      'host',
      'port',
      'user',
      'from',
      'auth',
      'auth.mechanisms',
      'starttls.enable',
      'starttls.required',
      'ssl.enable',
      'ssl.trust',
      'ssl.protocols',
      'ssl.checkserveridentity',
      'connectiontimeout',
      'timeout',
      'writetimeout',
      'localhost',
      'localaddress',
      'ehlo',
      'sasl.enable',
      'socketFactory.class',
      'socketFactory.port',
      'socketFactory.fallback',
      'dsn.notify',
      'quitwait',
      'sendpartial',
      'allow8bitmime',
      'ssl.socketFactory.class',
      'ssl.ciphersuites',
      'reportsuccess',
    ].map((name) => `mail.smtp.${name}`),
    aliases: {
      'mail.smtp.username': 'mail.smtp.user',
      'mail.smtp.ssl': 'mail.smtp.ssl.enable',
      'mail.smtp.starttls': 'mail.smtp.starttls.enable',
      'mail.smtp.tls': 'mail.smtp.starttls.enable',
    },
  },
}

function springVocabulary(): Vocabulary {
  const root = [
    'host',
    'port',
    'username',
    'password',
    'protocol',
    'default-encoding',
    'test-connection',
    'jndi-name',
    'ssl.bundle',
    'ssl.enabled',
  ].map((name) => `spring.mail.${name}`)
  const smtp = [
    'auth',
    'auth.mechanisms',
    'from',
    'starttls.enable',
    'starttls.required',
    'ssl.enable',
    'ssl.trust',
    'ssl.protocols',
    'ssl.checkserveridentity',
    'connectiontimeout',
    'timeout',
    'writetimeout',
    'localhost',
    'socketFactory.class',
    'socketFactory.port',
    'socketFactory.fallback',
    'quitwait',
  ].map((name) => `spring.mail.properties.mail.smtp.${name}`)
  return {
    scope: /^spring\.mail\./,
    known: [...root, ...smtp, 'spring.mail.properties.mail.debug', 'spring.mail.properties.mail.transport.protocol'],
    aliases: {
      'spring.mail.user': 'spring.mail.username',
      'spring.mail.pass': 'spring.mail.password',
      'spring.mail.smtp.auth': 'spring.mail.properties.mail.smtp.auth',
      'spring.mail.smtp.starttls.enable': 'spring.mail.properties.mail.smtp.starttls.enable',
    },
  }
}

const MAX_EDITS = 2

export const unknownKey: LintRule = {
  id: 'unknown-key',
  check({ found, format, text }) {
    const vocabulary = VOCABULARIES[format.id]
    if (!vocabulary) return []
    const { scope, known, aliases = {} } = vocabulary
    return found.entries.flatMap((entry) => {
      if (!scope.test(entry.key) || known.includes(entry.key)) return []
      // Everything below a known name (tls.*) is that library's own affair.
      const meant = aliases[entry.key] ?? nearest(entry.key, known)
      if (meant === undefined) return []
      return [complaintOf(entry, meant, text)]
    })
  },
}

function complaintOf(entry: Entry, meant: string, text: string): Complaint {
  const last = meant.slice(meant.lastIndexOf('.') + 1)
  const written = text.slice(entry.keySpan.start, entry.keySpan.end)
  const own = entry.key.slice(entry.key.lastIndexOf('.') + 1)
  // The same place in the tree and a name alone: then the name can be put right where it stands.
  const isRename =
    !meant.includes('{') && (meant.slice(0, -last.length) === entry.key.slice(0, -own.length) || !meant.includes('.'))
  const target = written.includes(own)
    ? written.replace(own, last)
    : written.includes(entry.key)
      ? written.replace(entry.key, meant)
      : undefined
  return {
    rule: 'unknown-key',
    diagnosis: 'config-option-invalid',
    severity: 'error',
    span: entry.keySpan,
    message: `${entry.key} is no setting of this program, so it is ignored; ${meant} is meant.`,
    advice: `Write ${meant}.`,
    ...(isRename && target !== undefined && { edits: [{ ...entry.keySpan, text: target }], isSafe: true }),
  }
}

function nearest(key: string, known: readonly string[]): string | undefined {
  const lower = key.toLowerCase()
  const parent = key.slice(0, key.lastIndexOf('.') + 1)
  let best: { name: string; edits: number } | undefined
  for (const name of known) {
    if (name.slice(0, name.lastIndexOf('.') + 1) !== parent) continue
    const edits = isSwapped(lower, name.toLowerCase()) ? 1 : distance(lower, name.toLowerCase())
    const own = name.length - parent.length
    if (edits <= MAX_EDITS && edits < own / 2 && (!best || edits < best.edits)) best = { name, edits }
  }
  return best?.name
}

/** Two neighbouring letters in the wrong order: one slip, though two edits. */
function isSwapped(a: string, b: string): boolean {
  if (a.length !== b.length) return false
  const at = [...a].findIndex((letter, index) => letter !== b[index])
  return at >= 0 && a.slice(0, at) + (a[at + 1] ?? '') + (a[at] ?? '') + a.slice(at + 2) === b
}
