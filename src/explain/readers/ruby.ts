// Ruby: Net::SMTP and ActionMailer. The class stands after or before the reply, `could not get 3xx (421: 421 …)` around it.

import type { Reader } from './reader.js'

export const ruby: Reader = {
  id: 'ruby',
  recognises: /Net::(?:SMTP|Open|Read)|net\/smtp\.rb|ActionMailer|Errno::|OpenSSL::SSL/,
  rewrite: (text) => text.replace(/could not get [23]xx \((\d{3}): (?=\1[ -])/g, ''),
  wrappers: [/Completed 500 Internal Server Error/, /^\s*Error performing ActionMailer[^\n]{0,200}$/],
}
