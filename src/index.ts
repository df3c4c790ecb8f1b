// The library: what `import { check, explain, providers } from 'smtp-doctor'` gives.

import { runCheck } from './check.js'
import { type ExplainContext, explainText } from './explain-text.js'
import type { CheckOptions, Diagnosis, Envelope, Login, PresetDirectory, Report, TargetInput } from './model.js'
import { UsageError } from './model.js'
import { platforms } from './providers/platforms.js'
import { loadPresets } from './providers/preset-directory.js'
import { resolveTarget } from './providers/resolve-target.js'

export type { ExplainContext } from './explain-text.js'
export type {
  CheckEvent,
  CheckOptions,
  Diagnosis,
  DiagnosisId,
  EndpointReport,
  Envelope,
  Fix,
  Layer,
  Preset,
  PresetDirectory,
  Report,
  StageReport,
  TargetInput,
} from './model.js'

/** An account to check: where, and what to do there. Without password and token no login is tried. */
export interface Target extends TargetInput {
  readonly password?: string
  /** An OAuth 2.0 access token, in place of a password. */
  readonly token?: string
  /** Tries MAIL and RCPT too; with `send` a real test message goes out. */
  readonly envelope?: Envelope
  /** Forces one SASL mechanism. */
  readonly mechanism?: string
  /** False: do not repeat with nodemailer what worked. */
  readonly prove?: boolean
}

/** All presets, with look-ups by id, domain, MX and host. */
export const providers: PresetDirectory = loadPresets()

/**
 * Diagnoses an account. Resolves to the report whatever the network does; rejects with UsageError for a target that
 * cannot be meant (unknown preset, line break in an address). Secrets never appear in the report or in events.
 */
export async function check(target: Target, options: CheckOptions = {}): Promise<Report> {
  const { password, token, envelope, mechanism, prove, ...input } = target
  const resolved = resolveTarget(input, providers)
  const secret = token ?? password
  if (secret !== undefined && !resolved.username) throw new UsageError('a secret without a user name')
  const login: Login = {
    ...(secret !== undefined && {
      credentials: { kind: token === undefined ? 'password' : 'token', username: resolved.username ?? '', secret },
    }),
    ...(envelope && { envelope }),
    ...(mechanism && { mechanism }),
    ...(prove !== undefined && { prove }),
  }
  return runCheck(resolved, login, options, providers)
}

export { UsageError }

/**
 * Reads an error or a log, pasted from any mail client or server, and says what it means: diagnoses in the order in which
 * to act on them, empty when nothing in the text failed. Pure and synchronous; never throws on any text, and nothing in
 * the result holds a secret of the text. An unknown `provider` is ignored.
 */
export function explain(text: string, context: ExplainContext = {}): Diagnosis[] {
  return [...explainText(text, context, { presets: providers, platforms, now: Date.now() }).diagnoses]
}
