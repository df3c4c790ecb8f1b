// What explain looks things up in, with the real presets, on one day.

import { readPaste } from '../../src/explain/read.js'
import { type ExplainContext, explainText } from '../../src/explain-text.js'
import type { Diagnosis, Observation } from '../../src/model.js'
import { platforms } from '../../src/providers/platforms.js'
import { loadPresets } from '../../src/providers/preset-directory.js'

export const sources = { presets: loadPresets(), platforms, now: Date.UTC(2026, 10, 20) }

/** The diagnoses of a text. */
export function explained(text: string, context: ExplainContext = {}): readonly Diagnosis[] {
  return explainText(text, context, sources).diagnoses
}

/** The id of the first diagnosis of a text. */
export function firstId(text: string, context: ExplainContext = {}): string | undefined {
  return explained(text, context)[0]?.id
}

/** The failed observations of a text. */
export function failures(text: string): readonly Observation[] {
  return readPaste(text).observations.filter(({ status, kind }) => status === 'fail' && kind !== 'setting')
}

/** The failing replies of a text as `VERB code enhanced text`. */
export function repliesIn(text: string): string[] {
  return failures(text).flatMap((seen) =>
    seen.kind === 'reply' ? [[seen.verb, seen.reply.code, seen.reply.enhanced ?? '-', seen.reply.text].join(' ')] : [],
  )
}
