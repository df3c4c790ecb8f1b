// Observations as lines of evidence: what was seen, quoted, without judgement.

import type { Observation } from '../model.js'

/** One line that quotes an observation: the source's own words where there are any. */
export function quoteObservation(seen: Observation): string {
  if (seen.evidence !== undefined) return seen.evidence
  switch (seen.kind) {
    case 'reply':
      return seen.command ? `${seen.command} → ${seen.reply.lines.join(' / ')}` : seen.reply.lines.join(' / ')
    case 'socket':
      return quoteSocket(seen)
    case 'dns':
      return seen.code === 'OK'
        ? `${seen.name} → ${(seen.addresses ?? []).map(({ address }) => address).join(', ')}`
        : `${seen.code} ${seen.name}`
    case 'protocol':
      if (seen.excerpt) return `the port answers: ${seen.excerpt}`
      if (seen.speaks === 'tls') return 'the port answers a TLS handshake'
      return `the port is ${seen.speaks} when asked in ${seen.asked === 'tls' ? 'TLS' : 'clear text'}`
    case 'tls-error':
      return seen.message
    case 'tls':
      return describeTls(seen)
    case 'capabilities':
      return `EHLO offers: ${seen.keywords.join(', ') || 'nothing'}`
    case 'injection':
      return `bytes in clear after the STARTTLS reply: ${seen.bytes}`
    case 'limit':
      return `more than the ${seen.limit} limit${seen.excerpt ? `: ${seen.excerpt}` : ''}`
    case 'client':
    case 'oauth':
      return seen.message
    case 'setting':
      return `${seen.name} = ${seen.value}`
    case 'text':
      return seen.text
  }
}

function quoteSocket({ code, address, message, command, waitedMs }: Extract<Observation, { kind: 'socket' }>): string {
  const end =
    code === 'EOF'
      ? 'the server closed the connection'
      : code === 'TIMEOUT' && waitedMs !== undefined
        ? `no answer within ${Math.round(waitedMs / 100) / 10} s`
        : code
  return [command && `${command} →`, end, address, message].filter(Boolean).join(' ')
}

/** The certificate as it was seen; the library's word only beside a single fault, since it never names more than one. */
function describeTls({ chain, problems, message }: Extract<Observation, { kind: 'tls' }>): string {
  const leaf = chain[0]
  if (!leaf) return message ?? problems.join(', ')
  const certificate = `certificate for ${someOf(leaf.names) || leaf.subject}, issued by ${leaf.issuer}, valid ${leaf.validFrom.slice(0, 10)} to ${leaf.validTo.slice(0, 10)}`
  return message && problems.length === 1 ? `${message}: ${certificate}` : certificate
}

/** A certificate can be made out for hundreds of names. */
function someOf(names: readonly string[]): string {
  const shown = names.slice(0, 8).join(', ')
  return names.length > 8 ? `${shown} and ${names.length - 8} more` : shown
}
