// The command with which a diagnosis from a paste can be confirmed on the live server, flags filled in.

import type { Context, Diagnosis } from '../model.js'

/** `smtp-doctor check …` for the circumstances of a diagnosis; undefined when the text names no server to check. */
export function confirmCommand({ layer, id }: Diagnosis, context: Context): string | undefined {
  const { provider, port, security, presets } = context
  const named = isName(context.host) ? context.host : undefined
  // A misspelt name would only fail again.
  const host = (id === 'host-typo' && context.host && presets.nearestHost(context.host)?.host) || named
  // Nobody logs in where a provider takes mail for its own users.
  if (host && presets.hostRole(host)?.role === 'mx') return undefined
  const isReal = provider !== undefined && provider.kind !== 'custom' && provider.kind !== 'local'
  if (!isReal && !host) return id === 'unknown' ? 'smtp-doctor check YOUR-ADDRESS' : undefined
  const isOwnHost = isReal && host !== undefined && presets.hostRole(host)?.preset.id === provider.id
  const isMisplaced = layer === 'address' && isReal
  return [
    'smtp-doctor check',
    'YOUR-ADDRESS',
    isReal ? `--provider ${provider.id}` : '',
    host && /^[\w.:-]{1,255}$/.test(host) && !isOwnHost && !isMisplaced ? `--host ${host}` : '',
    port && layer !== 'door' && !isMisplaced ? `--ports ${port}${security ? `:${security}` : ''}` : '',
    layer === 'id' || layer === 'letter' ? '--password-env MAIL_PASSWORD' : '',
    layer === 'letter' ? '--to RECIPIENT' : '',
  ]
    .filter(Boolean)
    .join(' ')
}

/** Whether the value is a host that can be asked: not the code that reads one, and not the address at which servers listen. */
function isName(host: string | undefined): boolean {
  return (
    host !== undefined &&
    !/^(?:0\.0\.0\.0|::)$|^(?:process\.env|import\.meta|os\.|env[.(]|config[.(]|settings\.|getenv)|[$({]/i.test(host)
  )
}
