// The only judge: observations in, ordered diagnoses out. Pure; the same rules serve check, explain and lint.
// What one diagnosis looks for and says stands in rules/<id>.ts.

import {
  type Certainty,
  type Context,
  DIAGNOSIS_LAYERS,
  type Diagnosis,
  type DiagnosisId,
  type Endpoint,
  type Finding,
  type Observation,
  type Rule,
  STAGES,
} from '../model.js'
import { brokenOff } from './broken-off.js'
import { quoteObservation } from './evidence.js'
import { rules } from './rules/index.js'
import { scopeOf } from './scope.js'

const CERTAINTIES: readonly Certainty[] = ['certain', 'likely', 'possible']
const MAX_EVIDENCE_LINES = 4

interface Match {
  readonly rule: Rule
  readonly finding: Finding
}

/**
 * Judges what was seen. The first diagnosis is the one to act on first; the order depends on nothing but the input.
 * When something failed and no rule knows it, the result is one `unknown`; when nothing failed, it is empty.
 */
export function diagnose(seen: readonly Observation[], context: Context): Diagnosis[] {
  const matches = rules
    .filter((rule) => rule.id !== 'unknown')
    .flatMap((rule) => {
      const finding = rule.match(seen, context)
      return finding ? [{ rule, finding: withScope(finding, seen, context) }] : []
    })
  const leading = withoutOutranked(matches)
  return [...leading, ...unexplained(leading, seen, context)]
    .sort(byImportance(seen))
    .map((match) => wordDiagnosis(match, context))
}

/** What no rule knows: all of it, or the session of a check that broke off at an endpoint of which nothing else is said. */
function unexplained(known: readonly Match[], seen: readonly Observation[], context: Context): Match[] {
  const rule = ruleOf('unknown')
  const broken = known.length > 0 && context.source === 'probe' ? brokenOff(seen, context) : undefined
  const finding = known.length === 0 ? rule.match(seen, context) : broken
  return finding && !known.some((match) => isAboutSame(match.finding, finding)) ? [{ rule, finding }] : []
}

/** A check sees every port by itself; what it found at each of them is one cause. */
function withScope(finding: Finding, seen: readonly Observation[], { source }: Context): Finding {
  return source === 'probe' && finding.endpoint === undefined ? { ...finding, ...scopeOf(finding.seen, seen) } : finding
}

/** The rule of a diagnosis: its title, meaning and fixes, for `explain --id`. */
export function ruleOf(id: DiagnosisId): Rule {
  const rule = rules.find((candidate) => candidate.id === id)
  if (!rule) throw new Error(`no rule for diagnosis ${id}`)
  return rule
}

/** An outranked finding goes when the stronger one is about the same endpoint, or either is about all of them. */
function withoutOutranked(matches: readonly Match[]): Match[] {
  return matches.filter(
    (weaker) =>
      !matches.some(
        (stronger) => stronger.rule.outranks?.includes(weaker.rule.id) && isAboutSame(stronger.finding, weaker.finding),
      ),
  )
}

function isAboutSame(a: Finding, b: Finding): boolean {
  const [first, second] = [endpointOf(a), endpointOf(b)]
  return !first || !second || endpointName(first) === endpointName(second)
}

/** The endpoint that got furthest is the interesting one; then certainty, then the stage, then the id. */
function byImportance(seen: readonly Observation[]): (a: Match, b: Match) => number {
  const progress = new Map<string, number>()
  for (const { endpoint, stage, status } of seen) {
    if (!endpoint || status !== 'ok') continue
    const key = endpointName(endpoint)
    progress.set(key, Math.max(progress.get(key) ?? 0, STAGES.indexOf(stage) + 1))
  }
  const reach = ({ finding }: Match): number => {
    const endpoint = endpointOf(finding)
    return endpoint ? (progress.get(endpointName(endpoint)) ?? 0) : Number.POSITIVE_INFINITY
  }
  const stageOf = ({ finding }: Match): number => STAGES.indexOf(finding.seen[0]?.stage ?? 'quit')
  return (a, b) =>
    compare(reach(b), reach(a)) ||
    compare(CERTAINTIES.indexOf(a.finding.certainty), CERTAINTIES.indexOf(b.finding.certainty)) ||
    compare(stageOf(a), stageOf(b)) ||
    compare(a.rule.id, b.rule.id)
}

function compare<T extends string | number>(a: T, b: T): number {
  return a < b ? -1 : a > b ? 1 : 0
}

function wordDiagnosis({ rule, finding }: Match, context: Context): Diagnosis {
  const endpoint = endpointOf(finding)
  return {
    id: rule.id,
    layer: DIAGNOSIS_LAYERS[rule.id],
    title: finding.title ?? rule.title,
    certainty: finding.certainty,
    ...(endpoint && { endpoint: endpointName(endpoint) }),
    because: asSentence(finding.because),
    evidence: [...new Set(finding.seen.map(quoteObservation))].slice(0, MAX_EVIDENCE_LINES),
    fixes: finding.fixes ?? rule.fixes(context, finding),
    ...(finding.meaning !== undefined && { meaning: finding.meaning }),
  }
}

/** Reasons may begin with the place where something was seen ("the server", "port 587"), which is no name. */
function asSentence(because: string): string {
  return /^(?:the|port)\b/.test(because) ? `${because[0]?.toUpperCase()}${because.slice(1)}` : because
}

function endpointOf(finding: Finding): Endpoint | undefined {
  return finding.endpoint === 'all' ? undefined : (finding.endpoint ?? finding.seen[0]?.endpoint)
}

function endpointName({ host, port }: Endpoint): string {
  return host.includes(':') ? `[${host}]:${port}` : `${host}:${port}`
}
