// Bytes came in clear text between the STARTTLS reply and the handshake.

import type { Context, Fix, Observation, Rule } from '../../model.js'
import { phrases } from '../../smtp/prefilter.js'
import { scopeOf } from '../scope.js'
import { lineOf, murmuring, ofKind } from '../select.js'

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
  fixes: (context, finding) => (isServersLog(finding?.seen ?? []) ? FOR_THE_SERVER : forTheClient(context)),
}

/** The log of a server, which tells of a client that it does not trust. */
function isServersLog(seen: readonly Observation[]): boolean {
  return seen.some((one) => /\bsmtpd\[\d|\bH=\S{0,255} ?\(?\S{0,255} ?\[/.test(lineOf(one)))
}

const FOR_THE_SERVER: readonly Fix[] = [
  {
    do: 'This is the log of a mail server: a client sent commands in clear text right behind STARTTLS, and the server threw them away (Postfix does so since 2.8). The server needs no change.',
  },
  {
    do: 'Look whether the address in the line is one of your own programs. If it is a stranger, somebody tests whether the server has the old hole; nothing else is to be done.',
  },
  {
    do: 'If it is a program of your own, update it or its mail library: it must wait for the answer to STARTTLS and for the handshake before it says anything.',
  },
]

function forTheClient(context: Context): Fix[] {
  return [
    { do: 'Do not log in over this connection; nothing has been sent after it was noticed.' },
    {
      do: "Try from another network (a mobile phone's, for example): if it is gone there, a box in the first network tampers with mail. Tell its operator.",
    },
    {
      do: `If it is there from everywhere, tell the operator of ${context.host || 'the server'} that it sends clear text after the reply to STARTTLS (CVE-2011-0411) and needs an update.`,
    },
    { do: 'Meanwhile use port 465, where TLS comes first and nothing can be slipped in.' },
  ]
}
