// Bytes came in clear text between the STARTTLS reply and the handshake.

import type { Rule } from '../../model.js'
import { phrases } from '../../smtp/prefilter.js'
import { scopeOf } from '../scope.js'
import { murmuring, ofKind } from '../select.js'

export const starttlsInjection: Rule = {
  id: 'starttls-injection',
  title: 'Somebody put clear-text bytes between STARTTLS and the encryption',
  meaning:
    "After the server agrees to STARTTLS, the next thing on the line must be the TLS handshake. Here, further clear-text bytes came along with the agreement. A careless program would later take them for the server's encrypted answer. That is an attack (CVE-2011-0411), or a broken box between you and the server; no working mail server does it.",
  seenAs: ['unexpected data after STARTTLS', 'STARTTLS command injection', 'response injection before TLS handshake'],
  outranks: [
    'starttls-failed',
    'tls-handshake-failed',
    'tls-on-plaintext-port',
    'closed-before-greeting',
    'command-sequence',
  ],
  match(seen) {
    const found = [
      ...ofKind(seen, 'injection'),
      ...murmuring(
        seen,
        phrases`
          (?:data|bytes|input|response|plaintext|content)[^\n]{0,40}(?:after|following|before)[^\n]{0,30}STARTTLS
          STARTTLS[^\n]{0,40}(?:inject|buffered (?:data|plaintext|input)|extra (?:data|bytes))
          (?:command|response|plaintext) injection
          pipelin\w{1,4}[^\n]{0,30} (?:after|behind) STARTTLS
          STARTTLS[^\n]{0,30} (?:response|reply|answer)[^\n]{0,20} (?:pipelined|followed)
          STARTTLS[^\n]{0,60}\b(?:unexpected|extra|additional|further|leftover|trailing)[^\n]{0,20} (?:data|bytes|input|plaintext|content|commands)
          bytes in (?:the )?buffer before STARTTLS
          CVE-2011-0411
        `,
      ),
    ]
    return found.length === 0
      ? undefined
      : {
          certainty: 'certain',
          because: 'More bytes came in clear text after the reply to STARTTLS and before the handshake.',
          seen: found,
          ...scopeOf(found, seen),
        }
  },
  fixes: (context) => [
    { do: 'Do not log in over this connection; nothing has been sent after it was noticed.' },
    {
      do: "Try from another network (a mobile phone's, for example): if it is gone there, a box in the first network tampers with mail. Tell its operator.",
    },
    {
      do: `If it is there from everywhere, tell the operator of ${context.host || 'the server'} that it sends clear text after the reply to STARTTLS (CVE-2011-0411) and needs an update.`,
    },
    { do: 'Meanwhile use port 465, where TLS comes first and nothing can be slipped in.' },
  ],
}
