// Bounce messages (RFC 3464): the diagnostic code of the remote server counts; the status and the covering letter say
// less.

import type { Reader } from './reader.js'

export const bounce: Reader = {
  id: 'bounce',
  recognises:
    /^<?\S{1,120}@\S{1,120}>?(?: \([^)]{0,200}\))?: \S|said:\s*$|said: |Diagnostic-Code|Final-Recipient|Reporting-MTA|Diagnostic code|could not be delivered|Undeliver|qmail-send program/im,
  rewrite: (text) =>
    unfold(text)
      .replace(/^(Diagnostic-Code:)[ \t]{0,8}(?:(?:smtp|x-[\w-]+) ?;[ \t]{0,8})?/gim, '$1 ')
      .replace(/(Diagnostic code:) ?(?:smtp ?; ?)?/gi, '$1 ')
      .replace(/^Last-Attempt-Date:.*$/gim, ''),
  wrappers: [/^Status: [245]\.\d+\.\d+\s*$/i],
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
    isOpen = /^<?[^<>\s]{1,120}@[^<>\s]{1,120}>?(?: \([^)]{0,200}\))?: \S|^host\s+\S+\[[^\]]{2,45}\] said:/.test(line)
    lines.push(line)
  }
  return lines.join('\n')
}
