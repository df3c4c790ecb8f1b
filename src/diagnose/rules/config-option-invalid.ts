// The client refuses its own settings before any connection.

import type { Observation, Rule } from '../../model.js'
import { matches, type Pattern, phrases } from '../../smtp/prefilter.js'
import { hostValues } from '../hosts.js'
import { INVALID, isLoginSetting, settingsWith, VERIFICATION_OFF } from '../phrases/setting.js'
import { murmuring, ofKind } from '../select.js'

export const configOptionInvalid: Rule = {
  id: 'config-option-invalid',
  title: 'The program refuses its own settings',
  meaning:
    'The program stopped before it left the house: one of its mail settings contradicts another, has a value that cannot be right (a port that is no number, a scheme that it does not know), or has a name that it ignores. No server was asked.',
  seenAs: [
    'EMAIL_USE_TLS/EMAIL_USE_SSL are mutually exclusive, so only set one of those settings to True.',
    'RangeError [ERR_SOCKET_BAD_PORT]: options.port should be >= 0 and < 65536. Received NaN.',
    'dial tcp: address smtp.example.com:465:587: too many colons in address',
    'The "tls" scheme is not supported; supported schemes for mailer "smtp" are: "smtp", "smtps".',
    'ArgumentError: wrong authentication type',
  ],
  outranks: [
    'host-typo',
    'host-not-found',
    'host-not-configured',
    'auth-mechanism-unsupported',
    'tls-on-plaintext-port',
    'tls-handshake-failed',
    'trust-store-missing',
    'cert-hostname-mismatch',
    'connect-refused',
  ],
  match(seen, context) {
    const found: Observation[] = [
      ...ofKind(seen, 'client').filter(({ complaint }) => complaint === 'option-invalid'),
      ...murmuring(seen, REFUSALS),
      ...settingsWith(seen, INVALID).filter(
        (one) => !VERIFICATION_OFF.test(one.problem ?? '') && !isLoginSetting(one) && context.source === 'settings',
      ),
    ].filter((one, index, all) => all.indexOf(one) === index)
    const withPort =
      context.source === 'settings'
        ? hostValues(seen, context).find(({ host }) => /^[\w.-]+:\d{1,5}$/.test(host))
        : undefined
    if (withPort?.seen) found.push(withPort.seen)
    const [first] = found
    if (!first) return undefined
    return {
      certainty: 'certain',
      because: reasonFor(first),
      seen: found,
    }
  },
  fixes: (_context, finding) => {
    const words =
      finding?.seen.map((one) => ('message' in one ? one.message : 'text' in one ? one.text : '')).join(' ') ?? ''
    return [...exact(words), ...GENERAL]
  },
}

const REFUSALS = phrases`
    mutually exclusive
    (?:can(?:not|'t)|may not) (?:be )?(?:set|use|enable|specify)[^\n]{0,40}both
    both [^\n]{0,60}(?:are|were) (?:set|enabled|specified)
    wrong authentication type
    ERR_SOCKET_BAD_PORT
    port["'\`]? ?(?:should|must) be
    (?:invalid|bad|illegal|unknown|missing) (?:smtp |mail )?(?:port|scheme|url|dsn|uri)\b
    port (?:number )?out of range
    nonnumeric port
    getaddrinfo\(\) argument \d must be
    getsockaddrarg: port
    too many colons in address
    missing port in address
    first path segment in URL
    scheme is not supported
    unsupported scheme
    unknown scheme
    unsupported mail transport
    (?:mailer|transport|driver) \[?["'\`]?[\w-]{0,40}["'\`]?\]? (?:is )?not (?:defined|supported)
    DSN is invalid
    mailer DSN
    could not parse (?:the )?(?:url|dsn|uri|mailer)
    failed to parse (?:address|url|the dsn)
    invalid literal for int\(\) with base 10
    For input string:
    NumberFormatException
    Servname not supported
    unexpected keyword argument
    unrecognized (?:configuration|option|setting)
    unknown (?:configuration|option|setting|command|encryption|key\b|property|parameter)
    (?:property|parameter)[^\n]{0,20}(?:port|host)[^\n]{0,60}(?:must be|cannot be|may not be)
    The parameter ["']?(?:host|address)["']? cannot be
    A from address must be specified
    Invalid (?:address\b|encryption|value|option|configuration)[^\n]{0,60}(?:smtp|mail|email|tls|ssl|port)
    bad (?:numerical|boolean) (?:configuration|parameter)
    Cannot create property ["'][\w]{1,20}["'] on string
    Unknown (?:service|SMTP service)
    secure["'\`]? must be
    expected (?:a )?(?:boolean|number|integer)[^\n]{0,60}(?:port|secure|tls|ssl)
    openssl_verify_mode
    must be a (?:boolean|number|integer)
    failed to bind properties under
    out of the range of valid values\. ?\(Parameter
    no such service
    strconv\.(?:Atoi|ParseInt|ParseBool)
    cannot unmarshal[^\n]{0,60}(?:port|smtp)
    invalid smtp_?(?:from|host|port|security)
    \`?SMTP_\w{2,20}\`? (?:is invalid|must be|needs to be|need to be)
    both \`?SMTP_
    (?:host|relay|server|address|url)\b[^\n]{0,20} (?:(?:should|must|may|can) ?not|shouldn['’]t|mustn['’]t) (?:contain|include|have|start with) (?:an? |the |any )?(?:url |smtps? )?(?:scheme|protocol|port\b|["'\`]?(?:https?|smtps?):)
    (?:smtp|mail)_?(?:host|server)[^\n]{0,12}(?:do not|don['’]t) include (?:the )?(?:scheme|protocol|port\b|["'\`]?(?:https?|smtps?):)
  `

function reasonFor(first: Observation): string {
  if (first.kind === 'setting')
    return `The value of ${first.name} cannot be right: ${first.problem ?? 'the port stands in the host'}.`
  return 'The program rejects a setting by itself; nothing has been sent to any server yet.'
}

const CASES: readonly (readonly [Pattern, string])[] = [
  [
    /mutually exclusive|both/i,
    'Keep one of the two TLS switches: STARTTLS for port 587 (Django: EMAIL_USE_TLS = True, EMAIL_USE_SSL = False), TLS from the first byte for port 465 (the other way round).',
  ],
  [
    /too many colons|address[^\n]{0,40}:\d+:\d+/i,
    'Write the host without a port, or host:port where the program has no setting for the port: here the port was put on twice.',
  ],
  [/missing port in address/i, 'Write host and port together here: smtp.example.com:587.'],
  [
    /port|For input string|int\(\)|NumberFormat|Atoi|ParseInt|Servname/i,
    'Give the port as a plain number (587 or 465), without quotes, blanks or a comment behind it, and check that its variable is set where the program runs.',
  ],
  [
    /scheme|DSN|url/i,
    'Write the scheme that the program knows: smtp:// for STARTTLS on 587, smtps:// for 465; in Laravel MAIL_SCHEME is smtp or smtps, not tls or ssl. Encode @ : / # in the user name and password.',
  ],
  [
    /authentication type/i,
    'Set the authentication to plain or login (Rails: authentication: :plain), or leave the key out; an empty string is refused.',
  ],
  [
    /Cannot create property|Unknown (?:SMTP )?service/i,
    'In nodemailer, service takes a name such as "gmail", and a host name goes into host; createTransport() takes an object.',
  ],
  [
    /keyword argument/i,
    'Update the mail library: Python 3.12 took keyfile and certfile out of smtplib; Django 4.2 and newer know that.',
  ],
  [
    /transport|mailer|driver/i,
    'Set the mailer to "smtp" (Laravel: MAIL_MAILER=smtp, before version 7 MAIL_DRIVER=smtp), then clear the cached configuration.',
  ],
]

function exact(words: string) {
  const found = CASES.find(([pattern]) => matches(pattern, words))
  return found ? [{ do: found[1] }] : []
}

const GENERAL = [
  { do: "Go to the setting that the message names, and compare its name and value with the program's documentation." },
  { do: 'Let smtp-doctor read the file: smtp-doctor lint FILE names the line and writes the right one beside it.' },
  { do: 'Or write a fresh configuration: smtp-doctor config --list shows the formats.' },
]
