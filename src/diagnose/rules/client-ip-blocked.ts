// The server refuses this client's IP address: block lists, dynamic ranges, bad reputation.

import type { Context, Finding, Observation, Rule } from '../../model.js'
import { matches } from '../../smtp/prefilter.js'
import { bestWay, useWay } from '../advice.js'
import { realProvider } from '../meant.js'
import { CLIENT_BLOCKED, NOT_THE_CLIENT } from '../phrases/blocklist.js'
import { markIn } from '../phrases/receiver-marks.js'
import { addressIn } from '../phrases/socket.js'
import { murmuring, replies } from '../select.js'

type ReplySeen = Extract<Observation, { kind: 'reply' }>

export const clientIpBlocked: Rule = {
  id: 'client-ip-blocked',
  title: "The server keeps this machine's IP address out",
  meaning:
    "Mail servers turn away addresses that are known for spam, or that belong to home lines and clouds from which no mail server should speak. The refusal is about the address from which the mail came, not about your account or letter: block lists (Spamhaus and others), the receiver's own list, or a bad reputation of the whole network.",
  seenAs: [
    '550 5.7.1 Service unavailable; client [203.0.113.50] blocked using zen.spamhaus.org',
    "550 SC-001 Unfortunately, messages from 203.0.113.27 weren't sent … part of their network is on our block list (S3140)",
    '554 5.7.1 Client host rejected: access denied (by list)',
    '421 4.7.0 [TSS04] Messages temporarily deferred due to unexpected volume or user complaints',
    '550 5.7.708 Access denied, traffic not accepted from this IP',
  ],
  outranks: [
    'service-unavailable',
    'helo-rejected',
    'relay-denied',
    'sender-blocked',
    'message-rejected-content',
    'sending-limit-exceeded',
    'server-temporary-failure',
    'server-permanent-failure',
    'closed-before-greeting',
    'greylisted',
  ],
  match(seen) {
    const found = replies(seen, { codes: [4, 5] }).filter((one) => isAboutTheAddress(one))
    const [first] = found
    if (!first) return turnedAway(seen) ?? bySayings(seen)
    const ip = addressIn(first.reply.text)
    const list = /spamhaus|spamcop|sorbs|barracuda|uceprotect|proofpoint|cloudmark|abusix|trend micro/i.exec(
      first.reply.text,
    )?.[0]
    const isDelay = first.reply.code < 500
    // Bare "Access denied" from a submission server is as often said to everybody who has not logged in.
    const isBare = first.from !== 'receiver' && /client host rejected: access denied\s*$/i.test(first.reply.text)
    return {
      certainty: isBare ? 'possible' : 'certain',
      because: `The server ${isDelay ? 'puts off' : 'refuses'} ${ip ? `the address ${ip}` : "this machine's address"}${list ? `, by the list of ${list}` : ''}; the account and the letter are not the reason.`,
      seen: found,
    }
  },
  fixes: (context, finding) => {
    const first = finding?.seen[0]
    const text = first?.kind === 'reply' ? first.reply.text : ''
    return [...ofList(text), ...isSubmission(context, first)]
  },
}

/** RFC 5321 section 3.1: a 5xx in place of the greeting, when nothing is known of the client yet but its address. */
function turnedAway(seen: readonly Observation[]): Finding | undefined {
  const [first] = replies(seen, { codes: [521, 550, 554] }).filter(
    ({ verb, reply }) =>
      verb === 'CONNECT' &&
      !matches(NOT_THE_CLIENT, reply.text) &&
      // Exim's words for hosts that it is told to turn away.
      (/^SMTP service not available$/i.test(reply.text) ||
        !/no smtp|does not accept mail|not (?:available|accepting)|too many|overload|busy|maintenance|\bTLS\b|reverse|\bPTR\b|rdns|helo/i.test(
          reply.text,
        )),
  )
  return first
    ? {
        certainty: 'likely',
        because:
          'The server turned the connection away in place of its greeting, when it knew nothing but the address.',
        seen: [first],
      }
    : undefined
}

/** Programs that keep only the words of the reply, without its code (PHPMailer's ErrorInfo). */
function bySayings(seen: readonly Observation[]): Finding | undefined {
  const [said] = murmuring(seen, CLIENT_BLOCKED).filter(
    (one) =>
      one.kind === 'text' &&
      !matches(NOT_THE_CLIENT, one.text) &&
      /\b(?:ip|address|host|client)\b|\d\.\d{1,3}\.\d/i.test(one.text) &&
      !/connection denied|allowed to connect/i.test(one.text),
  )
  return said
    ? {
        certainty: 'likely',
        because:
          "The words are those by which servers keep a machine's address out; the account and the letter are not the reason.",
        seen: [said],
      }
    : undefined
}

function isAboutTheAddress({ reply, verb }: ReplySeen): boolean {
  const words = `${reply.enhanced ?? ''} ${reply.text}`
  const mark = markIn(reply.text)
  if (mark) return mark.means === 'client-ip-blocked'
  if (matches(NOT_THE_CLIENT, words)) return false
  if (verb === 'AUTH')
    return /\b(?:ip|ip address|host)\b[^\n]{0,40}(?:blocked|black|listed|banned)|blocked using/i.test(words)
  if (/^5\.7\.(?:60[6-9]|6[1-4]\d|70[5-9]|507|511)$|^4\.7\.650$|^5\.7\.650$/.test(reply.enhanced ?? '')) return true
  return matches(CLIENT_BLOCKED, words)
}

function ofList(text: string) {
  const ip = addressIn(text) ?? 'YOUR-IP'
  if (/spamhaus|\bpbl\b|\bzen\b|\bxbl\b|\bsbl\b/i.test(text))
    return [
      {
        do: `Look the address ${ip} up at Spamhaus: PBL means only that it is a home or cloud line and has to send through a provider; SBL, CSS and XBL name a fault to cure, and the page has the way to removal.`,
        url: 'https://check.spamhaus.org/',
      },
    ]
  if (/barracuda/i.test(text))
    return [
      { do: `Ask Barracuda to take ${ip} off the list.`, url: 'https://www.barracudacentral.org/rbl/removal-request' },
    ]
  if (/spamcop/i.test(text))
    return [
      {
        do: `Look ${ip} up at SpamCop; listings end by themselves a day after the last report.`,
        url: 'https://www.spamcop.net/bl.shtml',
      },
    ]
  if (
    /sender\.office\.com|banned sending|5\.7\.60[6-9]|5\.7\.6[1-4]\d|microsoft|outlook\.com|office365|live\.com|S31\d\d|\b(?:SC|OU|DY|RP)-00\d/i.test(
      text,
    )
  )
    return [
      {
        do: `Ask Microsoft to unblock ${ip}: for Outlook.com and Hotmail by the support form, for Microsoft 365 recipients by the delisting portal.`,
        url: /live\.com|S31\d\d|\b(?:SC|OU|DY|RP)-00\d/i.test(text)
          ? 'https://olcsupport.office.com/'
          : 'https://sender.office.com/',
      },
    ]
  if (/google|gmail|gsmtp|UnsolicitedIP/i.test(text))
    return [
      {
        do: "Send less and slower for some days and follow Google's rules for bulk senders (SPF, DKIM, DMARC, one-click unsubscribe).",
        url: 'https://support.google.com/a/answer/81126',
      },
    ]
  if (/proofpoint/i.test(text))
    return [{ do: `Ask Proofpoint to unblock ${ip}.`, url: `https://ipcheck.proofpoint.com/` }]
  if (/yahoo|verizonmedia|\[TSS?0\d\]/i.test(text))
    return [
      {
        do: "Send less and slower, and remove addresses that complain; Yahoo's page explains the code.",
        url: 'https://senders.yahooinc.com/smtp-error-codes/',
      },
    ]
  return [
    {
      do: `Look ${ip} up on the block lists, and follow the link in the reply if it has one.`,
      url: 'https://check.spamhaus.org/',
    },
  ]
}

function isSubmission(context: Context, first: Observation | undefined) {
  const provider = realProvider(context)
  const way = bestWay(context, ({ port }) => port !== 25)
  const isRelay = provider?.kind === 'sending-service'
  return [
    ...(isRelay
      ? [
          {
            do: `The address belongs to ${provider.name}: report the bounce to its support, and ask for another or a dedicated IP.`,
          },
        ]
      : [
          {
            do: 'Do not deliver to the receivers yourself from a home line or cloud machine: send through your provider or a sending service with a login.',
          },
          useWay(context, way),
        ]),
    ...(first?.kind === 'reply' && first.from !== 'receiver'
      ? [
          {
            do: 'On a server of your own, let clients that log in pass before the block lists are asked (Postfix: permit_sasl_authenticated before reject_rbl_client, and no lists on port 587).',
          },
        ]
      : []),
    {
      do: 'Before asking for removal, find what sent spam from the address: an infected machine in the network, a hacked web form, an open account.',
    },
  ]
}
