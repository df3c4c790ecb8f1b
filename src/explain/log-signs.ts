// By what a line of a log is sorted before anything is read in it: success, failure, the end of a failed delivery.

/** Most lines of a log report success; one pass of one expression sorts them out. What it lets through is judged. */
export const FAILING =
  /status=(?:d|b|e|u)|reject|refus|timed? ?out(?!=)|rror|ERR|ail(?:ed|ure)|(?:^|[ "'(:=>\t,-])[45]\d\d(?:[ -][\w<"]|, b?['"])|denied|blocked|unreachable|lost conn|(?<!Connection: )closed|ECONN|ETIME|E(?:NOTFO|AI_)|not (?:found|enabled|available|allowed|permitted|supported|offered)|nable|xception|Traceback|\*\* |stat=(?:[DS][eu]|U)|defer|mismatch|no such host|annot|resolve|nvalid|qualif|ertificat|x509|EOF|unexpected|unimplemented|unknown_ca|SMTPUTF8|Missing |equired|0x800|Fehler|konnte|No se p|[\u00c0-\ufefe]/

const SUCCESS =
  / status=sent | stat=Sent|^\S{0,40} \S{0,40} (?:\S{1,20} )?\S{0,30} ?Completed$|: (?:connect|disconnect) from |: removed$|: client=|: message-id=| exitcode=EX_OK$| \w{6}-\w{6,11}-\w{2,4} (?:=>|->|<=) /

/** Nothing failed here, whatever words the line holds. */
export function isSuccess(line: string): boolean {
  return SUCCESS.test(line) || REMARK.test(line)
}

/** What mail servers remark on clients that come and go, and on their names: nobody's mail has failed by that. */
export const REMARK =
  /smtpd\[\d+\]: (?:warning: hostname \S+ does not resolve|warning: \S+: address not listed for hostname|timeout after )|: statistics: max |no host name found for IP address|: Disconnected: (?:Logged out|Inactivity)/

/** That a client was lost is no failure by itself; it may be told what it was lost over. */
export const HANGING_UP = /: (?:lost connection|timeout) after /

/** A line that its own program calls harmless. */
export const HARMLESS =
  /(?<![\w.])(?:INFO|DEBUG|TRACE|NOTICE)(?![\w.])|level=(?:info|debug|trace)\b|"level":(?:[123]0|"(?:info|debug|trace)")/

/** Mail servers log one such line for each recipient that they could not serve; what stands before it tells why. */
export const VERDICT =
  / status=\w| reject: | rejected |\bstat=|reject=|SASL \S+ authentication failed|authenticator failed| (?:==|\*\*) /

/** The session of a server with a client begins or ends. */
export const SESSION_EDGE = /: (?:connect|disconnect) from /

/** What only tells again that a message which failed before is given up. */
export const CONSEQUENCE =
  /status=expired, returned to sender|sender (?:non-delivery|delay) notification|: DSN: |: (?:sender notify|postmaster notify|return to sender)|\bFrozen\b|Message is frozen|retry timeout exceeded$/

const ATTEMPTS: readonly RegExp[] = [
  /: ([0-9A-Za-z]{6,24}): to=<?([^<>,\s]{1,254})/,
  / (\w{6}-\w{6,11}-\w{2,4}) (?:==|\*\*|=>|->) (\S{1,254})/,
]

/** Message and recipient of one attempt to deliver; undefined where the line names none. */
export function attemptIn(text: string): string | undefined {
  if (!text.includes(': to=') && !text.includes('-')) return undefined
  for (const pattern of ATTEMPTS) {
    const found = pattern.exec(text)
    if (found) return `${found[1]} ${found[2]?.toLowerCase()}`
  }
  return undefined
}
