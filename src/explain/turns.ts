// Who says what in a pasted SMTP dialogue, in the notations of telnet, swaks, curl, smtplib, PHPMailer, Swift, MailKit,
// nodemailer, Exim, sendmail, DokuWiki, phpBB and Ruby. The content decides: three digits are the server, a verb the client.

import { verbOfCommand } from './phrases/verbs.js'

export interface Turn {
  readonly line: number
  readonly who: 'client' | 'server'
  readonly text: string
  /** Whether a mark said so, not only the content. */
  readonly isMarked: boolean
}

const MARK =
  /SERVER -> CLIENT:|SMTP -> FROM SERVER:|SMTP INBOUND:|SMTP -> get_lines\(\): \$(?:data|str) (?:is|was)|CLIENT -> (?:SERVER|SMTP):|SMTP<<|SMTP>>|<<<|>>>|<<|>>|<\*\*|<~\*|<-|->|<~|~>|\] (?:<=|=>)(?= )|(?<!\b(?:not|cannot|n['’]t|to|be|been|is|was|were))(?:^|[\s\]|)"])(?:reply|send|Send|Sent|Got|S|C|Server|Client|RECV|SEND|Recv|recv|sent|received|Receive|Received|Response|Command|SERVER|CLIENT):(?=\s|$)|^\s{0,3}[<>](?= )|└──|\[\d{1,3}\] =>/

const CLIENT_MARKS = /CLIENT -> |SMTP>>|>>>|^>>|[Ss]end:|Sent:|SEND:|sent:|(?:^|[\s\]|])(?:C|Client|CLIENT):|^\s*> /
const SERVER_WORDS = /^[2-5]\d\d(?:[ -]|$)/
const COMMAND =
  /^(?:(?:EHLO|HELO|LHLO)(?: (?!(?:command |was |is )?(?:failed|rejected|refused|not accepted)\b)\S|$)|AUTH (?!\S{4,14} (?:command |authentication |login )?(?:failed|rejected|refused|error)\b)(?:PLAIN|LOGIN|XOAUTH2?|OAUTHBEARER|CRAM-MD5|NTLM|GSSAPI|DIGEST-MD5|SCRAM)|MAIL FROM ?:|RCPT TO ?:|(?:DATA|STARTTLS|QUIT|RSET|NOOP)\s*$|VRFY \S|BDAT \d)/i

/** A program's own sentence, with the refusal behind the name of the step: `send: mail from: 501 5.1.7 Invalid address`. */
const ANSWERED = /^(?:MAIL FROM|RCPT TO) ?:\s?[45]\d\d[ -]/i

/** The turns of a dialogue, in order; empty when the lines hold none. */
export function turnsIn(lines: readonly string[]): Turn[] {
  const turns: Turn[] = []
  let label: 'client' | 'server' | undefined
  lines.forEach((line, index) => {
    const heading = /^(CLIENT|SERVER) \d+:$/.exec(line.trim())?.[1]
    if (heading) {
      label = heading === 'CLIENT' ? 'client' : 'server'
      return
    }
    const isJustConnected = /^Escape character is|^\* Connected to /.test(lines[index - 1] ?? '')
    const turn = turnOf(line, index, label, turns.at(-1), isJustConnected)
    if (turn) turns.push(turn)
  })
  return isDialogue(turns) ? turns : []
}

/** A bounce also has lines that begin with a code; a dialogue has marks, commands or good replies as well. */
function isDialogue(turns: readonly Turn[]): boolean {
  if (turns.length === 0) return false
  const commands = turns.filter(({ who }) => who === 'client').length
  const good = turns.filter(({ who, text }) => who === 'server' && /^[23]\d\d/.test(text)).length
  const marked = turns.filter(({ isMarked }) => isMarked).length
  return commands + good > 0 || marked > 0
}

function turnOf(
  line: string,
  index: number,
  label: 'client' | 'server' | undefined,
  last: Turn | undefined,
  isJustConnected: boolean,
): Turn | undefined {
  const head = line.slice(0, 240)
  const mark = MARK.exec(head)
  if (mark) {
    const text = unquote(line.slice(mark.index + mark[0].length))
    const who = speaker(text, line.slice(Math.max(0, mark.index - 1), mark.index + mark[0].length), label)
    if (who) return { line: index, who, text, isMarked: true }
    if (/^retcode \(/.test(text)) return undefined
  }
  const bare = unquote(line.replace(/^\s{0,40}\d{1,7}\s{2,40}(?=[2-5]\d\d[ -])/, ''))
  if (SERVER_WORDS.test(bare) && (last !== undefined || /^220[ -]/.test(bare))) {
    return { line: index, who: 'server', text: bare, isMarked: false }
  }
  // A refusal in place of the greeting, where telnet tells that the connection stands.
  if (/^[45]\d\d[ -]/.test(bare) && isJustConnected) return { line: index, who: 'server', text: bare, isMarked: true }
  if (COMMAND.test(bare) && !ANSWERED.test(bare)) return { line: index, who: 'client', text: bare, isMarked: false }
  return undefined
}

function speaker(text: string, mark: string, label: 'client' | 'server' | undefined): 'client' | 'server' | undefined {
  if (SERVER_WORDS.test(text)) return 'server'
  if (ANSWERED.test(text)) return undefined
  if (COMMAND.test(text) || (verbOfCommand(text) === 'MAIL' && /from:/i.test(text))) return 'client'
  if (/└──/.test(mark)) return label
  if (
    CLIENT_MARKS.test(mark.trimStart()) &&
    !mark.includes('SERVER -> ') &&
    (text === '' || /<redacted>|hidden|^\*+$|PLACEHOLDER|^\/\*/.test(text) || /^[A-Za-z0-9+/]{4,}={0,2}$/.test(text))
  )
    return 'client'
  return undefined
}

function unquote(text: string): string {
  return text
    .trim()
    .replace(/^b?["'](?=[\dA-Za-z])/, '')
    .replace(/["']\)?$/, '')
}
