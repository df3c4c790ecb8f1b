// The library's `explain`: pasted text in, ordered diagnoses out. Pure and synchronous; presets, platforms and the time
// come in.

import { diagnose } from './diagnose/diagnose.js'
import { type ReadPaste, readPaste } from './explain/read.js'
import type { Hints } from './explain/reading.js'
import { isTelling, REDACTED } from './explain/secrets.js'
import type { Context, Diagnosis, Platform, Preset, PresetDirectory, Security } from './model.js'

/** What the caller knows of the circumstances; it beats what the text says. */
export interface ExplainContext {
  /** A preset's id; unknown ones are ignored. */
  readonly provider?: string | undefined
  readonly host?: string | undefined
  readonly port?: number | undefined
  readonly security?: Security | undefined
  /** A hosting platform's id; unknown ones are ignored. */
  readonly platform?: string | undefined
  readonly client?: string | undefined
}

/** What explain() looks things up in. */
export interface ExplainSources {
  readonly presets: PresetDirectory
  readonly platforms: readonly Platform[]
  /** Milliseconds since the epoch. */
  readonly now: number
}

export interface Explanation {
  readonly diagnoses: readonly Diagnosis[]
  /** The circumstances, from the caller and from the text. */
  readonly context: Context
}

/** Reads a pasted error or log and judges it. Never throws on any text; nothing in the result holds a secret of the text. */
export function explainText(text: string, known: ExplainContext, sources: ExplainSources): Explanation {
  const read = readPaste(text, knownHints(known))
  const context = contextOf(read.hints, known, sources)
  return { diagnoses: scrub(diagnose(read.observations, context), read), context }
}

function knownHints({ host, port, security, client }: ExplainContext): Hints {
  return { ...(host && { host }), ...(port && { port }), ...(security && { security }), ...(client && { client }) }
}

function contextOf(hints: Hints, known: ExplainContext, { presets, platforms, now }: ExplainSources): Context {
  const provider = providerOf(hints, known, presets)
  const platform = platforms.find(({ id }) => id === (known.platform ?? hints.platform))
  const { host, port, security, username, client, from, to } = hints
  return {
    source: 'paste',
    now,
    presets,
    ...(provider && { provider }),
    ...(platform && { platform }),
    ...(host !== undefined && { host }),
    ...(port !== undefined && { port }),
    ...(security && { security }),
    ...(username && { username }),
    ...(username?.includes('@') && { address: username }),
    ...(client && { client }),
    ...(from && { from }),
    ...(to && { to }),
  }
}

/** The caller's word, then the host's owner, then the wording of the replies. */
function providerOf(hints: Hints, known: ExplainContext, presets: PresetDirectory): Preset | undefined {
  const stated = known.provider ? presets.byId(known.provider) : undefined
  if (stated) return stated
  // A refused localhost is as often a setting that was never loaded, so it says nothing about the provider.
  const byHost = hints.host ? presets.hostRole(hints.host)?.preset : undefined
  if (byHost && byHost.kind !== 'local') return byHost
  return hints.provider ? presets.byId(hints.provider) : undefined
}

/** A last look: a secret that stood in the text stands in nothing that goes out. */
function scrub(diagnoses: readonly Diagnosis[], { secrets }: ReadPaste): Diagnosis[] {
  const telling = secrets.filter(isTelling)
  if (telling.length === 0) return [...diagnoses]
  const clean = (text: string) => telling.reduce((rest, secret) => rest.split(secret).join(REDACTED), text)
  return diagnoses.map((diagnosis) => ({
    ...diagnosis,
    title: clean(diagnosis.title),
    because: clean(diagnosis.because),
    evidence: diagnosis.evidence.map(clean),
    fixes: diagnosis.fixes.map((fix) => ({ ...fix, do: clean(fix.do) })),
  }))
}
