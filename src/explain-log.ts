// A log of any length: its lines go in one by one, a table of causes comes out.

import { type LogReader, readLog } from './explain/mail-log.js'
import { type ExplainContext, type ExplainSources, explainText } from './explain-text.js'
import type { Diagnosis, DiagnosisId } from './model.js'

/** What a mail server's last word often is, where the lines before it say why. */
const VAGUE: ReadonlySet<DiagnosisId> = new Set([
  'tls-handshake-failed',
  'cert-untrusted',
  'server-temporary-failure',
  'server-permanent-failure',
])

/** A reader that judges each different failure of a log once, as `explainText` does. */
export function explainLog(known: ExplainContext, sources: ExplainSources): LogReader<Diagnosis> {
  return readLog<Diagnosis>({
    judge: (text) => explainText(text, known, sources).diagnoses[0],
    keyOf: ({ id }) => id,
    clarityOf: ({ id, certainty }) => (id === 'unknown' ? 0 : VAGUE.has(id) || certainty === 'possible' ? 1 : 2),
  })
}
