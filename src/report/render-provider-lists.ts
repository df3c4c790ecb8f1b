// Lists for `smtp-doctor providers`: presets by kind, platforms, a line or a few for each.

import type { Platform, Preset } from '../model.js'
import { blocks, type Look, pad, paint, textWidth, widthOf, wrap } from './look.js'

const GROUPS: readonly (readonly [Preset['kind'], string])[] = [
  ['mailbox', 'Mailboxes'],
  ['hosting', 'Mailboxes at a domain of your own'],
  ['sending-service', 'Sending services for programs'],
  ['relay', 'Relays'],
  ['test-inbox', 'Test inboxes'],
  ['local', 'This machine'],
  ['custom', 'Any other server'],
]

const STATUSES: Readonly<Record<Preset['status'], string>> = {
  password: 'password',
  preparation: 'prepare first',
  'no-password': 'no password',
}

/** Presets by kind, the most used first, a line each: id, name, and whether a password works. */
export function renderPresetList(presets: readonly Preset[], look: Look): string {
  return blocks(
    ...GROUPS.map(([kind, title]) => {
      const rows = presets.filter((preset) => preset.kind === kind)
      return rows.length === 0
        ? undefined
        : [wrap(look, title, { tone: 'strong' }), ...renderRows(rows, look)].join('\n')
    }),
  )
}

function renderRows(presets: readonly Preset[], look: Look): string[] {
  const width = Math.min(look.columns < 60 ? 16 : 24, Math.max(...presets.map(({ id }) => widthOf(id))))
  return presets.map(({ id, name, status }) => {
    const words = status === 'password' ? name : `${name} (${STATUSES[status]})`
    const line = `  ${pad(id, width)}  ${words}`
    return widthOf(line) <= textWidth(look) ? line : `  ${id}\n${wrap(look, words, { first: '    ' })}`
  })
}

/** Platforms with the ports they close, for whom, and the ways out. */
export function renderPlatforms(platforms: readonly Platform[], look: Look): string {
  return blocks(...platforms.map((platform) => renderPlatform(platform, look)))
}

function renderPlatform(platform: Platform, look: Look): string {
  const { id, name, blockedPorts, openPorts, scope, since, wayOut, sources, isVerified } = platform
  const closed = blockedPorts.length > 0 ? `closed: ${blockedPorts.join(', ')}` : 'nothing closed by default'
  const open = openPorts.length > 0 ? `; open: ${openPorts.join(', ')}` : ''
  return [
    wrap(look, `${name} (${id})`, { tone: 'strong' }),
    wrap(look, `Ports ${closed}${open}${isVerified ? '' : ' (reported; not confirmed on its own pages)'}`, {
      first: '  ',
    }),
    wrap(look, `${scope}${since ? ` Since ${since}.` : ''}`, { first: '  ' }),
    ...wayOut.flatMap(({ do: action, url, isVerified: isSure }) => [
      wrap(look, `${action}${isSure ? '' : ' (reported)'}`, { first: '  - ' }),
      ...(url ? [`    ${paint(look, 'link', url)}`] : []),
    ]),
    ...(sources.length > 0
      ? ['  Source:', ...sources.slice(0, 1).map((one) => `    ${paint(look, 'link', one)}`)]
      : []),
  ].join('\n')
}
