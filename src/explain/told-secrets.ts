// Secrets whose place is told by what stands around them: an element's name, a prompt for a password, a sentence.

import { mayMatch } from '../smtp/prefilter.js'
import { decodeBase64, isWord, REDACTED } from './secrets.js'

/** `<mailPassword>value</mailPassword>`. */
const ELEMENT =
  /(<(?:[\w.:-]{0,40}?)(?:password|passwd|passwort|passphrase|pass|pwd|secret|token)(?:\s[^<>]{0,200})?>\s{0,20})([^<>\s][^<>]{0,300}?)(?=\s{0,20}<\/)/gi

/** The prompt for the password and its answer where line breaks were lost. */
const ANSWER_ON_LINE = /(\b334[ -](?:UGFzc3dvcmQ6|cGFzc3dvcmQ6|UGFzc3dvcmQA)[^\w+/=]{1,20})([A-Za-z0-9+/]{4,}={0,2})/g

/** A sentence names a password where the word has a digit or a sign in it. */
const SENTENCE =
  /(\b(?:my|our) (?:[\w-]{1,20} )?pass(?:word|wd)? (?:is|was|=) ["'`]?)(?=[^\s"'`]{0,60}[\d!#$%^&*+@~_])([^\s"'`]{4,100})/gi

/** Which of them a text may hold at all. */
export interface Told {
  readonly elements: boolean
  readonly answers: boolean
  readonly sentences: boolean
}

/** What all lines together may hold, so that each line is asked only for that. */
export function toldIn(text: string): Told {
  return {
    elements: mayMatch(ELEMENT, text),
    answers: mayMatch(ANSWER_ON_LINE, text),
    sentences: mayMatch(SENTENCE, text),
  }
}

/** Whether a text holds none of them. */
export function isNothing({ elements, answers, sentences }: Told): boolean {
  return !elements && !answers && !sentences
}

/** Replaces what the signs around it tell to be a secret, and adds it to `values`. */
export function redactTold(line: string, values: Set<string>, told: Told): string {
  const hide = (_: string, before: string, secret: string) => {
    values.add(secret)
    return `${before}${REDACTED}`
  }
  const elements = told.elements ? line.replace(ELEMENT, hide) : line
  const answers = told.answers
    ? elements.replace(ANSWER_ON_LINE, (all, before: string, blob: string) => {
        const value = isWord(blob) ? undefined : decodeBase64(blob)
        if (value) values.add(value)
        return value === undefined ? all : hide(all, before, blob)
      })
    : elements
  return told.sentences ? answers.replace(SENTENCE, hide) : answers
}
