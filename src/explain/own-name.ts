// Python's complaints about the name of the computer itself: Windows lets people call it in any script, and SMTP's
// introduction (EHLO) carries only ASCII.

import type { Observation } from '../model.js'
import { evidenceOf } from './excerpt.js'
import { FACT_LENGTH, type Page } from './reading.js'

const UNICODE_ERROR = /^\s{0,8}(?:\w{1,20}\.)?Unicode(?:De|En)codeError\b/
/** Where smtplib asks for the name, and where it sends it. */
const FOR_THE_NAME = /\bin (?:getfqdn|gethostbyaddr|ehlo|helo|ehlo_or_helo_if_needed)\b|self\.local_hostname\b/

/** A name of this machine that cannot be read or sent, as its look-up that failed; the frames tell that it was the name. */
export function ownNameSeen({ lines }: Page, line: string): Observation | undefined {
  if (!UNICODE_ERROR.test(line) || !lines.some((one) => FOR_THE_NAME.test(one))) return undefined
  return {
    stage: 'dns',
    status: 'fail',
    kind: 'dns',
    code: 'ENOTFOUND',
    name: '',
    isOwnName: true,
    message: line.trim().slice(0, FACT_LENGTH),
    evidence: evidenceOf(line),
  }
}
