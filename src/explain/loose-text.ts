// Lines that no reader could place and that speak of a failure all the same: rules may know their words.

import { isFrame, isSourceLine } from './find-facts.js'
import { verbBeside } from './phrases/verbs.js'
import type { Fact, Page } from './reading.js'
import { stageOfReply } from './reading.js'

const MAX_LINES = 12
const FAILURE =
  /error|fail|unexpected|conform|mismatch|weak|fatal|panic|warning|exception|refus|reject|den(?:y|ied)|unable|can(?:no|')t|could ?n[o']t|invalid|exceed|not (?:allowed|found|verified|authori[sz]ed|permitted|accepted|supported|available|possible|exist)|block|block|unknown|missing|expired|wrong|bad|too (?:many|large|long|big)|limit|quota|spam|forbidden|suspend|disabled|unavailable|timed? ?out|closed|lost|bounce|undeliver|unauthori[sz]ed|required?|must|please|verify|erreur|[ée]chec|impossible|fehler|nicht|error|no se|errore|erro|ошибка|не |失败|错误|无法|拒绝|失敗|エラー/i

/** The failing lines as text, the last ones where there are many. */
export function looseText({ lines }: Page, isTaken: (line: number) => boolean): Fact[] {
  const spoken = lines.flatMap((line, index): Fact[] => {
    const text = line.trim()
    if (isTaken(index) || text.length < 4 || isFrame(line) || isSourceLine(lines, index)) return []
    const verb = verbBeside(text) ?? 'UNKNOWN'
    return [
      {
        line: index,
        weight: 'evidence',
        seen: {
          stage: stageOfReply(verb, 0, undefined),
          status: 'fail',
          kind: 'text',
          text: text.slice(0, 1000),
          evidence: text.slice(0, 600),
        },
      },
    ]
  })
  // A failure may be told without a word of failure ("CLIENT wrappermode is unimplemented"): then all lines are shown.
  const failing = spoken.filter(({ seen }) => seen.kind === 'text' && FAILURE.test(seen.text))
  return (failing.length > 0 ? failing : spoken).slice(-MAX_LINES)
}
