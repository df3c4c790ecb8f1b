// Bounce messages (RFC 3464): the diagnostic code of the remote server counts; the status and the covering letter say
// less.

import type { Reader } from './reader.js'

export const bounce: Reader = {
  id: 'bounce',
  recognises:
    /^<[^<>\s@]{1,120}@[^<>\s]{1,120}>:\s*$|^<?\S{1,120}@\S{1,120}>?(?: \([^)]{0,200}\))?: \S|said:\s*$|said: |Diagnostic-Code|Final-Recipient|Reporting-MTA|Diagnostic code|could not be delivered|unable to deliver|did not accept our requests|failed permanently|was not delivered|has been delayed|Delivery to the following|Undeliver|qmail-send program/im,
  rewrite: (text) =>
    unfold(withoutCopy(text))
      // Zoho names the parts of a reply.
      .replace(/ERROR_CODE ?:([45]\d\d), ERROR_CODE ?:(?=\S)/g, 'ERROR_CODE: $1 ')
      .replace(
        /\[(?:\(\d\) )?([\w.-]{1,255}) (\d{1,3}(?:\.\d{1,3}){3}|[\da-f:]{3,39}): timed out\]/gi,
        '[$1 $2: did not accept our requests to connect]',
      )
      .replace(/^(Diagnostic-Code:)[ \t]{0,8}(?:(?:smtp|x-[\w-]+) ?;[ \t]{0,8})?/gim, '$1 ')
      .replace(/(Diagnostic code:) ?(?:smtp ?; ?)?/gi, '$1 ')
      .replace(/^(\s*Diagnostic[- ]code: +[45]\d\d) : (?=\S)/gim, '$1 ')
      // Cisco's gateways put a word for the class of the failure before the reply, and the reply into quotes.
      .replace(/\b[45]\.\d\.\d - [A-Z][\w/ ]{3,60} ([45]\d\d)[- ]'([^'\n]{3,400})'/g, '$1 $2')
      .replace(
        /^(Status: [245]\.\d+\.\d+) ?\([^)\n]{0,120}\)[ \t]*$/gim,
        /^\s*Diagnostic[- ]code: \S/im.test(text) ? '$1' : '$&',
      )
      .replace(/^Last-Attempt-Date:.*$/gim, ''),
  wrappers: [/^Status: [245]\.\d+\.\d+\s*(?:\([^)]{0,80}\)\s*)?$/i],
}

const COPY =
  /^[- ]{0,12}(?:below this line is a copy of the message|this is a copy of (?:your|the) message|original message(?: follows)?|returned message|(?:the )?body of (?:the )?message(?! generated))\b.{0,40}$|^content-type: (?:message\/rfc822|text\/rfc822-headers)/im

/** Without the message itself, which bounces bring back below what they have to say. */
function withoutCopy(text: string): string {
  const at = text.search(COPY)
  return at > 40 && /fail|reject|deliver|refus|error|[45]\d\d[ -]/i.test(text.slice(0, at)) ? text.slice(0, at) : text
}

/** `<user@example.net>: host … said:` and what is folded below it, as one line. */
function unfold(text: string): string {
  const lines: string[] = []
  let isOpen = false
  let isAddressAlone = false
  for (const line of text.split('\n')) {
    if (isOpen && /^[ \t]{2,}\S/.test(line) && lines.length > 0) {
      lines[lines.length - 1] += ` ${line.trim()}`
      continue
    }
    // qmail and Exim put the reason below the address.
    if (isAddressAlone && line.trim() !== '') {
      lines[lines.length - 1] = `<${lines.at(-1)?.replace(/[<>:\s]/g, '')}>: ${line.trim()}`
      isAddressAlone = false
      isOpen = true
      continue
    }
    isAddressAlone = /^(?:<[^<>\s@]{1,120}@[^<>\s]{1,120}>:| {2}[^<>\s@]{1,120}@[^<>\s:]{1,120})\s*$/.test(line)
    isOpen =
      /^Diagnostic-Code: (?![^\n]*\b[45]\d\d\b)/i.test(line) ||
      /^<?[^<>\s]{1,120}@[^<>\s]{1,120}>?(?: \([^)]{0,200}\))?: \S|^host\s+\S+\[[^\]]{2,45}\] said:/.test(line)
    lines.push(line)
  }
  return lines.join('\n')
}
