// The message breaks the rules of form: line ends, line lengths, headers, encoding.

import type { Rule } from '../../model.js'
import { phrases } from '../../smtp/prefilter.js'
import { type Family, judge } from '../phrases/family.js'
import { UNSTATED_LETTER_FAILURES } from '../phrases/ranks.js'
import { ofKind } from '../select.js'

const families: readonly Family[] = [
  {
    text: phrases`
      bare (?:<?(?:LF|CR|CRLF|newline|line[ -]?feed|carriage return)>?)
      (?:stray|lone|naked) (?:LF|CR|newline|line ?feed)
      smtplf\b
      BareLineFeed
      822\.bis
      invalid line ?(?:end|break)
      line (?:ending|terminator)s?\b.{0,30}(?:invalid|wrong|must|not)
      NUL(?:L)? (?:byte|character)(?!s? (?:are |is )?not allowed in SMTP commands)
    `,
    codes: [4, 5],
    certainty: 'certain',
    because: 'The server says that lines of the message end in a bare LF or CR in place of CR LF.',
  },
  {
    text: phrases`
      \blines? (?:\S{1,20} )?(?:is |are |was )?too long
      \blines? (?:length )?(?:exceed|longer than|limit)
      (?:too long(?:er)?|overlong|over-long|long) (?:a )?lines?
      maximum (?:allowed )?line length
      line length (?:limit|exceed)
      \blines? .{0,30}(?:longer|more) than \d{3,4}
      message has lines too long
    `,
    not: /command line|AUTH|header line limit.{0,10}size/i,
    certainty: 'certain',
    because:
      'The server says that a line of the message is longer than 998 characters, the limit of RFC 5322 section 2.1.1.',
  },
  {
    text: phrases`
      \bmissing \S{1,40} (?:data |line |field )?in (?:the )?(?:message )?headers?\b
      (?:missing|no|without|lack(?:s|ing)?|absent|duplicate[sd]?|multiple|more than one|repeated|several|invalid|bad|malformed|illegal|incorrect|broken|syntax error in|unparseable|improper) (?:a |an |the |valid |required |mandatory )*["'\`]?(?:(?:From|To|Date|Subject|Message-?ID|Content-Type|Sender|Reply-To|DKIM-Signature|MIME-Version|Content-Transfer-Encoding|Received|Return-Path|Cc|Bcc)\b.{0,20}(?:header|field)|headers?\b(?!, no data)|header field)
      headers? .{0,60}(?:is |are )?(?:missing|not (?:found|present|included)|absent|duplicate|invalid|malformed|illegal|not (?:valid|compliant|allowed|accepted)|syntax|required|must|too long|occurs? more|non-?ascii|8-?bit)
      \b(?:From|To|Date|Subject|Message-?ID)\b.{0,20} missing (?:in|from) (?:the )?(?:message )?headers?\b
      Duplicate header
      \bBAD_HEADER\b
      \bheader error\b
      subject is mandatory
      (?:Messages )?missing a valid address in From
      having no From
      multiple addresses in From
      header "?From"? .{0,30}syntax
      c=h[id]\b
      case\?c=r\d
      header size exceeds
      headers? too large
      unnecessary base64 encoding
      message header size
      (?:invalid|malformed|bad|illegal) address(?:es)? in (?:the )?(?:To|From|Cc|Bcc|Sender|Reply-To)\b
      (?:does not|doesn't|do not) (?:contains?|have) (?:a |any |an )?(?:valid )?(?:From|Date|Message-?ID|To|Subject)\b
      multiple From addresses
      (?:unicode|non-ascii) characters? in a disallowed header
      encoded-word syntax is not permitted
      missing a valid address in the From
    `,
    not: phrases`
      server returned nothing
      "From" header is missing or invalid(?!.{0,40}RFC ?\d)
      incorrect sender header
      request header
      not allowed in header From
      authentication
    `,
    codes: [4, 5],
    certainty: 'certain',
    because: 'The server says that a header of the message is missing, double or malformed.',
  },
  {
    text: phrases`
      (?<!review )(?:RFC[ -]?(?:5322|2822|822|5321|2821)).{0,80}(?:complian|conform|violat|specification|standard)
      not RFC
      (?:not|non)[- ]compliant.{0,40}(?:RFC|message|5322)
      violat\w* .{0,30}RFC
      malformed (?:message|mime|mail|e-?mail|content|body)
      (?:message|mime|e-?mail)(?: structure| format| body)? (?:is )?(?:malformed|invalid|not (?:well[- ])?formed|could not be parsed|cannot be parsed)
      MIME (?:error|structure|parse|format|nesting|complexity)
      too many MIME parts
      number of MIME parts
      MIME boundary .{0,30}(?:exceed|too long|invalid)
      data format error
      corrupt(?:ed)? (?:message|mail|mime)\b
      invalid MIME
      improperly-formatted
      failed to parse (?:the )?(?:message|mail|e-?mail)
      ^(?:554 )?transaction failed:? expected \S{1,30}(?: \S{1,20})?, got\b
      p=RfcMessageNonCompliant
      format error in message
      invalid data in message
      MIME/REJECT
      \bReject, id=\S{1,60} - BAD-HEADER
      bad message format
      CAT\.InvalidContent
      5\.6\.(?:11|1)\b
    `,
    not: /reader does not understand|MIME-capable|MIME-formatted|^555\b|address(?! in From)|HELO|SMTPUTF8|5\.6\.7/i,
    codes: [4, 5],
    certainty: 'certain',
    because: 'The server says that the message does not follow the rules for the form of messages (RFC 5322).',
  },
  {
    text: phrases`
      8-?bit.{0,60}(?:not (?:allowed|accepted|supported|permitted)|without|disallowed|reject|must)
      (?:8BITMIME|7-?bit).{0,60}(?:required|not|only|must)
      non-?ASCII (?:character|byte|data)s?.{0,40}(?:header|message|body|subject|not|without)
      improper use of 8-?bit
      raw 8-?bit
      UTF-?8 .{0,30}header
    `,
    not: /SMTPUTF8|address|user ?name|password|mailbox/i,
    codes: [4, 5],
    // Said to MAIL or RCPT it is about the address in the command.
    when: ({ verb }) => verb !== 'MAIL' && verb !== 'RCPT',
    certainty: 'certain',
    because: 'The server says that the message holds bytes outside ASCII where they may not be.',
  },
  {
    text: /'ascii' codec can't encode|_fix_eols\(msg\)\.encode\('ascii'\)|UnicodeEncodeError/i,
    not: /user ?name|password|login|auth|encode_plain|encode_cram|address/i,
    certainty: 'likely',
    because:
      'The program handed a text with characters outside ASCII to a mail library that wanted bytes or a message object.',
  },
]

export const messageMalformed: Rule = {
  id: 'message-malformed',
  title: 'The message breaks the rules of form',
  meaning:
    'Not what the message says is refused but how it is built: lines that end in a bare LF or are too long, a header that is missing, double or holds raw non-ASCII characters. Programs that put messages together by hand do this; mail libraries do it right.',
  seenAs: [
    '550 5.6.11 bare <LF> received',
    '501 Syntax error - line too long',
    '554 Transaction failed: Duplicate header',
    '550 5.7.1 Messages missing a valid address in From: header are not accepted',
    "UnicodeEncodeError: 'ascii' codec can't encode character",
  ],
  outranks: [
    'message-too-large',
    'address-syntax',
    'server-temporary-failure',
    'recipient-unknown',
    ...UNSTATED_LETTER_FAILURES,
  ],
  match(seen, context) {
    const found = judge(messageMalformed, families, seen, context)
    if (found) return found
    const [complaint] = ofKind(seen, 'client').filter((one) => one.complaint === 'message-invalid')
    return (
      complaint && {
        certainty: 'certain',
        because: 'The client itself refuses to send the message in this form.',
        seen: [complaint],
      }
    )
  },
  fixes: () => [
    {
      do: "Let a mail library build the whole message (Python: email.message.EmailMessage and send_message; Node: nodemailer's sendMail; PHP: PHPMailer or Symfony Mailer) in place of text that the program joins itself.",
    },
    { do: 'Let every line end in CR LF: "\\n" alone is the usual cause of "bare LF".' },
    { do: 'Encode HTML and long texts as quoted-printable or base64, so that no line is longer than 998 characters.' },
    {
      do: 'Set From, Date and Message-ID exactly once, and encode names and subjects with letters outside ASCII (RFC 2047): libraries do so when given plain strings.',
    },
    {
      do: 'When a received message is sent on: remove its old DKIM-Signature, Return-Path and Received headers first.',
    },
  ],
}
