// msmtp: `smtpstatus=552 smtpmsg='552 5.2.0 …' errormsg='…' exitcode=EX_…` in its log, `msmtp: …` lines on screen.

import type { Reader } from './reader.js'

export const msmtp: Reader = {
  id: 'msmtp',
  recognises: /msmtp|smtpstatus=|could not send mail \(account/,
  rewrite: (text) => text.replace(/smtpstatus=(\d{3}) smtpmsg='(?=\1)/g, "smtpmsg: '"),
  wrappers: [/could not send mail \(account/, /the server sent an? .{0,10}(?:unexpected|empty) reply/],
}
