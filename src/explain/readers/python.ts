// Python: smtplib, aiosmtplib, Django, yagmail. Replies stand in tuples, as bytes, or as `code, message` attributes.

import { phrases } from '../../smtp/prefilter.js'
import type { Reader } from './reader.js'

export const python: Reader = {
  id: 'python',
  recognises: phrases`
      smtplib
      twisted\.mail
      Traceback \(most recent
      SMTP\w*(?:Error|Refused|Disconnected)
      django
      \[Errno -?\d+\]
      fastapi_mail
      check your credentials or email service
    `,
  rewrite: (text) =>
    text
      // aiosmtplib: SMTPResponseException(code=535, message='…')
      .replace(/\(?code=([45]\d\d), ?message=(?=['"])/g, '($1, ')
      // smtplib's debug output repeats each reply in another form.
      .replace(/^.{0,60}reply: retcode \((\d{3})\); Msg: .*$/gm, '')
      .replace(/\n'(?=\n|$)/g, '')
      // Twisted gives its own complaints a reply's code.
      .replace(/\b((?:TLSRequired|TLS|EHLORequired|AUTHRequired)Error: )50\d (?=Server does not)/g, '$1')
      // fastapi-mail blames the credentials whatever happened.
      .replace(/, check your credentials(?: or email service configuration)?/g, ''),
  wrappers: [
    /please run connect\(\) first/,
    /^\s*During handling of the above/,
    /SMTPServerDisconnected: Server not connected/,
  ],
}
