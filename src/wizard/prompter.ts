// Questions in a terminal. The only file that knows inquirer and ora; both are loaded when first needed. It adds what they
// lack: Escape goes back everywhere, the end of input is an interruption, and no line is wider than the screen.

import type { Writable } from 'node:stream'
import { type Look, paint, renderDuration, textWidth, widthOf, wrap } from '../report/look.js'
import { visible } from '../report/visible.js'
import { type Ask, BACK, type Back, type Choice } from './ask.js'
import { inTerminal, orInterruption, TORN_PASTE } from './in-terminal.js'
import { linePrompt } from './line-prompt.js'
import { plainAsk } from './plain-ask.js'
import type { WizardIo } from './wizard-io.js'

/** What is put to inquirer: the same fields for every type of prompt that is used here. */
export type Prompt = Readonly<Record<string, unknown>> & { readonly type: string; readonly message: string }

/** Puts one prompt to the terminal and gives its answer, or BACK; a text with a line feed is the first line of a paste. */
export type Put = (prompt: Prompt) => Promise<unknown>

/** A prompter on the streams of `io`. With a plain look it asks line by line and shows no spinner. */
export function createPrompter(io: WizardIo, look: () => Look): Ask {
  const put: Put = async (prompt) => {
    let isTorn = false
    const run = async (signal: AbortSignal) => {
      const { default: inquirer } = await import('inquirer')
      const { isPlain } = look()
      const ask = inquirer.createPromptModule({
        input: io.stdin,
        output: io.stdout,
        clearPromptOnDone: !isPlain,
        signal,
      })
      ask.registerPrompt('line', linePrompt as Parameters<typeof ask.registerPrompt>[1])
      // Inquirer types each prompt apart; all that are used here take a record and give one answer.
      const put1 = ask as unknown as (questions: readonly object[]) => Promise<{ readonly answer: unknown }>
      return (await put1([{ ...prompt, name: 'answer' }])).answer
    }
    const answer = await inTerminal(io, run, () => {
      isTorn = true
    })
    return isTorn && typeof answer === 'string' ? `${answer}\n` : answer
  }
  return look().isPlain ? plainAsk(io, look, put) : richAsk(io, look, put)
}

const BACK_CHOICE: Choice<unknown> = { value: BACK, name: 'Back' }

/** What is left of a list in which nothing fits. */
function nothingFits(typed: string): Choice<unknown> {
  return {
    ...BACK_CHOICE,
    description: `Nothing in the list fits "${visible(typed)}". Delete some of it, or type another word.`,
  }
}

function richAsk(io: WizardIo, look: () => Look, putPrompt: Put): Ask {
  let asked = 0
  const put = async (
    message: string,
    prompt: { readonly type: string; readonly [field: string]: unknown },
    shown: (answer: unknown) => string,
    short = message,
  ) => {
    asked++
    const fitted = fitMessage(message, look(), prompt.type === 'select' ? 0 : 26)
    const theme = themeOf(look(), { isSearch: prompt.type === 'search', hidden: hiddenOf(prompt) })
    const answer = await putPrompt({ ...prompt, message: fitted, theme })
    io.stdout.write(`${renderAnswered(short, answer === BACK ? '(back)' : shown(answer), look())}\n`)
    return answer
  }
  const putText = async (...question: Parameters<typeof put>): Promise<string | Back> => {
    for (;;) {
      const answer = await put(...question)
      if (answer === BACK) return BACK
      if (!String(answer).includes('\n')) return String(answer)
      io.stdout.write(`${paint(look(), 'bad', wrap(look(), TORN_PASTE, { first: '! ' }))}\n`)
    }
  }
  return {
    get look() {
      return look()
    },
    get rows() {
      return rowsOf(io)
    },
    get asked() {
      return asked
    },
    say: (text) => io.stdout.write(`${text}\n`),
    async choose({ message, short = message, choices, default: preferred }) {
      const options = [...choices, BACK_CHOICE].map((choice) => fitChoice(choice, look()))
      const answer = await put(
        message,
        {
          type: 'select',
          choices: options,
          pageSize: pageSize(io),
          loop: false,
          ...(preferred !== undefined && { default: preferred }),
        },
        (value) => nameOf(value, choices),
        short,
      )
      return answer as (typeof choices)[number]['value'] | Back
    },
    async search({ message, search }) {
      let seen: readonly Choice<unknown>[] = []
      const answer = await put(
        message,
        {
          type: 'search',
          pageSize: pageSize(io),
          source: (typed: string | undefined) => {
            const wanted = (typed ?? '').trim()
            seen = search(wanted)
            return [...seen, seen.length > 0 ? BACK_CHOICE : nothingFits(wanted)].map((choice) =>
              fitChoice(choice, look()),
            )
          },
        },
        (value) => nameOf(value, seen),
      )
      return answer as ReturnType<typeof search>[number]['value'] | Back
    },
    async text({ message, default: preferred, validate = () => true }) {
      const answer = await putText(
        message,
        {
          type: 'input',
          ...(preferred && { default: preferred }),
          validate: (text: string) => fitError(validate(text.trim()), look()),
        },
        (value) => String(value).trim() || '(nothing)',
      )
      return answer === BACK ? BACK : answer.trim()
    },
    async secret({ message, validate = () => true }) {
      return putText(
        message,
        {
          type: 'password',
          mask: '*',
          toggleMask: false,
          validate: (text: string) => fitError(validate(text), look()),
        },
        () => '(hidden)',
      )
    },
    working: (describe, work) => spin(io, look(), describe, work),
  }
}

async function spin<Value>(io: WizardIo, look: Look, describe: () => string, work: Promise<Value>): Promise<Value> {
  const settled = work.then(
    () => true,
    () => true,
  )
  // Work that is done already gets no spinner, not even for a moment.
  if (await Promise.race([settled, nextTurn().then(() => false)])) return work
  if (!io.stderr.isTTY) return orInterruption(io, work)
  const { default: ora } = await import('ora')
  const start = io.now()
  const text = () => {
    const [words, time] = [visible(describe()), renderDuration(io.now() - start)]
    const room = textWidth(look) - 3 - time.length
    return `${widthOf(words) > room ? `${cut(words, room - 1)}…` : words} ${time}`
  }
  const spinner = ora({
    text: text(),
    stream: io.stderr as NodeJS.WriteStream,
    isEnabled: true,
    color: look.hasColor ? 'cyan' : false,
    spinner: { interval: 120, frames: ['|', '/', '-', '\\'] },
  }).start()
  const ticking = setInterval(() => {
    spinner.text = text()
  }, 120)
  try {
    return await orInterruption(io, work)
  } finally {
    clearInterval(ticking)
    spinner.stop()
  }
}

const nextTurn = () => new Promise<void>((resolve) => setImmediate(resolve))

// ------------------------------------------------------------------------------------------------------------- layout

/** The list's part of the screen: what is above a question should stay in sight. */
function pageSize(io: WizardIo): number {
  return Math.max(5, Math.min(16, rowsOf(io) - 12))
}

function rowsOf({ stdout }: WizardIo): number {
  return (stdout as Writable & { readonly rows?: number }).rows || 24
}

/**
 * Inquirer breaks lines within words, so the message is broken before. Where fewer than `room` columns are left for
 * what is typed, it begins on a line of its own.
 */
function fitMessage(message: string, look: Look, room: number): string {
  const wrapped = wrap(look, message, { first: '  ', rest: '  ' }).trimStart()
  const lastLine = wrapped.split('\n').at(-1) ?? ''
  return textWidth(look) - widthOf(lastLine) < room ? `${wrapped}\n ` : wrapped
}

function fitChoice(choice: Choice<unknown>, look: Look): Choice<unknown> {
  const name = visible(choice.name)
  const isLong = widthOf(name) > textWidth(look) - 3
  const description = choice.description ?? (isLong ? name : undefined)
  return {
    value: choice.value,
    name: isLong ? `${cut(name, textWidth(look) - 4)}…` : name,
    ...(description && { description: wrap(look, description, { first: '  ' }) }),
  }
}

/** What was chosen, whole: what was cut in the list has room once the list is gone. */
function nameOf(value: unknown, choices: readonly Choice<unknown>[]): string {
  return choices.find((choice) => choice.value === value)?.name ?? ''
}

/** The beginning of a text, at most so many columns wide. */
function cut(text: string, columns: number): string {
  let kept = ''
  for (const character of text) {
    if (widthOf(kept + character) > columns) break
    kept += character
  }
  return kept
}

function fitError(verdict: true | string, look: Look): true | string {
  return verdict === true ? true : wrap(look, verdict, { first: '  ' }).trimStart()
}

/** The line that stays on the screen in place of a prompt. */
function renderAnswered(message: string, answer: string, look: Look): string {
  return wrap(look, `${message} ${answer}`, { first: `${paint(look, 'good', '✔')} `, tone: 'faint' })
}

function themeOf(look: Look, keys: Keys): object {
  const tone = (name: Parameters<typeof paint>[1]) => (text: string) => paint(look, name, text)
  return {
    prefix: { idle: paint(look, 'link', '?'), done: paint(look, 'good', '✔') },
    icon: { cursor: '❯' },
    spinner: { interval: 120, frames: ['|', '/', '-', '\\'] },
    style: {
      answer: tone('link'),
      message: tone('strong'),
      error: (text: string) => paint(look, 'bad', `! ${text}`),
      defaultAnswer: (text: string) => paint(look, 'faint', `(${text})`),
      help: tone('faint'),
      highlight: tone('link'),
      description: tone('faint'),
      searchTerm: tone('link'),
      keysHelpTip: () => paint(look, 'faint', fitKeys(look, keys)),
    },
  }
}

interface Keys {
  readonly isSearch: boolean
  /** How many choices there is no room for at once. */
  readonly hidden: number
}

function hiddenOf({ choices, pageSize: shown }: Readonly<Record<string, unknown>>): number {
  return Array.isArray(choices) && typeof shown === 'number' ? Math.max(0, choices.length - shown) : 0
}

function fitKeys(look: Look, { isSearch, hidden }: Keys): string {
  const more = hidden > 0 ? ` (${hidden} more)` : ''
  if (textWidth(look) < 60)
    return `${isSearch ? 'Type to search · ' : hidden > 0 ? `↑↓${more} · ` : '↑↓ move · '}Enter takes · Esc back`
  return `${isSearch ? 'Type to search · ' : ''}↑↓ moves${more} · Enter takes it · Esc goes back`
}
