// Corrects the kind of TLS in a generic `.env`: by its switch where that is certain, else by the port.

import { spelledLike, tlsSwitches } from '../dotenv-switches.js'
import { literal } from '../entry-value.js'
import type { Edit } from '../format.js'
import { hostAndPort } from '../host-and-port.js'
import { type Complaint, type LintFile, replaceValue } from './finding.js'

/**
 * The correction that makes switches and port agree on this kind of TLS; undefined where there is no switch. Another
 * port is a safe one only at a server that is known to listen there.
 */
export function dotenvCorrection(
  file: LintFile,
  security: 'tls' | 'starttls',
): Pick<Complaint, 'edits' | 'isSafe' | 'advice'> | undefined {
  const { found, text } = file
  const switches = tlsSwitches(found.entries)
  if (switches.length === 0) return undefined
  const has = (kind: string) => switches.some((one) => one.kind === kind)
  // `secure: false` goes on with STARTTLS; USE_SSL that is off may leave the connection in clear text.
  const isCertain =
    has('word') ||
    (security === 'tls'
      ? has('implicit')
      : has('starttls') || switches.some(({ entry }) => entry.key.endsWith('SECURE')))
  if (!isCertain) return portCorrection(file, security === 'tls' ? 587 : 465)
  const edits = switches.flatMap(({ kind, entry, word, isOn }): readonly Edit[] => {
    if (kind === 'word') return word === security ? [] : (replaceValue(text, entry, wordOf(security)) ?? [])
    const isWanted = (kind === 'implicit') === (security === 'tls')
    return isOn === isWanted ? [] : (replaceValue(text, entry, spelledLike(entry.value, isWanted)) ?? [])
  })
  return edits.length > 0 ? { edits, isSafe: true } : undefined
}

function wordOf(security: 'tls' | 'starttls'): string {
  return security === 'tls' ? 'ssl' : 'starttls'
}

function portCorrection(
  { found, text, presets }: LintFile,
  port: 465 | 587,
): Pick<Complaint, 'edits' | 'isSafe' | 'advice'> | undefined {
  const [entry, host] = [literal(found.fields.port), literal(found.fields.host)]
  const edits = entry && replaceValue(text, entry, String(port))
  if (!edits || !host) return undefined
  const name = hostAndPort(host.value).host.toLowerCase()
  const isKnown = Boolean(
    presets.hostRole(name)?.preset.endpoints.some((endpoint) => endpoint.host === name && endpoint.port === port),
  )
  return {
    edits,
    isSafe: isKnown,
    ...(!isKnown && { advice: `Use port ${port}, if the server listens there: that is what this switch belongs to.` }),
  }
}
