// User name or password wrong, and nothing more specific is known.

import type { Context, Finding, Fix, Observation, Rule } from '../../model.js'
import { matches, phrases } from '../../smtp/prefilter.js'
import { findingOf } from '../phrases/family.js'
import { DO_NOT_RETRY, nameOf, secretName, steps } from '../phrases/fixes.js'
import { isSendingService } from '../phrases/letter.js'
import { isTokenLogin, plainRefusals, REFUSED_LOGIN_CODES } from '../phrases/login.js'
import { atProvider, isAt, meaningByPreset } from '../phrases/provider-of.js'
import { AFTER_A_FAILED_LOGIN } from '../phrases/ranks.js'
import { failuresSaid } from '../phrases/said.js'
import { lineOf, murmuring, saying } from '../select.js'

/** Which of several keys a sending service means; people use the wrong one and are told only "535". */
const SERVICE_KEYS: Readonly<Record<string, string>> = {
  ses: 'Amazon SES wants SES SMTP credentials of the same region (user name "AKIA…", password of 44 characters, made under SES → SMTP settings → Create SMTP credentials). IAM access keys and their secrets do not work here.',
  sendgrid:
    'SendGrid wants the literal user name apikey and an API key that begins with "SG." as password, with the permission "Mail Send". Look for a newline at its end, and make a new key if it was revoked.',
  mailgun:
    'Mailgun wants the SMTP user of the sending domain (postmaster@your-domain) and its SMTP password, not the API key; domains of the EU region log in at smtp.eu.mailgun.org.',
  mailjet: 'Mailjet wants the API key as user name and the secret key as password.',
  brevo: 'Brevo wants the SMTP login and an SMTP key (Settings → SMTP & API → SMTP), not the API key.',
  postmark:
    'Postmark wants the Server API token as user name and as password (or the access key and secret key of an SMTP token). The account token is refused.',
  sparkpost: 'SparkPost wants the literal user name SMTP_Injection and an API key with "Send via SMTP" as password.',
  mailtrap:
    "Mailtrap wants the user name api and the API token of the domain for live sending, and the sandbox's own user and password for tests.",
  resend: 'Resend wants the literal user name resend and an API key that begins with "re_" as password.',
  smtp2go: 'SMTP2GO wants an SMTP user from Sending → SMTP Users, not the login of its web page.',
}

function ownFixes(context: Context): readonly Fix[] {
  const provider = context.provider
  if (!provider || provider.kind === 'custom') return GENERAL
  if (provider.kind === 'local') return LOCAL
  const words = Object.entries(SERVICE_KEYS).find(([id]) => provider.id === id || provider.id.startsWith(`${id}-`))?.[1]
  const microsoft =
    provider.id === 'microsoft-365'
      ? [
          {
            do: 'Sign in with exactly this user name and password at https://outlook.office.com: if that asks for a second factor, a plain password cannot work here and OAuth 2.0 is the way.',
            url: 'https://outlook.office.com',
          },
          {
            do: 'Have an administrator look whether Authenticated SMTP is on for this mailbox (Users → Active users → the user → Mail → Manage email apps): Microsoft answers 535 5.7.3 for that, too.',
          },
        ]
      : []
  const isMadeForPrograms = ['app-password', 'authorization-code'].includes(provider.secret.kind)
  return [
    ...(context.isSecretOfExpectedShape === true && isMadeForPrograms
      ? [
          {
            do: `The ${secretName(context)} has the right form and is refused all the same, so make a new one: it is void once it is deleted or the account's password changes, and it works only with the account that made it.`,
          },
        ]
      : []),
    ...(words ? [{ do: words }] : []),
    ...microsoft,
    ...(provider.status === 'no-password' ? steps(context, 'oauth') : []),
    ...steps(context, 'username', 'secret'),
    {
      do: `Copy the ${secretName(context)} again from its source and compare it with what the program really uses: no blanks around it, no quotes kept, nothing cut off at "#" or "$".`,
    },
    ...(provider.kind === 'sending-service'
      ? []
      : [
          {
            do: `Sign in at ${nameOf(context)}'s web page with the same user name to make sure that the account is open.`,
          },
        ]),
  ]
}

const LOCAL: readonly Fix[] = [
  {
    do: 'Look into the configuration of the mail server on this machine for the user names and passwords that it knows.',
  },
  {
    do: 'If it wants no login (most test servers do not): leave user name and password empty.',
  },
  {
    do: 'Compare the password that the program really uses with the right one: no blanks around it, no quotes kept, nothing cut off at "#" or "$".',
  },
]

const GENERAL: readonly Fix[] = [
  {
    do: "Sign in with exactly this user name and password at the provider's web page. If that fails, reset the password there.",
  },
  {
    do: "If it works there, find out what the provider wants from programs: many (Gmail, Yahoo, iCloud, QQ, 163, Yandex, Mail.ru …) refuse the account's own password and want an app password or authorization code, made in the account's security settings after 2-step verification is on.",
  },
  {
    do: 'Use the full e-mail address as user name, unless the provider names another (a key, "apikey", a short name).',
  },
  {
    do: 'Compare the password that the program really uses with the right one: no blanks around it, no quotes kept, nothing cut off at "#" or "$".',
  },
  { do: 'Make sure that the server belongs to the same provider as the account: nobody else knows its password.' },
]

/** mutt keeps the words of the program that it hands its mail to, and says only how that ended. */
const ASK_THE_SENDER: Fix = {
  do: "mutt shows only the number that the sending program ended with. To see the server's own words, run it by itself: echo test | msmtp --debug YOUR-ADDRESS",
}

export const credentialsRejected: Rule = {
  id: 'credentials-rejected',
  title: 'The server refuses the user name or the password',
  meaning:
    'Server, port and encryption are right: the login itself was refused. The server does not say which of the two was wrong, and it says the same when the right password is of the wrong kind (the account password where an app password or an API key is wanted).',
  seenAs: [
    '535 5.7.8 Error: authentication failed',
    '535 5.7.3 Authentication unsuccessful',
    '535 Incorrect authentication data',
    '535 Authentication Credentials Invalid',
    '526 Authentication failure',
    'SMTP Error: Could not authenticate.',
  ],
  outranks: [...AFTER_A_FAILED_LOGIN],
  match(seen, context) {
    if (isTokenLogin(seen)) return undefined
    const at = atProvider(seen, context)
    const refusals = plainRefusals(seen).filter((said) => {
      const meaning = meaningByPreset(said, at.provider)
      return meaning === undefined || meaning === 'credentials-rejected' || meaning === 'app-password-required'
    })
    const said = refusals.find(({ code }) => code !== undefined) ?? refusals[0]
    if (!said) return byCodeAlone(seen, at) ?? byInterface(seen, at)
    const why = matches(AT_THE_SERVER, lineOf(said.seen))
      ? 'The server notes in its log that it refused a login.'
      : said.code === undefined
        ? "The client reports a refused login; the server's own words are missing."
        : `The server answers the login with ${said.code}${said.enhanced ? ` ${said.enhanced}` : ''} and gives no further reason.`
    const isMicrosoft = isAt(seen, at, 'microsoft-365', 'outlook') && said.enhanced === '5.7.3'
    return findingOf(
      credentialsRejected,
      said,
      said.code === undefined || isMicrosoft ? 'likely' : context.source === 'probe' ? 'certain' : 'likely',
      isMicrosoft
        ? `${why} Microsoft answers so to a wrong password, and also when Authenticated SMTP is off or a token has the wrong scope.`
        : why,
      at,
    )
  },
  fixes: (context, finding) => [
    ...(finding?.seen.some((one) => matches(AT_THE_SERVER, lineOf(one))) ? SERVERS_LOG : []),
    ...(finding?.seen.some(({ evidence }) => /child exited \d/.test(evidence ?? '')) ? [ASK_THE_SENDER] : []),
    ...ownFixes(context),
    DO_NOT_RETRY,
  ],
}

/** Lines that only the log of the server itself holds. */
const AT_THE_SERVER = phrases`
    smtpd?\[\d{1,7}\]: (?:\w{1,7}: )?warning: \S{1,255}: SASL [\w-]{2,20} authentication failed
    \bauthenticator failed for\b
    \bauth(?:-worker)?\(\S{1,255}: .{0,80}(?:password mismatch|unknown user)
    dovecot: auth
  `

const SERVERS_LOG: readonly Fix[] = [
  {
    do: 'This is the log of the mail server itself. Look whether the address in the line is one of your own programs: logins from strangers are people who guess passwords, and no fault of yours (fail2ban shuts them out).',
  },
  {
    do: 'If it is your program: compare the user name in its settings with the names that the server knows, with or without the domain, and try the two together by hand ("doveadm auth test USER" with Dovecot, "testsaslauthd -u USER -p PASSWORD" with Cyrus SASL).',
  },
  {
    do: 'If every login fails: Postfix with Dovecot wants smtpd_sasl_type = dovecot and the socket private/auth; with Cyrus SASL, pwcheck_method in smtpd.conf has to name the store that holds the passwords.',
  },
]

const KEY_REFUSED = phrases`
    \b(?:api[ _-]?(?:key|token)|server[ -]token)\b.{0,80}\b(?:invalid|not valid|incorrect|wrong|revoked|expired|unauthori[sz]ed)\b
    \b(?:invalid|wrong|bad|incorrect|revoked|expired|unknown) (?:\w{1,12} )?(?:api[ _-]?(?:key|token)|server[ -]token)\b
    authorization grant is invalid, expired,? or revoked
  `
const UNAUTHORIZED = /\b401\b.{0,12}\b(?:unauthori[sz]ed|forbidden)\b/i

/** Sending services that are asked over HTTP refuse their key with 401. */
function byInterface(seen: readonly Observation[], context: Context): Finding | undefined {
  const isService = isSendingService(context)
  const [said] = [...saying(seen, KEY_REFUSED), ...(isService ? murmuring(seen, UNAUTHORIZED) : [])]
  if (!said) return undefined
  const finding: Finding = {
    certainty: 'likely',
    because: 'The service refuses the key with which its HTTP interface was asked; SMTP has no part in this.',
    seen: [said],
  }
  return { ...finding, fixes: [NEW_KEY, ...credentialsRejected.fixes(context, finding)] }
}

const NEW_KEY: Fix = {
  do: 'Make a new key in the console of the service, with the right to send, and put it where the program reads it: no blanks or quotes around it, and the key of this region and of this account.',
}

/** A 535 whose words hint at something else that no other rule knows: the login was refused all the same. */
function byCodeAlone(seen: readonly Observation[], context: Context): Finding | undefined {
  const said = failuresSaid(seen).find(
    (one) =>
      one.code !== undefined &&
      REFUSED_LOGIN_CODES.includes(one.code) &&
      !one.isFromReceiver &&
      meaningByPreset(one, context.provider) === undefined,
  )
  return (
    said &&
    findingOf(
      credentialsRejected,
      said,
      'possible',
      `The server answers the login with ${said.code}; its words hint at more than a wrong password.`,
      context,
    )
  )
}
