// Questions line by line: no redrawing, no colour, no spinner. Lists are numbered and answered by number or by name.

import { type Look, wrap } from '../report/look.js'
import { visible } from '../report/visible.js'
import { type Ask, BACK, type Back, type Choice } from './ask.js'
import { orInterruption, TORN_PASTE } from './in-terminal.js'
import type { Put } from './prompter.js'
import type { WizardIo } from './wizard-io.js'

/** What is typed instead of an answer to go back: no answer to any question begins so. */
const BACK_KEY = '<'
/** A list this long is not read out whole; the rest is found by name. */
const MAX_LISTED = 26

/** An Ask that writes lines and reads lines. */
export function plainAsk(io: Pick<WizardIo, 'stdout' | 'stderr' | 'signal'>, look: () => Look, put: Put): Ask {
  let asked = 0
  const say = (text: string) => void io.stdout.write(`${text}\n`)
  const read = async (message: string, isSecret = false): Promise<string | Back> => {
    asked++
    const answer = await put({ type: 'line', message: wrap(look(), message), isSecret })
    return answer === BACK || (typeof answer === 'string' && answer.trim() === BACK_KEY) ? BACK : String(answer)
  }
  const readValid = async (
    message: string,
    validate: (text: string) => true | string,
    read1: (message: string) => Promise<string | Back>,
  ): Promise<string | Back> => {
    for (;;) {
      const answer = await read1(message)
      if (answer === BACK) return BACK
      const verdict = answer.includes('\n') ? TORN_PASTE : validate(answer)
      if (verdict === true) return answer
      say(wrap(look(), `Not accepted: ${verdict}`))
    }
  }
  const list = (choices: readonly Choice<unknown>[]) => {
    for (const [index, { name, description }] of choices.slice(0, MAX_LISTED).entries()) {
      say(wrap(look(), `${visible(name)}${description ? `: ${description}` : ''}`, { first: `${index + 1}. ` }))
    }
    if (choices.length > MAX_LISTED) say(wrap(look(), `and ${choices.length - MAX_LISTED} more, found by name`))
  }
  const pick = async <Value>(
    choices: readonly Choice<Value>[],
    preferred: number,
    find: (typed: string) => readonly Choice<Value>[],
  ): Promise<Value | Back> => {
    let shown = choices
    for (;;) {
      const hint = preferred >= 0 && shown === choices ? `Enter for ${preferred + 1}, ` : ''
      const answer = await read(`Number or name (${hint}${BACK_KEY} to go back):`)
      if (answer === BACK) return BACK
      const typed = answer.trim()
      // Only what was read out has a number; "163" is a provider's name.
      const numbered = shown.slice(0, MAX_LISTED)
      const byNumber = typed === '' ? (shown === choices ? shown[preferred] : undefined) : numbered[Number(typed) - 1]
      if (byNumber) return byNumber.value
      const found = typed === '' ? [] : find(typed)
      const [only] = found
      if (only && found.length === 1) {
        say(wrap(look(), visible(only.name)))
        return only.value
      }
      if (found.length > 1) {
        shown = found
        say('Several fit:')
        list(found)
      } else say(wrap(look(), `Nothing here fits that. Type a number from 1 to ${numbered.length}.`))
    }
  }
  return {
    get look() {
      return look()
    },
    rows: undefined,
    get asked() {
      return asked
    },
    say,
    async choose({ message, choices, default: preferred }) {
      say(wrap(look(), message))
      list(choices)
      // As in a list with keys, Enter takes the first one where no other is marked.
      const first = Math.max(
        0,
        choices.findIndex(({ value }) => value === preferred),
      )
      return pick(choices, first, (typed) => {
        const wanted = typed.toLowerCase()
        const beginning = choices.filter(({ name }) => name.toLowerCase().startsWith(wanted))
        return beginning.length > 0 ? beginning : choices.filter(({ name }) => name.toLowerCase().includes(wanted))
      })
    },
    async search({ message, search }) {
      say(wrap(look(), message))
      // So long a list is heard through by its names; what belongs to the chosen one is said then.
      const all = search('').map(({ value, name }) => ({ value, name }))
      list(all)
      return pick(all, -1, search)
    },
    async text({ message, default: preferred, validate = () => true }) {
      const whole = `${message}${preferred ? ` [${preferred}]` : ''}`
      const answer = await readValid(
        whole,
        (typed) => validate(typed.trim() || preferred || ''),
        (question) => read(question),
      )
      return answer === BACK ? BACK : answer.trim() || preferred || ''
    },
    secret: ({ message, validate = () => true }) => readValid(message, validate, (question) => read(question, true)),
    async working(describe, work) {
      io.stderr.write(`${wrap(look(), describe())}\n`)
      return orInterruption(io, work)
    },
  }
}
