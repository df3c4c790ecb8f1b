// Logs of mail servers: Postfix, Exim, sendmail, Exchange. The queue's own remarks around the remote server's words.

import { phrases } from '../../smtp/prefilter.js'
import type { Reader } from './reader.js'

/** A line of Exchange's protocol log: time, connector, session, number, both ends, direction, what was said, remark. */
const EXCHANGE_SESSION =
  /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{1,9}Z,[^,\n]{0,200},[0-9A-F]{16},\d{1,7},[^,\n]{0,80},[^,\n]{0,80},([<>*]),(?:"([^"\n]{0,2000})"|([^,\n]{0,2000})),[^\n]{0,300}$/gm

export const mtaLog: Reader = {
  id: 'mta-log',
  recognises: phrases`
      postfix/
      exim
      sendmail\[
      said:[ ]
      refused to talk to me
      milter-reject
      SMTP error from remote
      Message expired,[ ]
      while talking to
      <<< [45]\d\d[ -]
      Remote Server returned
      ,[0-9A-F]{16},\d{1,7},[^,\n]{0,80},[^,\n]{0,80},[<>*+-],
    `,
  rewrite: (text) =>
    text
      // milter-reject and some policy lines carry no code: 5.7.1 stands alone after the client's address.
      .replace(
        /(milter-reject: [A-Z-]+ from [^\n]{1,200}?): (?=([45])\.\d\.\d)/g,
        (_, before: string, digit: string) => `${before}: ${digit}50 `,
      )
      .replace(
        /(?:NOQUEUE: )?reject: RCPT from [^\n\]]{1,200}\]?: (?=Recipient address rejected|Sender address rejected)/g,
        (before) => `${before.trimEnd()} 450 `,
      )
      // What sendmail makes of any refusal of this recipient stands below the reply itself.
      .replace(
        /^([ \t]*<<< [45]\d\d[^\n]*\n)[ \t]*[45]\d\d (?:[45]\.\d{1,2}\.\d{1,2} )?[^\s]{1,320}\.\.\. (?:User unknown|Service unavailable|Data format error|Remote protocol error|Host unknown|Permission denied|Can['’]t create output)[ \t]*$/gm,
        '$1',
      )
      .replace(/\(0\.0\.0\) '/g, "'")
      .replace(
        EXCHANGE_SESSION,
        (_, direction: string, quoted: string | undefined, bare: string) =>
          `${direction === '*' ? '' : `${direction} `}${quoted ?? bare}`,
      )
      // What Exchange's own queue met with, in the form of a reply.
      .replace(
        /[45]50 [45]\.4\.31[5-7] (Message (?:expired|delayed), (?:connection refused|cannot connect)[^\n]{0,200})/gi,
        '$1',
      ),
  wrappers: [
    /^\s*(?:554|550)(?: 5\.0\.0)? [^\n]{0,120}\.\.\. Service unavailable\s*$/,
    /lost connection after/,
    /disconnect from /,
    /Final-Log-ID/,
    /SSL_(?:connect|accept) error (?:to|from)/,
    // What was wrong with it stands on a line before, where Postfix says it at all.
    /\(Server certificate not (?:verified|trusted)\)/,
  ],
}
