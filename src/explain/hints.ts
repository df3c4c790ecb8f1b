import { firstMatch, matches, PhraseTable } from '../smtp/prefilter.js'
import { isWebName } from '../smtp/web-names.js'
import { onlyServerIn } from './only-server.js'
import { isOtherService } from './other-services.js'
import type { Hints, Page } from './reading.js'
import { securityIn } from './security-in.js'
import { clientIn, platformIn, providerByWording } from './signatures.js'

const HOST = String.raw`(?:[A-Za-z0-9_](?:[\w-]{0,62})(?:\.[\w-]{1,63}){1,8}|localhost|\[[0-9a-fA-F:.]{2,45}\])`
const IPV6 = `[0-9a-fA-F]{0,4}(?::[0-9a-fA-F]{0,4}){2,7}`

/** Every host and every address is of these. */
const ANY_HOST = String.raw`[\w.[\]:-]{1,600}`
const HOST_AND_PORT = new RegExp(String.raw`(${HOST})[: ](25|465|587|2525|1025|8025|2587|588)\b(?!\.\w)`, 'i')

/** Sentences about a connection; group 1 is the host or address, group 2 the port. The order is the order of trust. */
const ATTEMPTS: readonly RegExp[] = [
  new RegExp(String.raw`opening to (?:(?:ssl|tls|tcp):\/\/)?(${HOST}|):(\d{1,5})`, 'i'),
  new RegExp(String.raw`unable to connect to (?:(?:ssl|tls|tcp):\/\/)?(${HOST}|):(\d{1,5})`, 'i'),
  new RegExp(String.raw`SMTP host: ?(["']?(?:${HOST}|[a-z][\w-]{0,62})["']?), port: (\d{1,5})`, 'i'),
  new RegExp(
    String.raw`connect to host, port: (["']?(?:${HOST}|[a-z][\w-]{0,62})(?::\d{1,5}|[;,])?["']?), (\d{1,5})`,
    'i',
  ),
  new RegExp(
    String.raw`(?:connect(?:ed|ing|ion)?|cannot connect|could not connect) (?:established )?(?:to|with|at) (?:the )?(?:server |host )?(?:smtps?:\/\/|ssl:\/\/|tcp:\/\/)?["'<(]?(${HOST})[>"')]?(?: \([\d.:a-fA-F, ]{2,60}\))?(?:,? (?:on |at )?port:? ?|:| at )(\d{1,5})\b`,
    'i',
  ),
  new RegExp(String.raw`connect to (${HOST})\[[^\]]{2,45}\]:(\d{1,5})`, 'i'),
  new RegExp(String.raw`relay=(${HOST})\[[^\]]{2,45}\]:(\d{1,5})`, 'i'),
  new RegExp(String.raw`to (${HOST})\[[^\]]{2,45}\]:(\d{1,5})`, 'i'),
  new RegExp(String.raw`Connecting to (${HOST}) \[[^\]]{2,45}\]:(\d{1,5})`, 'i'),
  new RegExp(String.raw`Connection established to (${HOST}|[\d.]{7,15}):(\d{1,5})`, 'i'),
  new RegExp(
    String.raw`\bhost(?:name)?["']?(?:: ?|=)["']?(${HOST})["']?,? (?:and )?port["']?(?:: ?|=)["']?(\d{1,5})`,
    'i',
  ),
  new RegExp(String.raw`connect\(2\) for "(${HOST}|[\d.]{7,15}|${IPV6})" port (\d{1,5})`, 'i'),
  new RegExp(String.raw`dial tcp:? (?:address )?\[?(${HOST}|${IPV6}|)\]?:(\d{1,5})`, 'i'),
  new RegExp(String.raw`\bE[A-Z]{5,12} (${HOST}|${IPV6}):(\d{1,5})\b`),
  new RegExp(String.raw`refused it\.? ?\(?(${HOST}):(\d{1,5})`, 'i'),
  new RegExp(String.raw`peeraddr=(${HOST}):(\d{1,5})`, 'i'),
  new RegExp(String.raw`-connect (${HOST}):(\d{1,5})`, 'i'),
  new RegExp(String.raw`(?:telnet|nc(?: -\w+)*|netcat|ncat) (${HOST}) (\d{1,5})`, 'i'),
  new RegExp(
    String.raw`(?:SMTP|SMTP_SSL|smtplib\.SMTP(?:_SSL)?|SMTP\.(?:start|new)|SmtpClient|Connect|connect)\s?\(\s?["'](${HOST} {0,3})["'], ?(?:port=)?(\d{1,5})`,
  ),
  new RegExp(String.raw`connect: \('(${HOST})', (\d{1,5})\)`),
  new RegExp(String.raw`smtps?(?:\+\w{2,8})?:\/\/(?:[^\s@\/]{1,300}@)?(${HOST})(?::(\d{1,5}))?`, 'i'),
  new RegExp(String.raw`(?:ssl|tls):\/\/(${HOST}):(\d{1,5})`, 'i'),
  new RegExp(String.raw`Trying (${HOST}|[\d.]{7,15}):(\d{1,5})`, 'i'),
  new RegExp(
    String.raw`(?:host|server|smarthost|relayhost|mailhub|addr(?:ess)?)["']?\]?\s{0,4}(?:=>|[:=])\s{0,4}["'[]{0,2}(${HOST})\]?:(\d{2,5})\b`,
    'i',
  ),
  HOST_AND_PORT,
]

/** A variable of a template where the host should stand, as the client tried it. */
const UNREPLACED =
  /(?:connect(?:ing)?|opening|connection) (?:to|with) (?:(?:ssl|tls|tcp|smtps?):\/\/)?(%[a-z]\b|\$\{?[A-Za-z_]\w{0,60}\}?|\{\{ ?\w{1,60} ?\}\})(?::(\d{1,5}))?/i

/** Settings by name; group 1 is the value. */
const HOST_SETTINGS: readonly RegExp[] = [
  new RegExp(
    String.raw`(?:smtp|mail|email|e-mail|outgoing|mailer|relay|EMAIL|MAIL)[\w. -]{0,24}?(?:host(?:name)?|server|address|relay)["']?\]?\s{0,4}(?:=>|[:=|])\s{0,4}["']?(${HOST})`,
    'i',
  ),
  new RegExp(
    String.raw`^[\s*•-]{0,40}["']?(?:host|server|hostname|mailhub|relayhost|address|smarthost)["']?\s{0,4}(?:=>|[:=|]|\s)\s{0,4}["'\[]?(${HOST})`,
    'im',
  ),
  new RegExp(String.raw`["']?\bhost(?:name)?["']?\s{0,2}(?:=>|[:=])\s{0,2}["'](${HOST})`, 'i'),
  new RegExp(String.raw`[{(,] ?:?address["']?\s{0,2}(?:=>|[:=])\s{0,2}["'](${HOST})["']`),
  new RegExp(String.raw`\b(?:SMTP(?:_SSL)?|SmtpClient|SmtpTransport|SMTPClient)\((?:host ?= ?)?["'](${HOST})["']\)`),
  /\bunencrypted_(localhost)\(/,
  new RegExp(`(?:Server|Serveur|Servidor|服务器)\\s?[:：] ?'(${HOST})'`, 'i'),
  new RegExp(`(?:with|to|from|by) (?:the )?host "?(${HOST})`, 'i'),
  new RegExp(`via SMTP server '(${HOST})'`, 'i'),
  new RegExp(`Resolved (${HOST}) as`, 'i'),
  new RegExp(`(?:connect(?:ed|ing)?|connection) (?:to|with) (${HOST})`, 'i'),
  new RegExp(String.raw`sendmail\.py "(${HOST})"`, 'i'),
  new RegExp(`(?:--server|-s|--host) (${HOST})`, 'i'),
  new RegExp(String.raw`fsockopen\((?:\w+:\/\/)?(${HOST})`, 'i'),
  new RegExp(String.raw`expected CN=[\x60'"]?(${HOST})`, 'i'),
  new RegExp(`certificate is not valid for '(${HOST})'`, 'i'),
  new RegExp(String.raw`Host: (${HOST})\. is not in the cert`, 'i'),
  new RegExp(`authenticate to server (${HOST})`, 'i'),
  new RegExp(`(?:ENOTFOUND|EAI_AGAIN|lookup|resolve(?: host)?:?) ["']?(${HOST})`, 'i'),
]

const PORT_SETTINGS: readonly RegExp[] = [
  /(?:smtp|mail|email)[\w. -]{0,24}?port["']?\]?\s{0,4}(?:=>|[:=|])\s{0,4}["']?(\d{2,5})\b/i,
  /(?:^|[\s{,(;"'])port["']?\s{0,4}(?:=>|[:=|]|\s)\s{0,4}["']?(\d{2,5})\b/im,
  /sendmail\.py "[\w.-]{1,255}" "(\d{2,5})"/,
  /\bport (?:number )?(?:is |was |being )?(?:set|configured|changed|switched|kept|left) (?:to|as|at|on) ["'`]?(25|465|587|588|2465|2525|2587)\b/i,
  /(?:端口|порт|puerto|porta|포트|ポート)(?:号|番号)?\s{0,3}[:：=]?\s{0,3}(\d{2,5})\b/i,
  /(?<!\d)(25|465|587|2525) ?(?:号|號)?(?:端口|埠)/,
]

const FROM = /(?:MAIL FROM|from)[:=] ?<([^<>\s]{1,254})>/i

const ATTEMPTS_TABLE = new PhraseTable(ATTEMPTS, (pattern) => pattern)
const HOST_SETTINGS_TABLE = new PhraseTable(HOST_SETTINGS, (pattern) => pattern)
const PORT_SETTINGS_TABLE = new PhraseTable(PORT_SETTINGS, (pattern) => pattern)

/** A session for fetching mail, and words of sending. */
const FETCHING = /\b(?:IMAP4?|POP3) (?:connection|session|login|client|error|sync\w*)\b/
const SENDING = /smtp|\bsend|\bsent\b|mailer|mail from|rcpt to|\b(?:EHLO|HELO)\b|:(?:25|465|587|2525)\b/i

/** What the lines say of the circumstances. */
export function hintsIn({ lines, text }: Page): Hints {
  const isOfSending = lines.some((line) => SENDING.test(line) && !FETCHING.test(line))
  const spoken = lines.filter(
    (line, index) =>
      !isFrame(line) && !isWebRequest(line) && !isOtherService(lines, index) && !(isOfSending && FETCHING.test(line)),
  )
  const attempt = attemptIn(spoken) ?? unreplacedIn(lines, text)
  const setting = settingIn(spoken, HOST_SETTINGS_TABLE)
  const meant = meantHost(attempt?.host, setting) ?? onlyServerIn(spoken.join('\n'))
  // `I also tried port 465` is of another attempt than the one that is shown.
  const settled = spoken.filter((line) => !/\balso (?:tr(?:y|ied)|tested)\b/i.test(line))
  const port =
    attempt?.port ?? numberOf(settingIn(settled, PORT_SETTINGS_TABLE)) ?? portOfService(text) ?? portBesideHost(spoken)
  // With a mail port somebody did set it as the server.
  const host = meant !== undefined && port === undefined && isWebName(meant) ? undefined : meant
  const security = securityIn(text)
  const client = clientIn(text)
  const platform = platformIn(text)
  const provider = providerByWording(text)
  const from = firstMatch(FROM, text)?.[1]
  const to = /(?:RCPT TO|to)[:=] ?<([^<>\s]{1,254})>/i.exec(text)?.[1]
  return {
    ...(host && { host }),
    ...(attempt?.host && attempt.host !== host && { attempted: attempt.host }),
    ...(port && { port }),
    ...(security && { security }),
    ...(client && { client }),
    ...(platform && { platform }),
    ...(provider && { provider }),
    ...(from && { from }),
    ...(to && { to }),
    ...usernameIn(text),
  }
}

/** Made for those that a line may fit. */
const signs = new Map<RegExp, RegExp>([[HOST_AND_PORT, /[: ](?:25|465|587|2525|1025|8025|2587|588)\b/]])

/** The pattern with any letters where it has a host: what does not fit that need not be compiled, and hosts are long. */
function signOf(pattern: RegExp): RegExp {
  const known = signs.get(pattern)
  if (known) return known
  const sign = new RegExp(pattern.source.replaceAll(HOST, ANY_HOST).replaceAll(IPV6, ANY_HOST), pattern.flags)
  signs.set(pattern, sign)
  return sign
}

function matchIn(line: string, pattern: RegExp): RegExpExecArray | null {
  return pattern.source.includes(HOST) && !signOf(pattern).test(line) ? null : firstMatch(pattern, line)
}

function attemptIn(lines: readonly string[]): { host?: string; port?: number } | undefined {
  for (const [pattern, some] of ATTEMPTS_TABLE.candidatesAmong(lines)) {
    for (const line of some) {
      const match = matchIn(line, pattern)
      if (!match) continue
      const port = Number(match[2])
      // An empty host is this machine to every socket.
      const host = match[1] === '' ? 'localhost' : (match[1] ?? '').toLowerCase().replace(/^\[|\]$/g, '')
      if (isVersionOrFile(host)) continue
      return { ...(host && { host }), ...(port > 0 && port < 65536 && { port }) }
    }
  }
  return undefined
}

function unreplacedIn(lines: readonly string[], text: string): { host?: string; port?: number } | undefined {
  if (!matches(UNREPLACED, text)) return undefined
  const match = lines.map((line) => UNREPLACED.exec(line)).find(Boolean)
  return match?.[1] ? { host: match[1], ...(match[2] && { port: Number(match[2]) }) } : undefined
}

function settingIn(lines: readonly string[], settings: PhraseTable<RegExp>): string | undefined {
  for (const [pattern, some] of settings.candidatesAmong(lines)) {
    for (const line of some) {
      const value = matchIn(line, pattern)?.[1]
      if (value && !isVersionOrFile(value)) return value.toLowerCase()
    }
  }
  return undefined
}

/** The name is what was meant, an address what was tried; a real server in the settings beats a tried localhost. */
function meantHost(attempted: string | undefined, setting: string | undefined): string | undefined {
  if (!attempted) return setting
  if (!setting || setting === attempted) return isAddress(attempted) && !isLocal(attempted) ? undefined : attempted
  if (isAddress(attempted) || isLocal(attempted)) return setting
  return attempted
}

function isAddress(host: string): boolean {
  return /^[\d.]{7,15}$/.test(host) || host.includes(':')
}

function isLocal(host: string): boolean {
  return /^(?:localhost|127\.|::1$|0\.0\.0\.0$)/.test(host)
}

function isFrame(line: string): boolean {
  return /^\s*(?:at |from |#\d+ |File ")/.test(line)
}

/** `smtp.py`, `SmtpTransport.java`, `4.5.6` look like hosts. */
function isVersionOrFile(host: string): boolean {
  return (
    /\.(?:py|js|ts|java|php|rb|go|rs|cs|cpp|cc|c|h|pm|pl|ex|exs|lua|dll|exe|html?|txt|log|conf|json|ya?ml|emit|on|connect|send)$|^(?:self|settings|smtplib|socket|config|os|app|env|args|this|process|conf|cfg|options|opts|params|ssl|mail|message)\.[a-z_]+$/i.test(
      host,
    ) || /^\d{1,3}(?:\.\d{1,3}){1,2}$/.test(host)
  )
}

/** Postfix's log names the service of master.cf that took the connection. */
/** `connect to xxxxx:465`: a host that was made unreadable, and its port. */
function portBesideHost(lines: readonly string[]): number | undefined {
  for (const line of lines) {
    const port = /\bconnect(?:ing)? to \S{1,80}:(25|465|587|2525|2465|2587)\b/i.exec(line)?.[1]
    if (port) return Number(port)
  }
  return undefined
}

function portOfService(text: string): number | undefined {
  const service = /\bpostfix\/(submissions?|smtps)\/smtpd\[/.exec(text)?.[1]
  return service === undefined ? undefined : service === 'submission' ? 587 : 465
}

/** Python's urllib3 names host and port of what it asked over HTTP. */
function isWebRequest(line: string): boolean {
  return /\bHTTPS?ConnectionPool\(/.test(line)
}

function numberOf(value: string | undefined): number | undefined {
  const port = Number(value)
  return port > 0 && port < 65536 ? port : undefined
}

const USER_SETTINGS: readonly RegExp[] = [
  /with username "([^"\s]{1,254})"/,
  /User "([^"\s]{1,254})" failed to authenticate/,
  /(?:smtp|mail|email)[\w.]{0,16}(?:user(?:name)?|login)["']?\s{0,4}(?:=>|[:=|])\s{0,4}["']?([^\s"',;]{1,254})/i,
  /^\s*["']?user(?:name)?["']?\s{0,4}(?:=>|[:=|])\s{0,4}["']?([^\s"',;]{1,254})/im,
  /\b(?:login|authenticate)\(\s?["']([^\s"'@]{1,64}@[^\s"'@]{1,253})["'],/i,
  /[{,(]\s?["']?user["']?\s{0,2}(?:=>|:)\s{0,2}["']([^\s"'@]{1,64}@[^\s"'@]{1,253})["']/,
]

function usernameIn(text: string): { username?: string } {
  let username: string | undefined
  for (const pattern of USER_SETTINGS) username ??= firstMatch(pattern, text)?.[1]
  return username && !/^(?:PLACEHOLDER|<redacted>|\*+|null|none|undefined|\{)$/i.test(username) ? { username } : {}
}
