// Which command was being answered, from the words that programs put around a reply and from the frames of their stack
// traces.

import type { Verb } from '../../model.js'
import { firstMatch, matches, type Pattern, PhraseTable, phrases } from '../../smtp/prefilter.js'

type Row = readonly [verb: Verb, pattern: Pattern]

/** Words beside the reply, on its own line. The more exact first. */
const BESIDE: readonly Row[] = [
  [
    'MESSAGE',
    phrases`
      end of (?:pipelined )?data
      DATA END command
      after (?:pipelined )?(?:sending )?(?:end of )?data\b.{0,12}(?:terminat|end)
      end-of-(?:message|data)
      <end-of-message>
      end of message
      \.\s*\(end of data\)
      pipelined end of data
      after transmission
      message (?:data|content|body) (?:was )?(?:rejected|refused)
      mail_data
      finishData
      SMTPDataError
      DataStopCommand
      message failed
      in response to (?:the )?(?:message|end)
      closing the WriteCloser
      closing connection: 5
      closing body
      sending message error
      TEXT command
    `,
  ],
  [
    'STARTTLS',
    phrases`
      (?:reply|response|answer\w*) to STARTTLS
      \bSTARTTLS: (?:got |unexpected )?(?:code )?[45]\d\d\b
      starttls (?:command )?(?:failed|rejected|refused)
      upgrading connection with STARTTLS
      _actionSTARTTLS
      TLS (?:is )?not available
      after STARTTLS
    `,
  ],
  [
    'AUTH',
    phrases`
      (?:reply|response|answer\w*) to (?:the )?AUTH
      AUTH(?: \w[\w-]*)? (?:command )?(?:failed|rejected|not accepted)
      (?:user ?name|password|login|credentials?) command failed
      could not authenticate
      invalid login
      (?:SMTP)?Authentication(?:Failed)?(?:Error|Exception)
      AuthError
      failed to authenticate
      authentication (?:has )?failed
      authenticat\w{1,4} (?:error|unsuccessful)
      (?:client )?auth(?:entication)? (?:plain |login )?(?:error|failure|failed)
      error authenticating
      _actionAUTH
      auth_(?:plain|login|cram|xoauth)
      EAUTH\b
      login (?:failed|denied|error|fail)\b
      failed to log ?in
      command:? ?["']?AUTH
      \bcmd=auth\b
      \bon auth:
      code "?235"?
      expected 235
      SASL \w+ authentication
    `,
  ],
  [
    'EHLO',
    phrases`
      (?:reply|response|answer\w*) to (?:the )?(?:EHLO|HELO)
      (?:EHLO|HELO) (?:command )?(?:failed|rejected|not accepted)
      \((?:EHLO|HELO)\)
      SMTPHeloError
      HELO/EHLO
      _actionEHLO
      _actionHELO
      helo command rejected
      (?:reject|reject_warning): (?:HELO|EHLO)
    `,
  ],
  [
    'RCPT',
    phrases`
      (?:reply|response|answer\w*) to (?:the )?RCPT
      RCPT(?: TO)?(?: command)?:? ?(?:failed|rejected|not accepted)
      after RCPT TO
      reject(?:ed)?: RCPT
      reject_warning: RCPT
      (?:all )?recipients? (?:were|was) (?:rejected|refused)
      recipients? (?:command )?(?:failed|rejected|refused)
      following recipients failed
      SMTPAddressFailed
      SMTPRecipientsRefused
      SMTPRecipientRefused
      FailedRecipient
      RecipientNotAccepted
      RecipientCommand
      _actionRCPT
      \brcptto\b
      rcpt(?:To)?\(
      recipient address rejected
      command:? ?["']?RCPT
      \bcmd=rcpt
      rejected command '?RCPT
      got code "?\d\d\d"?.{0,4} expected 25[01]
      code "?250/251
      recipient address .{1,200} not accepted
      on command 'RCPT'
      rejected (?:address|recipient)
    `,
  ],
  [
    'MAIL',
    phrases`
      (?:reply|response|answer\w*) to (?:the )?MAIL
      MAIL(?: FROM)?(?: command)?:? ?(?:failed|rejected|not accepted)
      after MAIL FROM
      reject(?:ed)?: MAIL
      mail command failed
      following from address failed
      SMTPSenderRefused
      SMTPSenderFailed
      SenderNotAccepted
      MailCommand
      _actionMAIL
      \bmailfrom\b
      mailFrom\(
      command:? ?["']?MAIL
      \bcmd=mail
      rejected command '?MAIL
      on command 'MAIL'
      during MAIL FROM
      envelope from address .{1,200} not accepted
    `,
  ],
  [
    'DATA',
    phrases`
      (?:reply|response|answer\w*) to (?:the )?DATA
      data (?:command )?(?:failed|rejected|not accepted)
      reject(?:ed)?: DATA
      _actionDATA
      DataCommand
      command:? ?["']?DATA
      \bcmd=data\b
      rejected command '?DATA
      DATA not accepted
      code "?354"?
    `,
  ],
  [
    'CONNECT',
    phrases`
      refused to talk to me
      unexpected smtp-server response
      invalid greeting
      bad greeting
      greeting (?:failed|error|was)
      initial (?:connection|greeting)
      SMTPConnectError
      _actionGreeting
      could not connect
      code "?220"?
      (?:reply|response) to (?:initial )?(?:connect|connection)
      reject: CONNECT
      while performing greeting
      upon connect
    `,
  ],
]

/** Frames of stack traces anywhere in the paste, where the reply's own line says nothing. */
const FRAMES: readonly Row[] = [
  [
    'AUTH',
    /auth_(?:plain|login|cram_md5)|in [`']?(?:Net::SMTP#)?authenticate|check_auth_response|SMTPTransport\.authenticate|_actionAUTH|smtplib\.py", line \d+, in (?:login|auth)\b|doLogin|SmtpClient\.Authenticate|->auth(?:enticate)?\(|AUTHComplete|SaslMechanism|AuthCommand|server\.login\(|\.login\(/,
  ],
  [
    'MAIL',
    /in [`']?(?:Net::SMTP#)?mailfrom|SMTPTransport\.mailFrom|_actionMAIL|MailCommand\.|SmtpTransport\.(?:\w{3,5})?SendMail\(|SmtpClient\.MailFrom|->mail\(|doMailFromCommand/,
  ],
  [
    'RCPT',
    /in [`']?(?:Net::SMTP#)?rcptto\b(?!_list)|SMTPTransport\.rcptTo|_actionRCPT|RecipientCommand\.|SmtpClient\.RcptTo|->rcpt\(|doRcptToCommand/,
  ],
  [
    'MESSAGE',
    /in [`']?(?:Net::SMTP#)?data\b|SMTPTransport\.(?:finishData|issueSendCommand\(.{0,20}finish)|_actionSMTPStream|DataStopCommand\.|SmtpClient\.(?:Data|Bdat)|->data\(|smtplib\.py", line \d+, in data\b/,
  ],
  ['STARTTLS', /_actionSTARTTLS|SMTPTransport\.startTLS|in [`']?(?:Net::SMTP#)?starttls|doStartTls/],
  ['EHLO', /_actionEHLO|_actionHELO|in [`']?(?:Net::SMTP#)?(?:ehlo|helo)\b|SMTPTransport\.(?:ehlo|helo)/],
  ['CONNECT', /_actionGreeting|SMTPTransport\.openServer/],
  // Libraries take a letter back, or say good-bye, only in a session that stands.
  ['RSET', /in [`']?(?:Net::SMTP#)?rset\b|smtplib\.py", line \d+, in _?rset\b/],
  ['QUIT', /in [`']?(?:Net::SMTP#)?(?:quit|do_finish)\b|smtplib\.py", line \d+, in quit\b|QuitCommand\./],
]

/** Go's mail libraries put the step before the reply: `could not send email 1: Auth: 535 …`. */
const STEPS: Readonly<Record<string, Verb>> = {
  Hello: 'EHLO',
  StartTLS: 'STARTTLS',
  Auth: 'AUTH',
  Mail: 'MAIL',
  Rcpt: 'RCPT',
  Data: 'DATA',
}

/** CodeIgniter's debugger prints each step before its reply: `hello: 501 …`. */
const PRINTED_STEPS: Readonly<Record<string, Verb>> = {
  hello: 'EHLO',
  starttls: 'STARTTLS',
  from: 'MAIL',
  to: 'RCPT',
  data: 'DATA',
}

/** `failed to issue MAIL command: …`, as Go's and Rust's libraries wrap it. */
const FAILED_STEP =
  /(?:fail\w{0,3}|unable|error|could not|cannot) (?:to )?(?:issue|issuing|send|sending|execute|executing|run|perform)(?:ing)? (?:the |an? )?(?:SMTP )?(EHLO|HELO|STARTTLS|AUTH|MAIL FROM|MAIL|RCPT TO|RCPT|DATA) (?:command|request)/i

const STEP = /(?:^|[:\s])(Hello|StartTLS|Auth|Mail|Rcpt|Data): (?=$|\s|\d{3}|read |write |EOF)/

const BESIDE_TABLE = new PhraseTable(BESIDE, ([, pattern]) => pattern)
const FRAMES_TABLE = new PhraseTable(FRAMES, ([, pattern]) => pattern)

/** The verb that the words of a line name; undefined when they name none. */
export function verbBeside(text: string): Verb | undefined {
  const printed = /^\W{0,3}(hello|starttls|from|to|data):\s{0,3}$/.exec(text)?.[1]
  if (printed) return PRINTED_STEPS[printed]
  const step = firstMatch(STEP, text)?.[1]
  if (step) return STEPS[step]
  const tried = firstMatch(FAILED_STEP, text)?.[1]?.toUpperCase()
  if (tried) return tried === 'MAIL FROM' ? 'MAIL' : tried === 'RCPT TO' ? 'RCPT' : (tried as Verb)
  return BESIDE_TABLE.find(text)?.[0]
}

/** The verb that a stack frame names. */
export function verbOfFrame(text: string): Verb | undefined {
  return FRAMES_TABLE.find(text)?.[0]
}

const OF_MESSAGE = /end-of-(?:message|data)|<end-of-message>/i
const OF_DATA = /<DATA>|data command/i
const OF_EHLO = /helo command rejected|HELO\/EHLO|\(EHLO\)|\(HELO\)|ehlo argument/i
const OF_RCPT = /recipient address rejected|<rcpt to>|all RCPT commands were rejected/i
const OF_UNAVAILABLE = /^(?:STARTTLS|AUTH) (?:command used|not allowed|not available)/i
const OF_AUTH = /\binvalid AUTH string|too many AUTH commands/i

/** What the text of a reply gives away about the command that it answers. */
export function verbOfReply(code: number, enhanced: string | undefined, text: string): Verb | undefined {
  if (matches(OF_MESSAGE, text)) return 'MESSAGE'
  if (matches(OF_DATA, text)) return 'DATA'
  if (matches(OF_EHLO, text)) return 'EHLO'
  if (matches(OF_RCPT, text)) return 'RCPT'
  if (code === 535 || code === 534 || code === 334 || code === 235) return 'AUTH'
  if (matches(OF_UNAVAILABLE, text)) return /^AUTH/i.test(text) ? 'AUTH' : 'STARTTLS'
  if (matches(OF_AUTH, text)) return 'AUTH'
  if (code === 454 && /auth|login/i.test(text)) return 'AUTH'
  if (code === 454 && /tls/i.test(text) && !/appropriate TLS/i.test(text)) return 'STARTTLS'
  // Yahoo gives 5.7.9 to letters that its policy refuses, with 550 and 554.
  const isLoginCode = enhanced === '5.7.139' || enhanced === '5.7.8' || enhanced === '5.7.14'
  if (isLoginCode || (enhanced === '5.7.9' && code >= 530 && code < 540)) return 'AUTH'
  if (code === 354) return 'DATA'
  return undefined
}

/** The verb of a command line as sent; undefined when it is none. */
export function verbOfCommand(line: string): Verb | undefined {
  const word = /^(EHLO|HELO|STARTTLS|AUTH|MAIL|RCPT|DATA|RSET|NOOP|QUIT|VRFY|EXPN|HELP|BDAT|LHLO)\b/i
    .exec(line)?.[1]
    ?.toUpperCase()
  switch (word) {
    case undefined:
      return undefined
    case 'LHLO':
      return 'EHLO'
    case 'BDAT':
      return 'MESSAGE'
    case 'VRFY':
    case 'EXPN':
    case 'HELP':
      return 'OTHER'
    default:
      return word as Verb
  }
}
