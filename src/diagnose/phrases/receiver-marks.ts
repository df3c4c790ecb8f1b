// Numbers by which large receivers name the cause at the end of a reply, each explained on a page of the receiver's own:
// Orange and La Poste (OFR_416, LPN007_510), Spectrum and Charter (AUP#I-1000), Cox (IPBL0001, CXDNS), GoDaddy
// (IB607). They decide before the words, which are often the same for several causes.

import type { DiagnosisId } from '../../model.js'
import type { Said } from './said.js'

/** What a receiver means by its number. */
export interface ReceiverMark {
  readonly means: DiagnosisId
  readonly text: string
}

type Meanings = readonly (readonly [first: number, last: number, means: DiagnosisId])[]

/** Orange and La Poste: their replies say the same in French and English. Numbers with several texts are left out. */
const ORANGE: Meanings = [
  [101, 103, 'client-ip-blocked'],
  [104, 104, 'service-unavailable'],
  [401, 401, 'sender-unauthenticated'],
  [402, 402, 'auth-required'],
  [416, 416, 'recipient-unknown'],
  [417, 417, 'recipient-mailbox-full'],
  [420, 420, 'recipient-unknown'],
  [421, 421, 'sender-not-authorized'],
  [426, 426, 'recipient-unknown'],
  [505, 505, 'server-temporary-failure'],
  [506, 506, 'message-rejected-content'],
  [510, 510, 'client-ip-blocked'],
  [513, 513, 'message-rejected-content'],
  [514, 514, 'message-too-large'],
  [517, 517, 'sender-unauthenticated'],
  [630, 630, 'client-ip-blocked'],
  [999, 999, 'client-ip-blocked'],
]

/** https://www.spectrum.net/support/internet/understanding-email-error-codes, as Sisimai's Rhost/Spectrum quotes it. */
const SPECTRUM: Meanings = [
  [1000, 1000, 'client-ip-blocked'],
  [1010, 1080, 'account-locked'],
  [1090, 1090, 'server-temporary-failure'],
  [1100, 1150, 'reverse-dns-missing'],
  [1160, 1190, 'sender-unauthenticated'],
  [1200, 1250, 'client-ip-blocked'],
  [1260, 1260, 'ipv6-unreachable'],
  [1300, 1340, 'service-unavailable'],
  [1350, 1490, 'sending-limit-exceeded'],
  [1500, 1520, 'sender-not-authorized'],
  [1530, 1530, 'message-too-large'],
  [1540, 1540, 'sending-limit-exceeded'],
  [1550, 1550, 'too-many-recipients'],
  [1560, 1560, 'recipient-unknown'],
  [1580, 1580, 'sending-limit-exceeded'],
]

/** https://www.godaddy.com/help/fix-rejected-email-with-bounce-error-40685, as Sisimai's Rhost/GoDaddy quotes it. */
const GODADDY: Meanings = [
  [7, 7, 'service-unavailable'],
  [101, 101, 'server-temporary-failure'],
  [103, 106, 'client-ip-blocked'],
  [108, 108, 'reverse-dns-missing'],
  [110, 113, 'client-ip-blocked'],
  [212, 212, 'message-rejected-content'],
  [401, 401, 'host-wrong-service'],
  [501, 502, 'message-malformed'],
  [504, 504, 'sending-limit-exceeded'],
  [506, 506, 'sender-unknown'],
  [508, 508, 'sender-unauthenticated'],
  [510, 510, 'sending-limit-exceeded'],
  [605, 605, 'too-many-recipients'],
  [607, 607, 'sending-limit-exceeded'],
  [705, 705, 'message-rejected-content'],
]

/** https://www.cox.com/residential/support/email-error-codes.html, as Sisimai's Rhost/Cox quotes it. */
const COX: Readonly<Record<string, DiagnosisId>> = {
  IPBL: 'client-ip-blocked',
  URLBL: 'message-rejected-content',
  CDRBL: 'client-ip-blocked',
  CXBL: 'client-ip-blocked',
  CXDNS: 'reverse-dns-missing',
  CXSNDR: 'sender-unauthenticated',
  CXCNCT: 'service-unavailable',
  CXMXRT: 'sending-limit-exceeded',
  CXTHRT: 'account-locked',
  CXMJ: 'account-locked',
}

const MARK =
  /\b(?:OFR|LPN|OUK)\d{0,3}_?(?<orange>\d{3})\b|\bAUP#[A-Za-z]{1,8}-(?<spectrum>\d{4})\b|\bIB(?<godaddy>\d{3})\b(?=[^\w-]|$)|\b(?<cox>IPBL|URLBL)[01]{3,5}\b|\b(?<word>CDRBL|CX(?:BL|DNS|SNDR|CNCT|MXRT|THRT|MJ))\b/

const PAGES = {
  orange: 'Orange and La Poste',
  spectrum: 'Spectrum',
  godaddy: 'GoDaddy',
  cox: 'Cox',
} as const

const marks = new WeakMap<Said, ReceiverMark | undefined>()

/** What the number in a refusal means; undefined when there is none of these, or it names nothing exact. */
export function receiverMark(said: Said): ReceiverMark | undefined {
  if (marks.has(said)) return marks.get(said)
  const mark = said.code === undefined && said.enhanced === undefined ? undefined : markIn(said.words)
  marks.set(said, mark)
  return mark
}

/** The same for the words of a reply. */
export function markIn(words: string): ReceiverMark | undefined {
  const found = MARK.exec(words)
  const { orange, spectrum, godaddy, cox, word } = found?.groups ?? {}
  if (!found) return undefined
  if (orange) return markOf(meaningOf(ORANGE, orange), found[0], PAGES.orange)
  if (spectrum) return markOf(meaningOf(SPECTRUM, spectrum), found[0], PAGES.spectrum)
  if (godaddy) return markOf(meaningOf(GODADDY, godaddy), found[0], PAGES.godaddy)
  return markOf(COX[cox ?? word ?? ''], found[0], PAGES.cox)
}

function meaningOf(meanings: Meanings, number: string): DiagnosisId | undefined {
  return meanings.find(([first, last]) => Number(number) >= first && Number(number) <= last)?.[2]
}

function markOf(means: DiagnosisId | undefined, mark: string, receiver: string): ReceiverMark | undefined {
  return means && { means, text: `${receiver} give the cause by a number: ${mark} stands for it.` }
}
