// Errors of DNS and HTTPS to outcomes with words. A name that does not exist is an answer, not a failure.

import type { Finding } from './discovery.js'

const NOTHING: Readonly<Record<string, string>> = {
  ENOTFOUND: 'no such name',
  ENODATA: 'no such record',
}
const FAILED: Readonly<Record<string, string>> = {
  ESERVFAIL: 'the DNS server failed (SERVFAIL)',
  EREFUSED: 'the DNS server refused the question',
  EAI_AGAIN: 'the DNS server failed for the moment',
  ECONNREFUSED: 'the connection was refused',
  ECONNRESET: 'the connection was cut',
  EHOSTUNREACH: 'no way there',
  ENETUNREACH: 'no way there',
  ETOOLARGE: 'the document is too large',
  ERR_TLS_CERT_ALTNAME_INVALID: 'the certificate is for another name',
  CERT_HAS_EXPIRED: 'the certificate has expired',
  DEPTH_ZERO_SELF_SIGNED_CERT: 'the certificate is self-signed',
  SELF_SIGNED_CERT_IN_CHAIN: 'the certificate is not trusted',
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: 'the certificate is not trusted',
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: 'the certificate is not trusted',
}
const TIMEOUTS = new Set(['ETIMEOUT', 'ETIMEDOUT', 'ECANCELLED', 'ABORT_ERR'])

/** What an error of the network means for a finding. */
export function reasonOf(error: unknown): Pick<Finding, 'outcome' | 'detail'> {
  const code = error instanceof Error && 'code' in error ? String(error.code) : ''
  if (NOTHING[code]) return { outcome: 'nothing', detail: NOTHING[code] }
  if (TIMEOUTS.has(code)) return { outcome: 'timeout', detail: 'no answer in time' }
  return { outcome: 'failed', detail: FAILED[code] ?? (/^[A-Z][A-Z0-9_]{1,60}$/.test(code) ? code : 'it failed') }
}
