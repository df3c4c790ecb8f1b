// A context as `explain` makes it from a paste, with the real presets.

import type { Context } from '../../src/model.js'
import { loadPresets } from '../../src/providers/preset-directory.js'

const presets = loadPresets()

/** A paste's context on 2026-11-20, with the provider of that id. */
export function pasteContext({
  provider,
  ...rest
}: Partial<Omit<Context, 'provider'>> & { provider?: string | undefined } = {}): Context {
  const preset = provider === undefined ? undefined : presets.byId(provider)
  return {
    source: 'paste',
    now: Date.UTC(2026, 10, 20),
    presets,
    ...(preset && { provider: preset }),
    ...rest,
  }
}
