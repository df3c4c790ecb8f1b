// What is held against a certificate, as one small set of problems: those that a probe or a reader named, and those that
// TLS libraries tell in words.

import type { Observation } from '../../model.js'
import { matches, type Pattern } from '../../smtp/prefilter.js'
import { once } from '../once.js'
import { wordsOf } from '../select.js'
import { CERTIFICATE_WORDS, type CertificateFault } from './certificate-words.js'

export interface CertificateComplaint {
  readonly problem: CertificateFault
  readonly seen: Observation
}

/** Everything held against a certificate, by problems named and by words; a vague `untrusted` only where nothing exact stands. */
export const certificateComplaints = once(findComplaints)

function findComplaints(seen: readonly Observation[]): CertificateComplaint[] {
  const found = seen.flatMap((one): CertificateComplaint[] => {
    if (one.kind === 'tls' && one.problems.length > 0) {
      const named = one.problems.map((problem): CertificateComplaint => ({ problem, seen: one }))
      const [said] = one.chain.length > 0 ? [] : complaintsInWords(one)
      return said && isMoreExact(said, named) ? [said, ...named.filter(({ problem }) => !isVague(problem))] : named
    }
    // Tokens expire, too.
    if (one.kind === 'oauth' || (one.kind === 'tls-error' && one.fault === 'weak-key')) return []
    return one.status === 'fail' || one.kind === 'text' || one.kind === 'client' ? complaintsInWords(one) : []
  })
  const exact = found.filter(({ problem }) => !isVague(problem))
  return exact.length > 0 ? exact : found
}

/** The complaints of one problem. */
export function complaintsOf(seen: readonly Observation[], ...problems: readonly CertificateFault[]): Observation[] {
  return certificateComplaints(seen)
    .filter(({ problem }) => problems.includes(problem))
    .map((complaint) => complaint.seen)
}

function complaintsInWords(one: Observation): CertificateComplaint[] {
  const words = wordsOf(one)
  if (words === '' || isBoilerplate(words)) return []
  const hit = CERTIFICATE_WORDS.find(([, pattern]) => matches(pattern, words))
  if (!hit) return []
  const [problem] = hit
  const isBoth = problem === 'not-yet-valid' && /expired or is not yet valid/i.test(words)
  return [{ problem: isBoth && !/is before/i.test(words) ? 'expired' : problem, seen: one }]
}

const BOILERPLATE: readonly Pattern[] = [
  /One possibility is that you are trying to connect to a port which does not support/i,
  /^\s*\d\. The (?:server is using a self-signed|local system is missing a Root|server's certificate|certificate presented by the server is)/i,
]

/** MailKit lists every possible cause of any failed handshake; that says nothing about this one. */
function isBoilerplate(words: string): boolean {
  return BOILERPLATE.some((pattern) => matches(pattern, words))
}

function isVague(problem: CertificateFault): boolean {
  return problem === 'untrusted' || problem === 'other'
}

function isMoreExact(said: CertificateComplaint, named: readonly CertificateComplaint[]): boolean {
  return named.every(
    ({ problem }) => isVague(problem) || problem === said.problem || said.problem === 'self-signed-root',
  )
}
