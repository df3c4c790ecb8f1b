// Bounce messages (RFC 3464): the diagnostic code of the remote server counts; the status and the covering letter say
// less.

import type { Reader } from './reader.js'

export const bounce: Reader = {
  id: 'bounce',
  recognises:
    /^<?\S{1,120}@\S{1,120}>?(?: \([^)]{0,200}\))?: \S|said:\s*$|said: |Diagnostic-Code|Final-Recipient|Reporting-MTA|Diagnostic code|could not be delivered|Undeliver/im,
  rewrite: (text) =>
    unfold(text)
      .replace(/^(Diagnostic-Code: ?)(?:smtp|x-[\w-]+) ?; ?/gim, '$1')
      .replace(/(Diagnostic code: ?)smtp ?; ?/gi, '$1')
      .replace(/^Last-Attempt-Date:.*$/gim, ''),
  wrappers: [/^Status: [245]\.\d+\.\d+\s*$/i],
}

/** `<user@example.net>: host … said:` and what is folded below it, as one line. */
function unfold(text: string): string {
  const lines: string[] = []
  let isOpen = false
  for (const line of text.split('\n')) {
    if (isOpen && /^[ \t]{2,}\S/.test(line) && lines.length > 0) {
      lines[lines.length - 1] += ` ${line.trim()}`
      continue
    }
    isOpen = /^<?[^<>\s]{1,120}@[^<>\s]{1,120}>?(?: \([^)]{0,200}\))?: \S|^host\s+\S+\[[^\]]{2,45}\] said:/.test(line)
    lines.push(line)
  }
  return lines.join('\n')
}
