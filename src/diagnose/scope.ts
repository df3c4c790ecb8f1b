// Whether a finding is about one endpoint or about all of them.

import { type Observation, STAGES } from '../model.js'
import { endpointsOf, isSameEndpoint } from './meant.js'

/**
 * `all` when what was found stands at several endpoints and at every one that got as far; one root cause then leads
 * instead of one diagnosis a port. Otherwise an empty object, and the finding is about its first observation's endpoint.
 */
export function scopeOf(found: readonly Observation[], seen: readonly Observation[]): { endpoint?: 'all' } {
  const touched = endpointsOf(found)
  if (touched.length < 2) return {}
  const stage = Math.min(...found.map((one) => STAGES.indexOf(one.stage)))
  const asFar = endpointsOf(
    seen.filter((one) => STAGES.indexOf(one.stage) >= stage && (one.status === 'ok' || one.stage !== 'dns')),
  )
  return asFar.every((endpoint) => touched.some((other) => isSameEndpoint(endpoint, other))) ? { endpoint: 'all' } : {}
}
