// Java: JavaMail, Jakarta and Angus Mail, Spring, Keycloak. A chain of exceptions; the innermost counts.

import type { Reader } from './reader.js'

/** It names each mechanism that the server lacks before it tries one that the server has. */
const PASSED_OVER =
  /^.{0,80}DEBUG SMTPS?: mechanism \S{1,20} not supported by server *$(?=[^\0]{0,2000}?DEBUG SMTPS?: AUTH \S{1,20} (?:command trace|failed|succeeded))/gm

export const java: Reader = {
  id: 'java',
  recognises:
    /javax\.mail|\bDEBUG SMTPS?:|jakarta\.mail|com\.sun\.mail|eclipse\.angus|java\.net\.|javax\.net\.ssl|springframework/,
  rewrite: (text) =>
    text
      // Angus prints a repeated code inside the text of a cut reply; prefixes of loggers stand before each line of a reply.
      .replace(/^.{0,120}?(?:W\/System\.err: |\[stderr\] (?:\([^)\n]{0,60}\) )?)(?=[2-5]\d\d[ -])/gm, '')
      // Older JavaMail drops the words of a refused greeting and keeps its code.
      .replace(
        /(SMTP host: [^\n,]{1,255}, port: \d{1,5}), response: ?([45]\d\d)\b(?! \p{L})/gu,
        '$1, greeting was: $2 (nothing more is told)',
      )
      // JavaMail tries once without asking for the login; when it goes on to connect, it has one.
      .replace(
        /need username and password for authentication(?=[^\0]{0,600}?trying to connect to host)/g,
        'asks for the login',
      )
      .replace(/(protocolConnect returning false, )host=[^\n]{1,300}(?=[^\0]{0,600}?trying to connect to host)/g, '$1')
      // JavaMail's own spelling.
      .replace(/\bmechansims\b/g, 'mechanisms')
      .replace(PASSED_OVER, '')
      .replace(/\b(DEBUG SMTPS?: AUTH \S{1,20} failed) *$/gm, '$1: authentication failed')
      .replace(/response: ?\[EOF\]/g, 'response: [EOF] (connection closed: EOF)'),
  wrappers: [
    /(?:Could not|Couldn't) connect to (?:SMTP )?host(?:, port)?: [^\n]{0,120}(?:;|port: \d{1,5}|, \d{1,5})\s*$/i,
    /nested exception is:?\s*$/i,
    /SendFailedException: (?:Invalid Addresses|Send(?:ing)? failed)[^\n]{0,20}$/i,
    /MailSendException: Mail server connection failed/i,
    /Failed to send out e-mail/i,
  ],
}
