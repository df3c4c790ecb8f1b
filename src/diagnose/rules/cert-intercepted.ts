// Something between the user and a well-known provider answers in the provider's place: an antivirus, a company proxy,
// a hosting firewall that redirects outgoing SMTP. Seen by certificate, greeting or wording that the provider never has.

import type { Context, Finding, Observation, Rule } from '../../model.js'
import { matches, phrases } from '../../smtp/prefilter.js'
import { checkYourself, DO_NOT_SWITCH_OFF } from '../advice.js'
import { askedHost, certificateNames, greetings, hellos, isNameOf } from '../identity.js'
import { type PublicServer, publicServer } from '../meant.js'
import { certificateComplaints, complaintsOf } from '../phrases/certificate.js'
import { SPEAKS_LIKE_EXIM } from '../phrases/login.js'
import { scopeOf } from '../scope.js'
import { lineOf, ofKind, replies, saying } from '../select.js'

export const certIntercepted: Rule = {
  id: 'cert-intercepted',
  title: "Something on the way answers in the provider's place",
  meaning:
    "You asked for a well-known provider's server, and somebody else answered: the certificate, the greeting or the wording is not the provider's. Antivirus programs that scan mail, company proxies and the firewalls of web hosting companies do this on purpose. Your password would be read, or refused, by that box; it never reaches the provider.",
  seenAs: [
    'self-signed certificate in certificate chain (at Gmail, Outlook, …)',
    "Peer certificate CN=`*.somehost.example' did not match expected CN=`smtp.gmail.com'",
    '220-server.somehost.example ESMTP Exim … We do not authorize the use of this system (in answer to smtp.gmail.com)',
    '535 Incorrect authentication data (from "Gmail")',
    '421 Cannot connect to SMTP server …, connect error 10060',
  ],
  outranks: [
    'cert-hostname-mismatch',
    'cert-self-signed',
    'cert-untrusted',
    'config-tls-verification-off',
    'trust-store-missing',
    'tls-handshake-failed',
    'credentials-rejected',
    'app-password-required',
    'username-format',
    'service-unavailable',
    'server-temporary-failure',
    'relay-denied',
    'auth-not-offered',
    'starttls-not-offered',
    'starttls-required',
  ],
  match(seen, context) {
    return (
      byProxysOwnWords(seen) ??
      byIssuer(seen, context) ??
      byNames(seen, context) ??
      byGreeting(seen, context) ??
      byLoginWording(seen, context) ??
      byForeignRoot(seen, context)
    )
  },
  fixes: (context, finding) => [
    ...(/antivirus/i.test(finding?.because ?? 'antivirus')
      ? [
          {
            do: "On your own PC, switch the antivirus program's mail scanning off, or exclude your program from it (Avast, AVG: Menu → Settings → Protection → Core Shields → Mail Shield; ESET: Setup → Internet protection → Email client protection; Kaspersky: Settings → Network settings → Encrypted connections scanning).",
          },
        ]
      : []),
    {
      do: `On web hosting, ask the company to let this account connect to ${serverName(context)} directly (in cPanel/WHM: "SMTP Restrictions" off, or the account exempted in CSF's SMTP_BLOCK), or to tell you which mail server they allow.`,
    },
    {
      do: "In a company network, ask the administrators to exempt the mail server from TLS inspection, or for the inspecting box's root certificate to trust (smtp-doctor: --ca FILE).",
    },
    { do: "If none of that is possible, send over the provider's HTTPS API, which such boxes leave alone." },
    checkYourself(context),
    DO_NOT_SWITCH_OFF,
  ],
}

function serverName(context: Context): string {
  return context.host || context.provider?.name || 'the mail server'
}

/** Products that put their own certificate into mail connections. */
const BOXES = phrases`
    avast
    \bAVG\b
    \bESET\b
    kaspersky
    bitdefender
    norton
    symantec
    mcafee
    \bMFE\b
    sophos
    fortinet
    fortigate
    zscaler
    netskope
    palo alto
    check ?point
    barracuda web
    blue ?coat
    untangle
    bullguard
    g ?data
    trend ?micro
    cisco umbrella
    dr\.?web
    websense
    forcepoint
    mail ?shield
    web/mail shield
    ssl inspection
    tls inspection
    squid
    mitmproxy
  `

function byProxysOwnWords(seen: readonly Observation[]): Finding | undefined {
  const [said] = saying(
    seen,
    phrases`
      on MFE proxy
      Cannot connect to SMTP server [^\n]{1,120}connect error \d{3,5}
      \b(?:avast|AVG|ESET|kaspersky|mcafee|norton|bitdefender)[^\n]{0,40}(?:proxy|mail (?:shield|scanner|protection)|smtp)
    `,
  ).filter(({ status, kind }) => status === 'fail' || kind === 'reply')
  if (!said) return undefined
  const code = /connect error (\d{3,5})/.exec(lineOf(said))?.[1]
  return {
    certainty: 'certain',
    because: `This reply comes from an antivirus program's or firewall's mail proxy on the way, not from the mail server${code === '10060' ? '; behind it, the connection itself timed out (10060)' : ''}.`,
    seen: [said],
  }
}

function byIssuer(seen: readonly Observation[], context: Context): Finding | undefined {
  const server = publicServer(seen, context)
  const found = ofKind(seen, 'tls').filter(
    ({ chain, problems }) =>
      problems.length > 0 && chain.some(({ issuer, subject }) => matches(BOXES, issuer) || matches(BOXES, subject)),
  )
  const [first] = found
  if (!first || (!server && !hasGenuineName(first, context))) return undefined
  return {
    certainty: 'certain',
    because: `The certificate was issued by ${first.chain[0]?.issuer}, which is an antivirus program or an inspecting proxy, no public authority.`,
    seen: found,
    ...scopeOf(found, seen),
  }
}

function hasGenuineName(one: Observation, context: Context): boolean {
  const host = one.endpoint?.host ?? context.host
  return host !== undefined && context.presets.hostRole(host)?.role === 'submission'
}

/** A mismatch at a provider's own host: its real certificate always carries that name. */
function byNames(seen: readonly Observation[], context: Context): Finding | undefined {
  // A connection that was opened by address says nothing about the names.
  const found = complaintsOf(seen, 'hostname-mismatch').filter((one) => !/\bIP (?:address|SAN)/i.test(lineOf(one)))
  for (const one of found) {
    const asked = askedHost(one)
    const server = asked ? publicServer([], { ...context, host: asked }) : publicServer(seen, context)
    if (!server) continue
    const names = certificateNames(one)
    if (names.some((name) => isNameOf(name, server.preset))) continue
    return {
      certainty: names.length > 0 ? 'certain' : 'likely',
      because:
        names.length > 0
          ? `${server.host} is ${server.preset.name}'s, and the certificate that came is for ${names.slice(0, 3).join(', ')}: a firewall, proxy or antivirus answered.`
          : `${server.host} is ${server.preset.name}'s own name, which its real certificate carries; this one does not, so a firewall, proxy or antivirus probably answered.`,
      seen: found,
      ...scopeOf(found, seen),
    }
  }
  return undefined
}

/** Mail servers of the kind that hosting companies run; Exim answers EHLO with "NAME Hello CLIENT [ADDRESS]". */
const HOSTERS = phrases`
    \bExim\b
    \bPostfix\b
    \bSendmail\b
    do not authorize the use of this system
    MailEnable
    hMailServer
    qmail
    Plesk
    ^[\w.-]{1,255} Hello [\w.-]{1,255} \[[\d.a-f:]{3,45}\]
  `

/** Such a server, under a name that is not the provider's. */
function byGreeting(seen: readonly Observation[], context: Context): Finding | undefined {
  const server = publicServer(seen, context)
  if (!server) return undefined
  const found = [...greetings(seen), ...hellos(seen)].find(
    ({ name, text }) => name !== undefined && !isNameOf(name, server.preset) && matches(HOSTERS, text),
  )
  return found
    ? {
        certainty: 'certain',
        because: `${server.host} was asked for, and ${found.name} answered: that is not ${server.preset.name}, but a hosting company's firewall or a box that redirects outgoing mail to its own server.`,
        seen: [found.seen],
      }
    : undefined
}

/** Exim's words for a refused login, where a provider was meant that does not run Exim. */
function byLoginWording(seen: readonly Observation[], context: Context): Finding | undefined {
  const server = publicServer(seen, context)
  const [said] = replies(seen, { codes: [535], text: /^\s*Incorrect authentication data/i })
  if (!server || !said || said.from === 'receiver' || isOwnWording(server, lineOf(said))) return undefined
  if (SPEAKS_LIKE_EXIM.has(server.preset.id)) return undefined
  return {
    certainty: 'likely',
    because: `"Incorrect authentication data" is how Exim, the mail server of web hosting companies, refuses a login; ${server.preset.name} words it otherwise. Probably the hosting company's own server answered.`,
    seen: [said],
  }
}

function isOwnWording({ preset }: PublicServer, line: string): boolean {
  return (preset.replies ?? []).some(({ pattern }) => new RegExp(pattern, 'i').test(line))
}

/** A root or leaf that signs itself at a public provider, or an unknown issuer for a client that has its own roots. */
function byForeignRoot(seen: readonly Observation[], context: Context): Finding | undefined {
  const server = publicServer(seen, context)
  if (!server) return undefined
  const found = certificateComplaints(seen).filter(
    ({ problem, seen: one }) =>
      problem === 'self-signed-root' ||
      problem === 'self-signed' ||
      (context.source === 'probe' && (problem === 'untrusted' || problem === 'incomplete-chain')) ||
      (problem === 'incomplete-chain' && hasOwnRoots(one, context)),
  )
  const [first] = found
  if (!first) return undefined
  return {
    certainty: 'likely',
    because: `${server.preset.name}'s real certificate is signed by a public authority that every program knows; this one is signed by somebody else, as an antivirus program or a proxy on the way does.`,
    seen: found.map(({ seen: one }) => one),
    ...scopeOf(
      found.map(({ seen: one }) => one),
      seen,
    ),
  }
}

/** Node carries its roots with it and Windows always has some: there an unknown issuer is not a missing list. */
function hasOwnRoots(one: Observation, { client }: Context): boolean {
  return (
    /nodemailer|\bnode\b|emailjs|dotnet|mailkit|smtpclient/i.test(client ?? '') ||
    /UNABLE_TO_(?:VERIFY|GET)|unable to verify the first|RemoteCertificateChainErrors/.test(lineOf(one))
  )
}
