// A 421 (or another 4xx) in place of a greeting or in mid-session: busy, full, shutting down.

import type { Finding, Observation, Rule } from '../../model.js'
import { matches, phrases } from '../../smtp/prefilter.js'
import { checkYourself } from '../advice.js'
import { placeOf } from '../meant.js'
import { markIn } from '../phrases/receiver-marks.js'
import { scopeOf } from '../scope.js'
import { murmuring, replies, wordsOf } from '../select.js'

export const serviceUnavailable: Rule = {
  id: 'service-unavailable',
  title: 'The server is too busy, or closing, and asks to try later',
  meaning:
    'The server answered, but with "not now": it has too many connections, is shutting down, or is short of something. Your settings are not the reason. If it happens every time, your program probably opens too many connections at once, or does not close them.',
  seenAs: [
    '421 4.3.2 Service shutting down',
    '421 Too many concurrent SMTP connections; please try again later',
    '421 4.7.0 Error: too many connections from …',
    '421 Service not available, closing transmission channel',
    '454 4.3.0 Try again later',
  ],
  outranks: ['server-temporary-failure', 'closed-before-greeting', 'greeting-timeout'],
  match(seen, context) {
    const found = replies(seen, { codes: [4, 5] }).filter((one) => isBusy(one))
    const [first] = found
    if (!first) return byWords(seen)
    const isOurs =
      /too many (?:concurrent |simultaneous )?(?:smtp )?(?:connections|sessions)|connection (?:limit|rate)|from your (?:ip|host)/i.test(
        first.reply.text,
      )
    return {
      certainty: 'certain',
      because: isOurs
        ? `${placeOf(first, context)} has more connections than it takes${/ from |your/i.test(first.reply.text) ? ' from this address' : ''}.`
        : `${placeOf(first, context)} answered ${first.reply.code}: not now.`,
      seen: found,
      ...scopeOf(found, seen),
    }
  },
  fixes: (context) => [
    { do: 'Wait a few minutes and try again.' },
    {
      do: /nodemailer|n8n|nest/i.test(context.client ?? '')
        ? 'Send over few connections: nodemailer with pool: true, maxConnections: 2, and one transport for all messages.'
        : 'Send several messages over one connection, with one or two connections at once, and end each with QUIT (nodemailer: pool: true; Symfony: one transport; PHPMailer: SMTPKeepAlive).',
    },
    {
      do: "If it stays, look at the provider's status page, or on a server of your own at its limits (Postfix: smtpd_client_connection_count_limit, Exim: smtp_accept_max) and its log.",
    },
    checkYourself(context),
  ],
}

/** MailKit and others keep the words of a 421 and drop its code. */
function byWords(seen: readonly Observation[]): Finding | undefined {
  const [said] = murmuring(
    seen,
    phrases`
      closing transmission channel
      too many (?:concurrent |simultaneous |open )?(?:smtp )?(?:connections|sessions)\b
    `,
  ).filter((one) => one.kind !== 'socket' && !/log ?in|password|quota|spam|block/i.test(wordsOf(one)))
  return said
    ? {
        certainty: 'likely',
        because: 'These are the words of a server that ends the session for now (421); the code is missing.',
        seen: [said],
      }
    : undefined
}

const BUSY = phrases`
    \bHL:ICC\b
    too many (?:concurrent |simultaneous |open )?(?:smtp )?(?:connections|sessions|clients)
    too (?:busy|loaded)
    server (?:is )?(?:too )?busy
    shutting down
    shut ?down
    closing (?:transmission|connection|channel)
    service (?:is )?(?:not available|unavailable|not ready|temporarily)
    not available
    temporarily (?:unavailable|not available|out of service)
    connection (?:limit|count|rate)[^\n]{0,40}(?:exceeded|reached)
    maximum (?:number of )?connections
    (?:maximum|per-domain) connection limit
    load (?:average )?(?:is )?too high
    overload
    ports are busy
    not accepting network messages
    too much load
    high load
    lost input
    session open for too long
    (?:connection|command|session) time-?out
    insufficient system (?:resources|storage)
    out of (?:memory|resources)
    idle
    timeout exceeded
    come back later
    under maintenance
    maintenance
  `

const TOO_MANY = phrases`
    \bHL:ICC\b
    too many (?:concurrent |simultaneous |open )?(?:smtp )?(?:connections|sessions)
    connection (?:rate )?limit
    maximum connection
    trop de connexions
  `

/** What looks like "busy" and has a rule of its own: reputation, login and sending limits, TLS versions, PTR, greylists. */
const OTHER = phrases`
    login
    log in
    log-in
    auth
    password
    credential
    too many (?:failed|invalid|bad|errors|messages|recipients|mails)
    (?<!connection )rate limit
    throttl
    quota
    reputation
    unsolicited
    complaint
    spam
    blocked
    black ?list
    blocklist
    \bTSS?\d\d\b
    TLS
    SSL\b
    reverse dns
    \bPTR\b
    \brDNS\b
    gr[ea]y-?list
    sender thread limit
    4\.3\.2 concurrent
    STOREDRV
    connect error \d{3,5}
    MFE proxy
    \(EHLO\)
    helo
  `

function isBusy(one: Extract<Observation, { kind: 'reply' }>): boolean {
  const { reply, verb, stage } = one
  const mark = markIn(reply.text)
  if (mark) return mark.means === 'service-unavailable'
  if (reply.code >= 500) return false
  // The address of a page that explains the reply is none of its words.
  const words = reply.text.replace(/https?:\/\/\S{1,300}/g, '')
  if (matches(OTHER, words) || verb === 'MESSAGE' || verb === 'AUTH' || verb === 'STARTTLS' || stage === 'auth')
    return false
  if (reply.code === 432) return false
  if (verb === 'CONNECT') return reply.code < 500 && reply.code >= 400
  if (verb === 'DATA' || verb === 'RCPT' || verb === 'MAIL')
    return verb !== 'DATA' && (reply.code === 421 ? matches(BUSY, reply.text) : matches(TOO_MANY, reply.text))
  if (reply.code === 421) return matches(BUSY, reply.text) || verb === 'EHLO' || verb === 'HELO'
  return (
    (verb === 'EHLO' || verb === 'HELO' || verb === 'UNKNOWN') &&
    (matches(TOO_MANY, reply.text) || /too busy|shutting down/i.test(reply.text))
  )
}
