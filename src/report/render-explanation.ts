// What `explain` shows of a text: the diagnosis to act on, what else it could be, how to make sure.

import type { Diagnosis, DiagnosisId } from '../model.js'
import { blocks, heading, type Look, wrap } from './look.js'
import { renderDiagnosis } from './render-diagnosis.js'

export interface ExplanationRendering {
  /** The command that confirms it on the live server. */
  readonly confirm?: string
  readonly meaningOf: (id: DiagnosisId) => string
}

const MAX_OTHERS = 4

/** The explanation as text, without a line feed at the end. */
export function renderExplanation(
  diagnoses: readonly Diagnosis[],
  look: Look,
  { confirm, meaningOf }: ExplanationRendering,
): string {
  const [first, ...others] = diagnoses
  if (!first) {
    return blocks(
      wrap(look, 'No failure to send mail was recognised in this text.'),
      wrap(
        look,
        'If your mail does not arrive all the same, switch the debug output of your program on and paste the whole dialogue, or run: smtp-doctor check YOUR-ADDRESS',
      ),
    )
  }
  return blocks(
    renderDiagnosis(first, look, { meaning: first.meaning ?? meaningOf(first.id) }),
    others.length > 0
      ? [
          `   ${heading(look, first.certainty === 'certain' ? 'Also in this text' : 'What else it could be')}`,
          ...others
            .slice(0, MAX_OTHERS)
            .flatMap(({ id, title, because }) => [
              wrap(look, `${title} (${id})`, { first: '     - ' }),
              wrap(look, because, { first: '       ', tone: 'faint' }),
            ]),
        ].join('\n')
      : undefined,
    // Where there is nothing else to advise, the advice is this command already.
    confirm && !first.fixes.some((fix) => fix.do.includes(confirm))
      ? [`   ${heading(look, 'How to make sure')}`, `     ${confirm}`].join('\n')
      : undefined,
    // The page of a case that has words of its own says less than they do.
    first.meaning === undefined
      ? wrap(look, `All about this cause: smtp-doctor explain --id ${first.id}`, { first: '   ', tone: 'faint' })
      : undefined,
  )
}
