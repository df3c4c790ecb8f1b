// The client went to its own machine, or to a template's host, because the real setting never reached it.

import type { Certainty, Context, Finding, Fix, Observation, Rule } from '../../model.js'
import { type Pattern, phrases } from '../../smtp/prefilter.js'
import { useWay, waysIn } from '../advice.js'
import { endpointsOf, hasLocalBridge, isLoopback, isSampleHost, meantHost, portOf, realProvider } from '../meant.js'
import { lookupFailures } from '../phrases/lookup.js'
import { connectFailures, type SocketFailure } from '../phrases/socket.js'
import { lineOf, murmuring } from '../select.js'

export const hostNotConfigured: Rule = {
  id: 'host-not-configured',
  title: 'The program does not use your server setting: it went to its default host',
  meaning:
    'Without a host, mail libraries knock at their own machine (localhost, 127.0.0.1), where as a rule no mail server runs. So a connection refused there mostly means that your settings never reached the program: the environment file was not loaded, a key is misspelt, or another configuration is in effect. The provider was never asked.',
  seenAs: [
    'connect ECONNREFUSED 127.0.0.1:587',
    'connect ECONNREFUSED ::1:587',
    'Connection refused - connect(2) for "localhost" port 25',
    'dial tcp :465: connection refused',
    'Failed to connect to mailserver at "localhost" port 25, verify your "SMTP" and "smtp_port" setting in php.ini',
  ],
  outranks: [
    'connect-refused',
    'connect-unreachable',
    'connect-timeout',
    'host-not-found',
    'smtp-egress-blocked',
    'port-25-blocked',
    'ipv6-unreachable',
    'dns-unavailable',
    'host-typo',
  ],
  match: (seen, context) =>
    byLoopback(seen, context) ?? byUnsetValue(seen, context) ?? bySampleHost(seen, context) ?? byOwnWords(seen),
  fixes(context) {
    const [way] = waysIn(context)
    if (context.client === 'wordpress')
      return [
        ...loading(context.client),
        ...(way ? [useWay(context, way)] : []),
        {
          do: "If such a plugin is active already, open its e-mail log (or switch its debugging on) and paste the error that stands there: WordPress' own sentence leaves it out.",
        },
      ]
    return [
      {
        do: 'Print what the program really has: log the host right before the mail is sent. It will be empty or localhost.',
      },
      ...loading(context.client),
      way
        ? useWay(context, way)
        : {
            do: 'Give the program your provider\'s host, for example smtp.gmail.com; "smtp-doctor providers" lists them.',
          },
      {
        do: 'In Docker or on a hosting platform, set the variables there too and redeploy: a .env file on your machine is not seen.',
      },
      {
        do: 'If a mail server on this machine is meant, start it, and look with "ss -ltn" whether it listens on that port.',
      },
    ]
  },
}

function loading(client = ''): Fix[] {
  if (/nodemailer|node|nest|next/i.test(client))
    return [
      {
        do: 'In Node.js load the .env file before the transport is made: import "dotenv/config" as the first line, or node --env-file=.env; and write host: and port: as properties of the one object that goes to createTransport().',
      },
    ]
  if (/django/i.test(client))
    return [
      {
        do: 'In Django set EMAIL_HOST (default: localhost) in the settings module that is in use; DJANGO_SETTINGS_MODULE says which.',
      },
    ]
  if (/rails|actionmailer|ruby|mastodon|discourse|gitlab/i.test(client))
    return [
      {
        do: 'In Rails set config.action_mailer.delivery_method = :smtp and smtp_settings in the environment file that runs (config/environments/production.rb), then restart web and job processes.',
      },
    ]
  if (/laravel/i.test(client))
    return [{ do: 'In Laravel run php artisan config:clear: a cached configuration hides changes in .env.' }]
  if (/wordpress|wp-/i.test(client))
    return [
      {
        do: 'In WordPress install an SMTP plugin (Plugins → Add New → "WP Mail SMTP" or "FluentSMTP"), enter host, port, encryption, user name and password there, and send its test e-mail.',
      },
    ]
  if (/php/i.test(client))
    return [
      {
        do: "In PHPMailer call $mail->isSMTP() and set $mail->Host; without isSMTP() it uses the machine's own mail().",
      },
    ]
  if (/spring|java|jakarta/i.test(client))
    return [
      {
        do: 'In Spring set spring.mail.host in the profile that is active; in JavaMail the property is mail.smtp.host (with "smtps": mail.smtps.host).',
      },
    ]
  if (/^go|gomail|grafana|authelia|vaultwarden|lettre/i.test(client))
    return [
      { do: 'If the setting is a URL, write its scheme (smtp://host:587): without it the host is read as empty.' },
    ]
  return [{ do: 'Check the name of the key and that its file is loaded before the mail object is made.' }]
}

function byLoopback(seen: readonly Observation[], context: Context): Finding | undefined {
  if (isLocalMeant(seen, context)) return undefined
  const found = connectFailures(seen).filter(
    (failure) => failure.fault !== 'permission' && isToLoopback(failure, context),
  )
  const [first] = found
  const provider = realProvider(context)
  if (!first) {
    const [said] = murmuring(seen, TO_LOOPBACK)
    return said && { certainty: 'likely', because: WENT_HOME, seen: [said] }
  }
  const where = first.address ?? first.endpoint?.host ?? context.host ?? 'localhost'
  return {
    certainty: provider ? 'certain' : 'likely',
    because: `The program tried ${where === '' ? 'an empty host' : where}${portOf(first.seen, context) ? `, port ${portOf(first.seen, context)}` : ''}: that is this machine itself${provider ? `, and not ${provider.name}` : ', the default of a library that was given no host'}.`,
    seen: found.map((one) => one.seen),
  }
}

/** A failed connection to this machine of which the program says no more. */
const TO_LOOPBACK = phrases`
    (?:could not|couldn['’]t|cannot|can['’]t|unable to|failed to) (?:open (?:a )?connection|connect) (?:to|with) (?!SMTP host: )[^\n]{0,40}\b(?:localhost|127\.0\.0\.1)\b(?![.-])
    (?:impossible de se connecter|imposible conectar|impossibile connettersi|keine Verbindung|не удалось подключиться)[^\n]{0,40}\b(?:localhost|127\.0\.0\.1)\b(?![.-])
  `

const WENT_HOME =
  'The program tried to reach a mail server on this machine itself, the default of a library that was given no host.'

/** The user said that a server of this machine is meant: the local preset, a bridge, a test inbox, or a probe of it. */
function isLocalMeant(seen: readonly Observation[], context: Context): boolean {
  const kind = context.provider?.kind
  if (kind === 'local' || kind === 'test-inbox') return true
  // Whoever has a loopback address examined means it, unless the account is a provider's: then a setting was not read.
  if (context.source === 'probe') return !(realProvider(context) && isLoopback(context.host ?? ''))
  const port = context.port ?? endpointsOf(seen)[0]?.port
  if (hasLocalBridge(context)) return true
  // MailHog, Mailpit, Proton's bridge, smtp4dev: ports that nobody gets by default.
  return port !== undefined && [1025, 2525, 1587, 3025, 5025, 8025].includes(port)
}

function isToLoopback(failure: SocketFailure, context: Context): boolean {
  const line = lineOf(failure.seen)
  if (failure.address !== undefined && isLoopback(failure.address)) return true
  if (
    /dial tcp :\d{1,5}\b|connect\(2\) for "?(?:localhost|nil)?"? port|(?:ECONNREFUSED|connect to|connecting to|opening to|host:?|at) ["'`]?localhost\b|\blocalhost:\d{1,5}\b/i.test(
      line,
    )
  )
    return true
  const host = failure.endpoint?.host ?? (failure.address === undefined ? context.host : undefined)
  return host !== undefined && isLoopback(host)
}

/** "undefined" and its kin as a host: the variable was read and was not there. */
function byUnsetValue(seen: readonly Observation[], context: Context): Finding | undefined {
  const found = lookupFailures(seen).filter(({ name }) =>
    /^(?:undefined|null|none|nil)$/i.test(name ?? context.host ?? ''),
  )
  return found[0]
    ? {
        certainty: 'certain',
        because: `The host that the program looked up is "${found[0].name ?? context.host}": that is what an unset value looks like.`,
        seen: found.map((one) => one.seen),
      }
    : undefined
}

function bySampleHost(seen: readonly Observation[], context: Context): Finding | undefined {
  const provider = realProvider(context)
  const host = meantHost(seen, context)
  if (!provider || host === undefined || !isSampleHost(host) || isLoopback(host)) return undefined
  const found = [...connectFailures(seen), ...lookupFailures(seen)].map((one) => one.seen)
  return found[0]
    ? {
        certainty: 'likely',
        because: `${host} is the example from a guide or template, and ${provider.name} was meant.`,
        seen: found,
      }
    : undefined
}

/** PHP's own mail() on Windows, ssmtp's default `mail`, and clients that miss the setting themselves. */
function byOwnWords(seen: readonly Observation[]): Finding | undefined {
  for (const [pattern, because, certainty = 'certain'] of OWN_WORDS) {
    const [said] = murmuring(seen, pattern)
    if (said) return { certainty, because, seen: [said] }
  }
  return undefined
}

const OWN_WORDS: readonly (readonly [pattern: Pattern, because: string, certainty?: Certainty])[] = [
  [
    phrases`
      e-?mail (?:delivery|sending|settings?|server|service) (?:is |are |has |have )?(?:not|n['’]t) (?:yet )?(?:been )?(?:configured|enabled|set up)\b(?! (?:for|with|as|on(?! this\b)|in|to (?:accept|relay|allow|use|support)) )
      configure your SMTP server\b
      (?:SMTP|mail) (?:host|server|settings?) (?:is |are |has |have )?(?:not|n['’]t) (?:yet )?(?:been )?(?:configured|set up)\b(?! (?:for|with|as|on(?! this\b)|in|to (?:accept|relay|allow|use|support)) )
      SMTP-?host wurde nicht angegeben
      no se especificó el (?:host|servidor) SMTP
      hôte SMTP n['’]a pas été spécifié
      未指定 ?SMTP ?主机
    `,
    'The program says that it has no mail server in its settings.',
    'likely',
  ],
  [
    /could not be established with host (?: (?::\s?\w{1,20}_|\[)|"(?:(?:ssl|tls|tcp):\/\/)?:\d{1,5}")/i,
    'The host in the message of Swift Mailer or Symfony is empty: the setting never reached it.',
  ],
  [
    /couldn['’]t connect to host, port: (?:null)?, \d|connecting to host: (?:null|"")[ ,]/i,
    'The host in the message of JavaMail is empty: the setting never reached it.',
  ],
  [
    phrases`
      \b(?:smtp|mail) ?(?:host|server) is empty\b
      \bSocketCanNotConnectToHostException\b[^\n]{0,40}["']?(?:tcp|ssl|tls):\/\/(?:localhost|127\.0\.0\.1)\b
      \b(?:always|still|only) (?:tries to )?connect(?:s|ing)? to (?:localhost|127\.0\.0\.1)\b
      \b(?:points?|goes|connects?|sends?|pointing|going|connecting|sending) (?:it |mail |them )?(?:to|through|over|via) [^\n]{1,60}\binstead of (?:to )?(?:my|our|the) (?:(?:own|configured|external|custom|real|actual) )?(?:smtp|mail|e-?mail)[ -]?(?:host|server|relay|provider|settings?)\b
    `,
    'The program goes to this machine itself, whatever its settings say: they are not the ones that it reads.',
    'likely',
  ],
  [
    /remote host address is the local host/i,
    'Exim was to hand mail to a smarthost whose name leads back to this machine.',
  ],
  [
    /Failed to connect to mailserver at ["']?(?:localhost|127\.0\.0\.1)/i,
    "PHP's mail() looks for a mail server on this machine, and php.ini names none other.",
  ],
  [
    /(?:cannot open|unable to locate) ["']?(?:mail|mailhub)\b["']?(?!\.\w)/i,
    'ssmtp went to "mail", the sample in its configuration: the line mailhub= names no server yet.',
  ],
  [
    phrases`
      (?:configuration|config|settings?) for (?:smtp|mail|e-?mail)\b.{0,20}(?:not found|missing|not set|not configured)
      no (?:smtp|mail|e-?mail) (?:configuration|settings?) (?:found|available|given|set|for)
      (?:smtp|mail server|e-?mail server|mail) (?:settings? |configuration )?(?:is |are |has |have )?not (?:been )?(?:configured|set up)\b(?! (?:for|with|as|on(?! this\b)|in|to (?:accept|relay|allow|use|support)) )
      host (?:was |is |has )?(?:not|n't) (?:been )?(?:specified|set|configured|defined|given)
      no (?:smtp |mail )?(?:host|server) (?:was |is |has been )?(?:specified|configured|set|defined|given)
      missing (?:smtp |mail )?host\b
      (?:cannot|can['’]t|could not) find (?:a )?valid host ?name for mail session
      expected \[:relay\] to be set
      \bno (?:global )?SMTP smarthost (?:is )?set\b
      did not specify an? smtp host
      (?:please |to enable \w+,? )set (?:the )?(?:MAIL|SMTP|EMAIL)_\w{1,30} (?:environment )?variable
      dial tcp:? missing address
      smtp_?host (?:is )?(?:missing|empty|not set|undefined)
      SMTP host: ?, port
      \bconnect(?:ing)? to (?:undefined|null|none|nil):\d{1,5}\b
      \b(?:smtp|mail(?:er)?)[/_ .-]{0,3}(?:url|uri|dsn|host|server)[_ ](?:is )?(?:undefined|unset|missing|not[_ ]set)\b
      running in production without e-?mail
    `,
    'The program says that it has no mail server in its settings.',
  ],
  [
    phrases`
      \b(?:smtp|e-?mail|mail|mailer|outgoing (?:e-?)?mail)(?: (?:server|host|service|transport|sending|settings?|config(?:uration)?|delivery|client|account|provider)){0,2} (?:is |are |has |have |was |were )?(?:not |n['’]t )(?:been )?(?:yet |properly )?(?:configured|set[ -]?up)\b(?! (?:for|with|as|on(?! this\b)|in|to (?:accept|relay|allow|use|support)) )
      \bno (?:smtp|e-?mail|mail|outgoing)(?: (?:smtp|e-?mail|mail|server|host|service|transport|provider|account|connection)){1,3} (?:is |was |has been )?(?:configured|defined|specified|set up|set)\b
      \b(?:smtp|mail|email)_?(?:host|server)\b\W{0,3}(?:(?:environment |env )?var(?:iable)?s? )?(?:is |are |was |must be )?(?:required|missing|empty|not (?:set|defined|found|configured|provided)|undefined|unset|set\b(?! to))
      \b(?:smtp|mail) (?:configuration|config|settings?) (?:is |are )?(?:missing|incomplete|empty)
      missing (?:smtp|mail) (?:configuration|config|settings?)
      \b(?:smtp|mail) ?(?:server|host) ?(?:name|address) (?:is |was )?(?:not (?:specified|set|given|defined|configured|provided)|missing|empty|required)
      \bplease (?:first )?(?:configure|set up|setup|enter|provide|fill in) (?:the |your |an? )?(?:smtp|e-?mail|mail|outgoing mail)(?: (?:server|host|settings?|configuration|account|details)){1,2}\b
      \bconn_id [\`'"]?\w{0,20}(?:smtp|mail)\w{0,20}[\`'"]? is(?:n['’]t| not) defined
      \bSMTP connection (?:is |was )?not (?:found|configured|defined)
    `,
    'The program says that it has no mail server in its settings.',
  ],
  [
    phrases`
      未(?:配置|设置|設定)(?:了)?(?:邮件|邮箱|郵件|smtp)
      (?:邮件|邮箱|郵件|smtp) ?(?:服务器|服务|伺服器|服務)?(?:尚)?(?:未|没有)(?:正确)?(?:配置|设置|設定)
      (?:mail|smtp)\S{0,20} (?:ist|wurde|sind) (?:noch )?nicht (?:konfiguriert|eingerichtet)
      (?:smtp|mail|messagerie|courriel)\S{0,4} (?:n['’]est|n['’]a) pas (?:été )?configuré
      (?:smtp|correo|mail)(?: electrónico)? no (?:está|ha sido) configurado
      (?:smtp|e-?mail|correio) não (?:está|foi) configurado
      (?:smtp|posta|mail) non (?:è|è stato) configurato
      (?:smtp|почт\S{0,12}|сервер\S{0,3}) не настроен
      (?:smtp|mail|poczt\S{0,4}) nie (?:jest|został) skonfigurowan
      (?:smtp|e-?posta)\S{0,20} yapılandırılma
      (?:smtp|メール)\S{0,12}(?:設定されていません|未設定)
      (?:smtp|메일)\S{0,12}(?:설정되지 않|구성되지 않)
    `,
    'The program says that it has no mail server in its settings.',
  ],
  [
    phrases`
      the e-?mail could not be sent\.[^\n]{0,20}(?:your site may not be correctly configured|possible reason: your host may have disabled)
      Die E-Mail konnte nicht (?:gesendet|verschickt|versendet) werden\b[^\n]{0,200}(?:mail\(\)|konfiguriert|eingerichtet)
      (?:Dein|Der) Webhoster[^\n]{0,60}mail\(\)
    `,
    "WordPress says this when PHP's mail() on its own machine fails: as a rule, nothing has told it to send over your provider's SMTP server.",
    'likely',
  ],
]
