// Perl: Net::SMTP, sendEmail, git send-email.

import type { Reader } from './reader.js'

export const perl: Reader = {
  id: 'perl',
  recognises: /\.pm in @INC|Net::SMTP|sendEmail|git[- ]send-email|Unable to initialize SMTP/,
  wrappers: [/Unable to initialize SMTP properly/, /Authentication not supported by the remote SMTP server!/],
}
