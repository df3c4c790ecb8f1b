// A non-ASCII address and a server without SMTPUTF8.

import type { Rule } from '../../model.js'
import { phrases } from '../../smtp/prefilter.js'
import { type Family, judge } from '../phrases/family.js'
import { UNSTATED_LETTER_FAILURES } from '../phrases/ranks.js'
import { lineOf, ofKind } from '../select.js'

const families: readonly Family[] = [
  {
    text: phrases`
      \bdoes not support Unicode in e-?mail address
      non-Unicode mail server
      SMTPUTF8.{0,80}(?:required|not (?:offered|supported|available|advertised|enabled)|needed|unsupported|without|disabled|missing)
      (?:required?s?|needs?|without|no|not support\w*|does(?: not|n't) (?:support|offer)) (?:the )?(?:extension )?SMTPUTF8
      SmtpUtf8\w*(?:Error|Unsupported|Required)
      SMTPNotSupportedError.{0,80}(?:utf|international)
      internationali[sz]ed (?:e?-?mail )?(?:address|mailbox)\w*.{0,60}(?:not|without|unsupported)
      non-?ASCII (?:e-?mail )?(?:address|recipient|sender|mailbox|local part)
      (?:address|mailbox|local[- ]part|sender|recipient)\b.{0,40}(?:non-?ASCII|contains? (?:unicode|utf-?8|8-?bit))
      no support for internationali[sz]ed mailbox
      5\.6\.7\b
      EAI (?:not|address)
    `,
    certainty: 'certain',
    because:
      'An address (or a header that counts like one) holds characters outside ASCII, and the server cannot take those.',
  },
]

const IN_ASCII = /UnicodeEncodeError|codec can['’]t encode|UndefinedConversionError|incompatible character encodings/i

export const smtputf8Required: Rule = {
  id: 'smtputf8-required',
  title: 'An address with non-ASCII letters, and a server that cannot take it',
  meaning:
    'Addresses with letters such as ü, é or 中 before the "@" travel only between servers that announce SMTPUTF8, and this one does not. The same is asked for when raw UTF-8 stands in a header that should have been encoded.',
  seenAs: [
    'SMTPUTF8 is required, but was not offered by host',
    '553 5.6.7 Non-ASCII address not permitted',
    'smtplib.SMTPNotSupportedError: One or more source or delivery addresses require internationalized email support',
  ],
  outranks: [
    'address-syntax',
    'message-malformed',
    'recipient-unknown',
    'credentials-not-ascii',
    ...UNSTATED_LETTER_FAILURES,
  ],
  match(seen, context) {
    const found = judge(smtputf8Required, families, seen, context)
    if (found) return found
    const [complaint] = ofKind(seen, 'client').filter((one) => one.complaint === 'smtputf8-unsupported')
    return (
      complaint && {
        certainty: IN_ASCII.test(lineOf(complaint)) ? 'likely' : 'certain',
        because: IN_ASCII.test(lineOf(complaint))
          ? 'The program writes addresses in ASCII only and met one that has other letters; it never asked the server for SMTPUTF8.'
          : 'The client found no SMTPUTF8 in what the server offers, and an address needs it.',
        seen: [complaint],
      }
    )
  },
  fixes: (_context, finding) => [
    ...(finding?.seen.some((one) => /Unicode\w{0,8}Error|codec can['’]t/.test(lineOf(one)))
      ? [
          {
            do: 'In Python hand an EmailMessage to send_message() in place of a text to sendmail(): it asks for SMTPUTF8 where the server offers it, and names the address where it does not.',
          },
        ]
      : []),
    {
      do: 'Look for letters outside ASCII in sender and recipients: a typographic quote, a Cyrillic or full-width letter, or an invisible sign that came in by copying is more frequent than a real international address.',
    },
    { do: 'Write a domain with such letters in its ASCII form (xn--…): that needs no SMTPUTF8.' },
    {
      do: 'If the letters stand before the "@": use the ASCII alias of the mailbox, or send through a server that announces SMTPUTF8.',
    },
    {
      do: 'Encode headers (Subject, names) with the mail library: raw UTF-8 in them makes servers ask for SMTPUTF8, too.',
    },
    {
      do: 'Postfix, as a way out on a server of your own: smtputf8_autodetect_classes = bounce, or smtputf8_enable = no.',
    },
  ],
}
