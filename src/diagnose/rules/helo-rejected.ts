// The name that the client gave in EHLO or HELO is refused.

import type { Context, Finding, Observation, Rule } from '../../model.js'
import { matches, phrases } from '../../smtp/prefilter.js'
import { meantHost } from '../meant.js'
import { CLIENT_BLOCKED } from '../phrases/blocklist.js'
import { socketFailures } from '../phrases/socket.js'
import { scopeOf } from '../scope.js'
import { lineOf, murmuring, replies, saying } from '../select.js'

type ReplySeen = Extract<Observation, { kind: 'reply' }>

export const heloRejected: Rule = {
  id: 'helo-rejected',
  title: 'The server does not accept the name with which the program introduces itself',
  meaning:
    'After the greeting a program says EHLO and its own name: a full host name such as mail.example.org, or an address in brackets. Programs take the name from the machine, and that is often empty, "localhost", a name without a dot, or one with forbidden characters. Some servers refuse those; Google\'s relay closes the connection with 421.',
  seenAs: [
    '501 5.5.4 HELO/EHLO argument invalid, closing connection',
    '504 5.5.2 <localhost>: Helo command rejected: need fully-qualified hostname',
    '421 4.7.0 Try again later, closing connection. (EHLO)',
    '550 Access denied - Invalid HELO name (See RFC2821 4.1.1.1)',
    '501 Syntactically invalid EHLO argument(s)',
    '501 5.5.4 Invalid domain name',
  ],
  outranks: [
    'service-unavailable',
    'address-syntax',
    'server-temporary-failure',
    'server-permanent-failure',
    'relay-denied',
    'command-sequence',
    'closed-before-greeting',
    'recipient-unknown',
    'sender-blocked',
    'message-rejected-content',
  ],
  match: (seen, context) =>
    byReply(seen) ?? byLog(seen) ?? byRemark(seen) ?? bySecondHello(seen) ?? byGooglesHangUp(seen, context),
  fixes: (context, finding) => {
    const name = nameGiven(finding?.seen[0])
    return [
      {
        do: `Set the name that the program says in EHLO to a full host name of this machine, or to its address in brackets such as [203.0.113.5]${name === undefined ? '' : name === '' ? ' (now it is empty)' : ` (now it is "${name}")`}.`,
      },
      { do: setting(context.client) },
      {
        do: 'Without such a setting, give the machine a full name: "hostnamectl set-hostname mail.example.org", and a line "127.0.1.1 mail.example.org mail" in /etc/hosts; in Docker: hostname: mail.example.org.',
      },
      ...(isGoogles(context)
        ? [
            {
              do: 'For smtp-relay.gmail.com use the domain that is registered in Google Workspace as the EHLO name; "localhost" and names without a dot are turned away.',
              url: 'https://support.google.com/a/answer/2956491',
            },
          ]
        : []),
    ]
  },
}

const ABOUT_NAME = phrases`
    \bMI:NHD\b
    fully[- ]qualified (?:host ?)?name in (?:your )?(?:helo|ehlo)
    (?:helo|ehlo)[^\n]{0,60}(?:command )?(?:rejected|refused|denied|blocked using|invalid|not (?:allowed|accepted|permitted|valid|match\w*|resolv\w*|found|exist\w*)|n['’]t (?:match|resolve|exist)|argument|required|requires|mismatch|does not|must|syntax|name|needs?|should)
    (?:invalid|bad|empty|missing|malformed|illegal|forged|fake|wrong|reject(?:ed)?|bogus|suspicious|spoofed|syntactically invalid|unacceptable)[^\n]{0,30}(?:helo|ehlo)
    need fully-?qualified hostname
    (?:helo|ehlo)\b[^\n]{0,30}(?:should|has to|have to|ought to) be\b
    \(EHLO\)
    \(HELO\)
    (?:helo|ehlo)/(?:ehlo|helo)
    p=helo\b
    (?:domain|host) ?name required(?! for)
    (?:helo|ehlo) (?:host|name)
    \bis _?my_? (?:ip )?address\b
    \byou(?:['’]re| are) not me\b
  `

const BAD_ARGUMENT = phrases`
    invalid (?:domain|host|address|argument|parameter|name)
    domain (?:name )?(?:required|invalid)
    invalid[^\n]{0,20}(?:domain|host|address)
    syntax error
    bad (?:host|domain|argument|name)
    malformed
    requires (?:a )?(?:valid )?(?:domain|host)
    unqualified
    illegal
    must (?:supply|provide|be)
    address literal
  `

function byReply(seen: readonly Observation[]): Finding | undefined {
  const found = replies(seen, { codes: [4, 5] }).filter((one) => isNameRefused(one))
  const [first] = found
  if (!first) return undefined
  const name = nameGiven(first)
  const isHangUp = first.reply.code === 421 && !/\byour? (?:helo|ehlo)|(?:helo|ehlo) name/i.test(first.reply.text)
  return {
    certainty: first.reply.code === 421 ? 'likely' : 'certain',
    because: isHangUp
      ? 'The server closed the connection in answer to EHLO; Google does that to a name it does not like.'
      : name
        ? `The server refused the name "${name}" with which the program introduced itself.`
        : name === ''
          ? 'The program introduced itself without a name, and the server refused that.'
          : 'The server refused the name with which the program introduced itself.',
    seen: found,
    ...scopeOf(found, seen),
  }
}

function isNameRefused({ reply, verb, command }: ReplySeen): boolean {
  if (reply.code >= 500 && /^(?:EHLO|HELO)$/i.test(command?.trim() ?? '')) return true
  const { code, text, enhanced } = reply
  // Sendmail quotes the address that it objects to.
  if (/^<[^<>]{0,320}>\.\.\. /.test(text)) return false
  if (matches(CLIENT_BLOCKED, text) && !/helo|ehlo/i.test(text)) return false
  if (
    /send (?:helo|ehlo) first|polite people say|(?:helo|ehlo) first|please say|callback setup failed|expected|\bspam\b|DMARC|SPF\b|message (?:content|rejected)|(?<!suspicious helo.{0,80})(?<![\w.-])(?:reverse|PTR)(?![\w-]*\.\w)/i.test(
      text,
    ) &&
    !/argument/i.test(text)
  )
    return false
  // A late "too soon", an unknown command and a wrong order belong to other rules.
  if (code === 503 || /too soon|not (?:implemented|recogni[sz]ed)|unrecogni[sz]ed command|unknown command/i.test(text))
    return false
  if (matches(ABOUT_NAME, text)) return true
  if (verb === 'EHLO' || verb === 'HELO') {
    if (code === 421)
      return (
        /google|gsmtp|try again later/i.test(text) ||
        (enhanced === '4.7.0' && !/closing|too many|busy|shut|not available|unavailable/i.test(text))
      )
    return [501, 504, 553, 555].includes(code) || ([550, 554].includes(code) && matches(BAD_ARGUMENT, text))
  }
  return verb === 'UNKNOWN' && code === 501 && /invalid domain name|domain name required|requires domain/i.test(text)
}

/** Logs of servers, and clients that keep only the words of the reply. */
function byLog(seen: readonly Observation[]): Finding | undefined {
  const [said] = murmuring(
    seen,
    phrases`
      rejected (?:EHLO|HELO) from
      (?:EHLO|HELO) requires
      (?:EHLO|HELO)[ /\w]{0,12}(?:argument|command rejected|rejected|name)[^\n]{0,40}
      invalid (?:EHLO|HELO)
      (?:EHLO|HELO) host ?name must
      is _my_ address
    `,
  ).filter((one) => /is _my_|invalid|reject|refus|denied|must|not allowed|requires|wrong response/i.test(lineOf(one)))
  return said
    ? {
        certainty: 'likely',
        because: 'The name that the program gave in EHLO is what the server objects to.',
        seen: [said],
      }
    : undefined
}

/** What people say of the server's rule. */
function byRemark(seen: readonly Observation[]): Finding | undefined {
  const [said] = murmuring(
    seen,
    phrases`
      (?:not|n['’]t) (?:allow|accept|like|permit) (?:an? )?(?:EHLO|HELO)\b
      reject_(?:non_fqdn|invalid|unknown)_helo
      (?:EHLO|HELO)[^\n]{0,30} (?:with|using) an? (?:invalid|wrong|non-?existent|unqualified)[ ]
    `,
  )
  return said
    ? {
        certainty: 'likely',
        because: 'The server does not take the name that the program gives in EHLO.',
        seen: [said],
      }
    : undefined
}

/** A library says HELO after its EHLO was refused; the server that hangs up then has refused the name twice. */
function bySecondHello(seen: readonly Observation[]): Finding | undefined {
  const found = socketFailures(seen).find(
    ({ fault, seen: one }) => fault === 'closed' && one.kind === 'socket' && one.command === 'HELO',
  )
  return found
    ? {
        certainty: 'likely',
        because:
          'The program said HELO, which libraries do only after the server has refused their EHLO, and the server hung up. Google does that to a name that it does not like.',
        seen: [found.seen],
      }
    : undefined
}

/** Libraries show Google's relay hanging up after EHLO as an empty reply. */
function byGooglesHangUp(seen: readonly Observation[], context: Context): Finding | undefined {
  if (!isGoogles(context) && !/smtp-relay\.gmail\.com/.test(meantHost(seen, context) ?? '')) return undefined
  const atEhlo = socketFailures(seen).find(({ stage, fault }) => stage === 'ehlo' && fault === 'closed')?.seen
  const [empty] = saying(
    seen,
    phrases`
      empty response
      expected response code (?:")?250(?:")?[^\n]{0,60}(?:empty|code "")
      EHLO (?:not accepted|command failed)
    `,
  )
  const first = atEhlo ?? empty
  return first
    ? {
        certainty: 'likely',
        because:
          'smtp-relay.gmail.com hung up in answer to EHLO; it does that when it does not like the name in it, "localhost" for example.',
        seen: [first],
      }
    : undefined
}

function isGoogles({ host, provider }: Context): boolean {
  return /(?:^|\.)smtp-relay\.gmail\.com$/i.test(host ?? '') || provider?.endpoints[0]?.host === 'smtp-relay.gmail.com'
}

/** The name that was sent, from the command or from the server's quotation of it. */
function nameGiven(one: Observation | undefined): string | undefined {
  if (one?.kind !== 'reply') return undefined
  const sent = /^(?:EHLO|HELO)\s*(\S{0,255})/i.exec(one.command ?? '')?.[1]
  if (sent !== undefined && sent !== '') return sent
  if (sent === '' || /empty (?:helo|ehlo)/i.test(one.reply.text)) return ''
  return /argument "([^"]{0,255})"/i.exec(one.reply.text)?.[1] ?? /<([^>\s@]{1,255})>: helo/i.exec(one.reply.text)?.[1]
}

function setting(client = ''): string {
  if (/nodemailer|n8n|overseerr|action-send-mail|uptime/i.test(client))
    return 'In nodemailer: name: "mail.example.org".'
  if (/phpmailer|wordpress|wp-/i.test(client))
    return 'In PHPMailer: $mail->Helo = "mail.example.org"; and $mail->Hostname for the Message-ID.'
  if (/symfony|laravel|swift|nextcloud/i.test(client))
    return 'In Symfony and Laravel: local_domain=mail.example.org in the DSN (Laravel 9 and newer: MAIL_EHLO_DOMAIN); Swift Mailer: setLocalDomain().'
  if (/python|smtplib|django|flask/i.test(client))
    return 'In Python: smtplib.SMTP(host, port, local_hostname="mail.example.org"); in Django set DNS_NAME._fqdn or the machine\'s name.'
  if (/java|spring|jakarta|jenkins|keycloak/i.test(client))
    return 'In the mail properties: mail.smtp.localhost=mail.example.org.'
  if (/mailkit|dotnet|smtpclient/i.test(client)) return 'In MailKit: client.LocalDomain = "mail.example.org".'
  if (/go|grafana|alertmanager/i.test(client))
    return 'In Go: client.Hello("mail.example.org"); in Grafana ehlo_identity, in Alertmanager smtp_hello.'
  if (/rails|ruby|mastodon|actionmailer/i.test(client)) return 'In smtp_settings: domain: "mail.example.org".'
  if (/postfix/i.test(client)) return 'In Postfix: postconf -e smtp_helo_name=mail.example.org.'
  if (/msmtp/i.test(client)) return 'In msmtprc: domain mail.example.org.'
  return 'The setting is called name (nodemailer), local_hostname (Python), Helo (PHPMailer), mail.smtp.localhost (Java), LocalDomain (MailKit), domain (Rails, msmtp), smtp_helo_name (Postfix).'
}
