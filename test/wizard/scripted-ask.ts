// The prompter's twin: answers from a list in place of keys, everything said kept as text.

import { expect } from 'vitest'
import type { Look } from '../../src/report/look.js'
import { type Ask, BACK, type Choice, Interrupted } from '../../src/wizard/ask.js'

/** A question by a part of its message, and its answer: the beginning of a choice's name, a text, or BACK. */
export type Line = readonly [question: string | RegExp, answer: string | typeof BACK | (() => string)]

export interface Script extends Ask {
  /** Everything said and asked, in order. */
  readonly log: string[]
  /** The messages of the questions that were put. */
  readonly questions: string[]
}

/** Answers the lines in their order; a question that fits no next line fails the test, the end interrupts. */
export function scriptedAsk(lines: readonly Line[], look?: Partial<Look>, rows?: number): Script {
  const log: string[] = []
  const questions: string[] = []
  let at = 0
  const answerTo = (message: string): string | typeof BACK => {
    questions.push(message)
    const line = lines[at++]
    if (!line) throw new Interrupted()
    const [question, answer] = line
    const fits = typeof question === 'string' ? message.includes(question) : question.test(message)
    expect(fits, `asked "${message}" where "${question}" was expected\n${log.join('\n')}`).toBe(true)
    const value = typeof answer === 'function' ? answer() : answer
    log.push(`? ${message} ${value === BACK ? '(back)' : value}`)
    return value
  }
  const pick = <Value>(message: string, choices: readonly Choice<Value>[], answer: string): Value => {
    const choice = choices.find(({ name }) => name.startsWith(answer))
    const names = choices.map(({ name }) => name).join(' | ')
    expect(choice, `"${answer}" is no answer to "${message}": ${names}`).toBeDefined()
    return (choice as Choice<Value>).value
  }
  const typed = (message: string, usual: string, validate: (text: string) => true | string) => {
    for (;;) {
      const answer = answerTo(message)
      if (answer === BACK) return BACK
      const verdict = validate(answer || usual)
      if (verdict === true) return answer || usual
      log.push(`! ${verdict}`)
    }
  }
  return {
    look: { columns: 80, hasColor: false, isPlain: false, ...look },
    rows,
    log,
    questions,
    get asked() {
      return questions.length
    },
    say: (text) => void log.push(text),
    async choose({ message, choices }) {
      const answer = answerTo(message)
      return answer === BACK ? BACK : pick(message, choices, answer)
    },
    async search({ message, search }) {
      const answer = answerTo(message)
      return answer === BACK ? BACK : pick(message, search(answer.toLowerCase()), answer)
    },
    text: async ({ message, default: usual = '', validate = () => true }) => typed(message, usual, validate),
    secret: async ({ message, validate = () => true }) => typed(message, '', validate),
    async working(_describe, work) {
      return work
    },
  }
}
