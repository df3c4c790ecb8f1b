// "Show the dialogue": what was said at each port, the port that matters last, where the eyes are, with the signs explained.

import type { DialogueLine, Endpoint, Report } from '../model.js'
import { type Look, wrap } from '../report/look.js'
import { endpointName, interestingEndpoint } from '../report/render-endpoints.js'
import { renderTranscript } from '../report/transcript.js'

const LEGEND =
  'C: is what smtp-doctor sent, S: what the server answered, -- what happened besides; in front stand the seconds since the beginning. Secrets are replaced.'

/** The dialogues as text, without a line feed at the end; long lines are broken between words. */
export function renderDialogues(
  dialogues: readonly { readonly endpoint: Endpoint; readonly lines: readonly DialogueLine[] }[],
  report: Report,
  look: Look,
): string {
  const interesting = interestingEndpoint(report)
  const isInteresting = ({ endpoint }: { readonly endpoint: Endpoint }) =>
    interesting !== undefined && endpointName(endpoint) === endpointName(interesting)
  const inOrder = [...dialogues.filter((one) => !isInteresting(one)), ...dialogues.filter(isInteresting)]
  const lines = renderTranscript(inOrder).trimEnd().split('\n')
  return [wrap(look, LEGEND, { tone: 'faint' }), '', ...lines.map((line) => renderLine(line, look))].join('\n')
}

/** Time and sign stand in front, and what is broken goes on behind them. */
function renderLine(line: string, look: Look): string {
  const [, first = '', text = line] = /^( *\d+\.\d+ (?:C:|S:|--) )(.*)$/s.exec(line) ?? []
  return wrap(look, text, { first })
}
