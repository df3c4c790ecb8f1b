// Rust: lettre and async-smtp print a reply code as three named parts.

import { rustCodeIn } from '../status-names.js'
import type { Reader } from './reader.js'

export const rust: Reader = {
  id: 'rust',
  recognises:
    /\b(?:permanent|transient): |lettre|NegativeCompletion|permanent error \(|transient error \(|rustls|os error/,
  rewrite(text) {
    // lettre writes the ends of lines out.
    let rest = text.replace(/<CRLF>/g, '\n').replace(/(\[DEBUG\] )Wrote: /g, '$1>> ')
    for (let rounds = 0; rounds < 20; rounds += 1) {
      const found = rustCodeIn(rest)
      if (!found) break
      const after = rest.slice(found.end)
      const message = /^[\s,})]{0,20}(?:message:? ?\[?\s*"([^"]{0,4000})"\]?)?/.exec(after)
      const text = message?.[1] ? `"${found.code} ${message[1]}"` : `permanent error (${found.code})`
      rest = `${rest.slice(0, found.at)}${text}${after.slice(message?.[0].length ?? 0)}`
    }
    // async-smtp leaves the code out altogether.
    return rest.replace(/(?<![\w-])(permanent|transient): (?![2-5]\d\d[ -])(?=[\p{L}<\d])/gu, (_, kind: string) =>
      kind === 'permanent' ? 'permanent error (550): ' : 'transient error (450): ',
    )
  },
  wrappers: [/^\[?CAUSE\]? Io\(/],
}
