// One line of a log without what brought it here: the time, the machine, the container or the process that syslog, journald,
// Docker, Kubernetes and mail servers put before it. What it says is not looked at.

export interface LogLine {
  /** The line, at most MAX_LINE characters; a container's or journal's JSON is undone. */
  readonly text: string
  /** What the program itself wrote. */
  readonly body: string
  /** What ties lines of one source together: container, process, session, message; empty where the line tells none. */
  readonly stream: string
  /** The program's name where a logger of the system wrote the line. */
  readonly program: string
  /** `named`: a name stands before each line; `timed`: the time of a logger that the program knows nothing of. */
  readonly transport: 'none' | 'named' | 'timed'
  /** The program's own line begins with a time or is one whole JSON object: a new message. */
  readonly isHeaded: boolean
}

/** Longer lines lose their end. */
export const MAX_LINE = 4000

const SYSLOG =
  /^(?:<\d{1,3}>)?(?:[A-Z][a-z]{2} [ \d]\d \d\d:\d\d:\d\d(?:\.\d{1,9})?|\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:[.,]\d{1,9})?(?:Z|[+-]\d\d:?\d\d)?) (?!ERROR |WARN|INFO |DEBUG |FATAL |TRACE )([\w.:-]{1,255}) ([\w./()-]{1,60})(?:\[(\d{1,10})\])?: /
const SYSLOG_5424 =
  /^<\d{1,3}>1 \S{1,64} (\S{1,255}) (\S{1,48}) (\S{1,128}) \S{1,32} (?:-|(?:\[[^\]\n]{0,1000}\]){1,8}) ?\ufeff?/
const KUBERNETES = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{1,9}(?:Z|[+-]\d\d:\d\d) (stdout|stderr) [FP] /
const DOCKER_TIME = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{9}Z /
const COMPOSE = /^([a-z0-9][\w.-]{0,60}) {0,30}\| /i
const EXIM =
  /^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d(?:\.\d{1,6})?(?: [+-]\d{4})? (?:\[\d{1,10}\] )?(\w{6}-\w{6}-\w{2}|\w{6}-\w{11}-\w{4}) /
const EXCHANGE =
  /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{1,9}Z,[^,\n]{0,200},([0-9A-F]{16}),\d{1,7},[^,\n]{0,80},[^,\n]{0,80},[<>*+-],/
const HEADED =
  /^(?:[A-Z], )?[[<(]?(?:\d{4}[-/]\d\d[-/]\d\d[T ,:]|\d\d[/.-](?:\d\d|[A-Z][a-z]{2})[/.-]\d{4}[ :,]|(?:[A-Z][a-z]{2},? )?[A-Z][a-z]{2} [ \d]?\d,? (?:\d{4},? )?\d\d?:\d\d|(?:[A-Z][a-z]{2}, )?\d\d [A-Z][a-z]{2} \d{4} \d\d:|\d{10}(?:\.\d{1,9})?[\] ]|@4[0-9a-f]{23} |[IWEF]\d{4} \d\d:\d\d:|\d\d:\d\d:\d\d[.,]\d{3}\b|(?:time|ts|timestamp)=|\{")/
const PROCESS =
  /\[(?:pid )?(\d{2,10})(?::tid \d{1,20})?\]|[ (]#(\d{2,10})[\] ]|\[([\w.-]{0,40}(?:exec|[Tt]hread|pool|[Ww]orker|MailTaskExecutor)[\w.-]{0,40})\]|"(?:_?pid|PID)":"?(\d{1,10})|(?:DEBUG|TRACE|INFO|WARN|ERROR) {1,2}\[([\w-]{3,40})\]/

/** Takes a line apart. */
export function parseLogLine(raw: string): LogLine {
  const whole = raw.charCodeAt(0) === 123 ? undoJson(raw) : raw
  const text = whole.length > MAX_LINE ? whole.slice(0, MAX_LINE) : whole
  const exim = EXIM.exec(text)
  if (exim) return line(text, text, exim[1] ?? '', 'exim', 'none', true)
  const exchange = EXCHANGE.exec(text)
  if (exchange) return line(text, text, exchange[1] ?? '', 'exchange', 'none', true)
  const syslog = SYSLOG.exec(text)
  if (syslog)
    return line(text, text.slice(syslog[0].length), `${syslog[2]}[${syslog[3] ?? ''}]`, syslog[2] ?? '', 'timed')
  const modern = SYSLOG_5424.exec(text)
  if (modern) return line(text, text.slice(modern[0].length), `${modern[2]}[${modern[3]}]`, modern[2] ?? '', 'timed')
  const kubernetes = KUBERNETES.exec(text)
  if (kubernetes) return line(text, text.slice(kubernetes[0].length), kubernetes[1] ?? '', '', 'timed')
  const compose = COMPOSE.exec(text)
  const inner = compose ? text.slice(compose[0].length) : text
  const docker = DOCKER_TIME.exec(inner)
  if (docker) return line(text, inner.slice(docker[0].length), compose?.[1] ?? '', '', 'timed')
  const isHeaded = HEADED.test(inner)
  const process = isHeaded ? PROCESS.exec(inner.slice(0, 160))?.slice(1).find(Boolean) : undefined
  return line(text, inner, `${compose?.[1] ?? ''}${process ?? ''}`, '', compose ? 'named' : 'none', isHeaded)
}

function line(
  text: string,
  body: string,
  stream: string,
  program: string,
  transport: LogLine['transport'],
  isHeaded = HEADED.test(body),
): LogLine {
  return { text, body, stream, program, transport, isHeaded }
}

/** Docker's and journald's files hold one JSON object a line, with what the program wrote as one of its values. */
function undoJson(raw: string): string {
  if (!/^\{"(?:log|stream|time)":|"MESSAGE" ?:/.test(raw)) return raw
  let fields: Record<string, unknown>
  try {
    fields = JSON.parse(raw) as Record<string, unknown>
  } catch {
    return raw
  }
  const { log, time, MESSAGE } = fields
  if (typeof log === 'string' && typeof time === 'string')
    return `${time.replace(/\.\d+Z$/, '.000000000Z')} ${log.replace(/\n$/, '')}`
  if (typeof MESSAGE !== 'string') return raw
  const at = Number(fields.__REALTIME_TIMESTAMP) / 1000
  const stamp = Number.isFinite(at) && Math.abs(at) < 8e15 ? new Date(at).toISOString() : '1970-01-01T00:00:00Z'
  const name = String(fields.SYSLOG_IDENTIFIER ?? fields._COMM ?? 'program').replace(/[^\w./-]/g, '')
  return `${stamp} ${String(fields._HOSTNAME ?? 'host').replace(/[^\w.-]/g, '')} ${name}[${fields._PID ?? ''}]: ${MESSAGE}`
}
