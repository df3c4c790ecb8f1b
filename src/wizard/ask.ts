// What a wizard's step may do with the person in front of it: ask, say, wait. The prompter does it in a terminal, a
// script in the tests. Every question can be answered with BACK.

import type { Look } from '../report/look.js'

export const BACK: unique symbol = Symbol('back')
export type Back = typeof BACK

/** The person ended the program (Ctrl-C, end of input, a signal): nothing more is asked or said. */
export class Interrupted extends Error {
  override readonly name = 'Interrupted'
}

interface Question {
  readonly message: string
  /** What stands before the answer afterwards, in place of a long message. */
  readonly short?: string
  /** The command line's flag that answers this question beforehand, or undefined for a menu that only navigates. */
  readonly flag: string | undefined
}

export interface Choice<Value> {
  readonly value: Value
  /** One line; what does not fit on the screen is cut and shown whole below the list. */
  readonly name: string
  /** Shown below the list while the choice is marked. */
  readonly description?: string
}

export interface ChooseQuestion<Value> extends Question {
  readonly choices: readonly Choice<Value>[]
  readonly default?: Value
}

export interface SearchQuestion<Value> extends Question {
  /** The choices that fit what was typed, best first; all of them for an empty text. */
  readonly search: (typed: string) => readonly Choice<Value>[]
}

export interface TextQuestion extends Question {
  readonly default?: string
  /** True, or what is wrong and what to type instead. */
  readonly validate?: (text: string) => true | string
}

export interface SecretQuestion extends Question {
  readonly validate?: (text: string) => true | string
}

export interface Ask {
  readonly look: Look
  /** The lines of the screen, where what is above them is out of sight; undefined where everything is read in turn. */
  readonly rows: number | undefined
  /** How many questions were put so far: a step that asked none is passed over on the way back. */
  readonly asked: number
  choose<Value>(question: ChooseQuestion<Value>): Promise<Value | Back>
  search<Value>(question: SearchQuestion<Value>): Promise<Value | Back>
  /** Trims blanks around the answer. */
  text(question: TextQuestion): Promise<string | Back>
  /** Shows nothing of the answer, not even afterwards, and changes nothing in it. */
  secret(question: SecretQuestion): Promise<string | Back>
  /** Writes a paragraph; it must be rendered (wrapped, made visible) already. */
  say(text: string): void
  /** Waits with a sign of life. `describe` says what is under way and is asked again from time to time. */
  working<Value>(describe: () => string, work: Promise<Value>): Promise<Value>
}
