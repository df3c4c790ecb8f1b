// What journald, Kubernetes, Docker and loggers put around every line of one message, and Markdown before it.

import { platformIn } from './signatures.js'

const MOMENT =
  /^\[?(?:(?:[A-Z][a-z]{2} [ \d]\d |(?:\d{4}[-/])?\d\d[-/]\d\d[T ]|[IWEF]\d{4} )?\d\d:\d\d:\d\d)((?:[.,]\d{1,9})?(?:Z|[+-]\d\d:?\d\d)?)\]?:?(?: |$)/

const SOURCE =
  /^(?:(?:stdout|stderr) [FP](?: |$)|(?:[\w.-]{1,64} )?[\w./@-]{1,64}\[[\w.-]{1,24}\]:(?: |$)|[\w-]{1,24}\.\d{1,3} +\|(?: |$)| {0,6}\d{1,7} {1,7}\d{1,7} [VDIWEF] [\w.:$-]{1,64} *:(?: |$)| {1,8}\d{1,7} [\w./-]{1,64}:\d{1,6}\](?: |$)|(?:ERROR|WARN(?:ING)?|INFO|DEBUG|FATAL|error|warn|info) {1,2}(?:\[[\w./#-]{1,40}\](?: |$))?(?:- )?)/

/** Their lines are read with the names of their parts. */
const MAIL_SERVER = /\b(?:postfix|exim4?|sendmail|sm-mta|dovecot|qmail\w*|smtpd|opendkim|amavis\w*|rspamd|dma|msmtp)\b/

const MAX_LINES = 200

/** One message over several lines, all noted in the same second by the same source, as it was before it was noted. */
export function withoutLogPrefix(text: string): string {
  const lines = text.split('\n')
  if (lines.length < 2 || lines.length > MAX_LINES) return text
  let shared: string | undefined
  let platform = ''
  const bare: string[] = []
  for (const line of lines) {
    if (line.trim() === '') {
      bare.push('')
      continue
    }
    const moment = MOMENT.exec(line)
    if (!moment) return text
    const rest = line.slice(moment[0].length)
    const source = SOURCE.exec(rest)?.[0] ?? ''
    const key = `${moment[0].replace(moment[1] ?? '', '')}${source}`.trim()
    if (MAIL_SERVER.test(source) || (shared !== undefined && key !== shared)) return text
    // A source that names where the program runs still says so.
    if (shared === undefined && platformIn(source)) platform = `\n${source.replace(/\[\d+\]/, '').trim()}`
    shared = key
    bare.push(rest.slice(source.length))
  }
  return shared === undefined ? text : bare.join('\n') + platform
}

/** Docker's own files of a log: each line in an object. */
export function withoutJsonLines(text: string): string {
  if (!/^\{"log":"/.test(text)) return text
  const bare: string[] = []
  for (const line of text.split('\n')) {
    if (line.trim() === '') continue
    const said = /^\{"log":"((?:[^"\\]|\\.){0,16000})","stream":"std(?:out|err)"/.exec(line)?.[1]
    if (said === undefined) return text
    bare.push(said.replace(/\\r?\\n$|\\n$/, '').replace(/\\(["\\/])/g, '$1'))
  }
  return bare.join('\n')
}

/** A block of code is indented as a whole; what goes on from the line before is indented further. */
export function withoutIndent(text: string): string {
  const lines = text.split('\n')
  // A bounce indents what the other server said, and its first line may be missing.
  if (lines.length < 2 || /\] (?:said|refused to talk to me): /.test(text)) return text
  let least = 80
  for (const line of lines) {
    if (line.trim() === '') continue
    least = Math.min(least, line.length - line.trimStart().length)
    if (least < 2) return text
  }
  return lines.map((line) => line.slice(least)).join('\n')
}
