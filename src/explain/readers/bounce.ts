// Bounce messages (RFC 3464): the diagnostic code of the remote server counts; the status and the covering letter say
// less.

import type { Reader } from './reader.js'

export const bounce: Reader = {
  id: 'bounce',
  recognises: /Diagnostic-Code|Final-Recipient|Reporting-MTA|Diagnostic code|could not be delivered|Undeliver/i,
  rewrite: (text) =>
    text
      .replace(/^(Diagnostic-Code: ?)(?:smtp|x-[\w-]+) ?; ?/gim, '$1')
      .replace(/(Diagnostic code: ?)smtp ?; ?/gi, '$1')
      .replace(/^Last-Attempt-Date:.*$/gim, ''),
  wrappers: [/^Status: [245]\.\d+\.\d+\s*$/i],
}
