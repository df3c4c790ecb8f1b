// What was found at each port: one line a port, then the stages of the one that matters.

import type { EndpointReport, Report, Security, Stage, StageReport } from '../model.js'
import { heading, type Look, pad, paint, renderDuration, sign, textWidth, widthOf, wrap } from './look.js'
import { visible } from './visible.js'

const SECURITIES: Readonly<Record<Security, string>> = {
  tls: 'TLS at once',
  starttls: 'STARTTLS',
  none: 'not encrypted',
}

const STAGE_WORDS: Readonly<Record<Stage, string>> = {
  dns: 'address',
  connect: 'connection',
  greeting: 'greeting',
  ehlo: 'EHLO',
  starttls: 'STARTTLS',
  tls: 'TLS',
  auth: 'login',
  mail: 'sender',
  rcpt: 'recipient',
  data: 'message',
  quit: 'goodbye',
}

/** What a kind of encryption is called. */
export function renderSecurity(security: Security): string {
  return SECURITIES[security]
}

/** `host:port`, with brackets round an IPv6 address. */
export function endpointName({ host, port }: { readonly host: string; readonly port: number }): string {
  return host.includes(':') ? `[${host}]:${port}` : `${host}:${port}`
}

/** One line for each port: sign and word, port, encryption, time, and where it stopped. */
export function renderEndpoints(endpoints: readonly EndpointReport[], look: Look): string {
  const names = endpoints.map((endpoint) => visible(endpointName(endpoint)))
  const widest = Math.max(0, ...names.map(widthOf))
  return endpoints
    .map((endpoint, index) => {
      const name = names[index] ?? ''
      const lead = `${sign(look, isUnfinished(endpoint) ? 'none' : endpoint.status)} `
      const time = renderDuration(durationOf(endpoint))
      const outcome = outcomeOf(endpoint)
      const table = `${lead}${pad(name, widest)}  ${pad(SECURITIES[endpoint.security], 13)}  ${time.padStart(6)}  `
      if (!look.isPlain && widthOf(table) + 24 <= textWidth(look)) return wrap(look, outcome, { first: table })
      return wrap(look, `${name}, ${SECURITIES[endpoint.security]}, ${time}: ${outcome}`, { first: lead })
    })
    .join('\n')
}

/** The stages of one endpoint in order, each with sign, word, time and what was seen. */
export function renderStages(endpoint: EndpointReport, look: Look): string {
  const title = `${endpointName(endpoint)} (${SECURITIES[endpoint.security]}), step by step`
  return [wrap(look, title, { tone: 'strong' }), ...endpoint.stages.map((stage) => renderStage(stage, look))].join('\n')
}

/** The name of a stage for a reader. */
export function renderStageName(stage: Stage): string {
  return STAGE_WORDS[stage]
}

function renderStage(stage: StageReport, look: Look): string {
  const state = stage.status === 'skipped' ? 'none' : stage.status
  const words = stage.status === 'skipped' ? `not tried${stage.detail ? `: ${stage.detail}` : ''}` : wordsOf(stage)
  const name = STAGE_WORDS[stage.stage]
  const time = stage.status === 'skipped' ? '' : renderDuration(stage.ms)
  if (look.isPlain || textWidth(look) < 56) {
    return wrap(look, [name, time].filter(Boolean).join(', ') + (words ? `: ${words}` : ''), {
      first: `  ${sign(look, state)} `,
    })
  }
  const first = `  ${sign(look, state)} ${pad(name, 10)} ${time.padStart(6)}  `
  return wrap(look, words, { first, ...(stage.status === 'skipped' && { tone: 'faint' as const }) })
}

function wordsOf({ status, detail, reply }: StageReport): string {
  const quoted = reply && status === 'fail' ? `${reply.code} ${reply.enhanced ?? ''} ${reply.text}` : ''
  const said = quoted.replace(/ {2,}/g, ' ').trim()
  const isRepeated = said !== '' && detail.includes(reply?.text ?? said)
  return [status === 'fail' ? 'failed:' : '', detail, isRepeated ? '' : said].filter(Boolean).join(' ')
}

/** What fits on the line of a port; the whole of it stands with the stages and in the diagnosis. */
function shortReason({ stage, detail: whole, reply }: StageReport): string {
  if (reply) return [reply.code, reply.enhanced].filter(Boolean).join(' ')
  // Which address it was stands with the stages.
  const detail = stage === 'connect' || stage === 'dns' ? whole.replace(/^\S+: /, '') : whole
  if (detail.length <= MAX_REASON) return detail
  // What went wrong stands behind what went right.
  const last = detail.split('; ').at(-1) ?? detail
  return last.length > MAX_REASON ? `${[...last].slice(0, MAX_REASON).join('')}…` : last
}

const MAX_REASON = 64

/** Whether the server let the user in there, or took an envelope. */
export function hasPassedId({ stages }: EndpointReport): boolean {
  return stages.some(({ stage, status }) => ['auth', 'mail'].includes(stage) && status === 'ok')
}

function outcomeOf(endpoint: EndpointReport): string {
  if (endpoint.status === 'ok') return hasPassedId(endpoint) ? 'works' : 'ready for the login'
  const failed = endpoint.stages.find(({ status }) => status === 'fail')
  if (!failed) return endpoint.stages.at(-1)?.detail || 'not finished'
  const reason = shortReason(failed)
  return `fails at ${STAGE_WORDS[failed.stage]}${reason ? `: ${reason}` : ''}`
}

/** Neither worked nor failed: nobody waited for it any longer. */
function isUnfinished({ status, stages }: EndpointReport): boolean {
  return status === 'fail' && !stages.some((stage) => stage.status === 'fail')
}

function durationOf(endpoint: EndpointReport): number {
  return endpoint.stages.reduce((sum, { ms }) => sum + ms, 0)
}

/** The endpoint that tells the reader most: the first diagnosis' own, else the recommended one, else the one that got furthest. */
export function interestingEndpoint(report: Report): EndpointReport | undefined {
  const { endpoints, diagnoses, recommended, verdict } = report
  const named = verdict === 'problem' ? diagnoses[0]?.endpoint : undefined
  const byDiagnosis = endpoints.find((endpoint) => endpointName(endpoint) === named)
  if (byDiagnosis) return byDiagnosis
  const byAdvice = endpoints.find(({ host, port }) => host === recommended?.host && port === recommended.port)
  if (byAdvice) return byAdvice
  const progress = ({ stages }: EndpointReport) => stages.filter(({ status }) => status === 'ok').length
  return endpoints.reduce<EndpointReport | undefined>(
    (best, endpoint) => (best && progress(best) >= progress(endpoint) ? best : endpoint),
    undefined,
  )
}

/** Both parts: the line of each port and the stages of the interesting one. */
export function renderExamination(report: Report, look: Look): string {
  const interesting = interestingEndpoint(report)
  return [
    heading(look, 'Ports'),
    renderEndpoints(report.endpoints, look),
    ...(interesting ? ['', renderStages(interesting, look)] : []),
    ...(interesting?.families ? renderFamilies(interesting, look) : []),
  ].join('\n')
}

/** Said only when the two address families differ: one works and the other does not. */
function renderFamilies({ families = [] }: EndpointReport, look: Look): string[] {
  const tried = families.filter(({ status }) => status !== 'skipped')
  if (new Set(tried.map(({ status }) => status)).size < 2) return []
  return tried.map(({ family, address, status, detail }) =>
    wrap(look, `IPv${family} (${address}): ${status === 'ok' ? 'works' : paint(look, 'bad', 'fails')} ${detail}`, {
      first: `  ${sign(look, status === 'ok' ? 'ok' : 'fail')} `,
    }),
  )
}
