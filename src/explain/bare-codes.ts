// What is left where somebody tells a code and keeps its words: `I get error 535`, `Gmail keeps returning 5.7.8`. Read only
// where nothing else was found, so that a number is never taken for more than it can be.

import type { Reply, Verb } from '../model.js'
import { matches, phrases } from '../smtp/prefilter.js'
import { excerpt } from './excerpt.js'
import { isFrame } from './frames.js'
import { isOtherService } from './other-services.js'
import { verbBeside } from './phrases/verbs.js'
import { type Fact, type Page, stageOfReply } from './reading.js'
import { codeOfEnhanced } from './reply-text.js'

/** Words that make a number beside them a code of an answer. */
const SPOKEN = phrases`
    \b(?:errors?|codes?|status|replies|reply|repl(?:y|ied)|respon(?:se|ds|ded)|returns?|returned|returning|answers?|answered|says|got|get|gets|getting|receiv(?:e|es|ed|ing)|gives?|gave|throws?|raises?|fail(?:s|ed|ing|ure)?|rejected|refused|bounced?|smtp|dsn|ndr|fehler|erreur|errore?|ошибка|erros?|b[łl][ąa]d|chyba|hata(?:s[ıi])?)\b
    错误
    报错
    返回
    提示
    エラー
    오류
    에러
  `

/** HTTP has the codes from 500 to 504 too: they need a word about mail beside them. */
const MAIL = /\b(?:e?smtp|e?-?mails?|mail ?server|starttls|ehlo|helo|sendmail|postfix|exim)\b/i

const CODE = /(?<![\w./:$#-])(421|432|45[0-9]|50[0-4]|52[146]|53[0-9]|541|55[0-6]|571)(?![\w/:%@-]|\.\d)/
const ENHANCED = /(?<![\w./-])([45]\.[1-7]\.\d{1,3})(?![\w.])/
/** A web server's answers. */
const WEB = /\bHTTP\b|\bAPI\b|\b(?:GET|POST|PUT|PATCH|DELETE|fetch|axios) |request failed with status code/
/** Three numbers with dots are as often a version. */
const VERSION = /\b(?:version|php|wordpress|mysql|ubuntu|debian|kernel|laravel|release|node|python|plugin|v)\b/i
/** What counts lines, ports and processes. */
const COUNTED = phrases`
    \b(?:lines?|ports?|pid|rows?|col(?:umn)?|page|issues?|tickets?|build|step|test|child|process|worker|thread|job|task|order|invoice|request|retry)[ :=#]{0,3}$
    \b(?!(?:code|status|reply|error|errno|smtp\w{0,8})=)\w{1,20}=$
  `
const UNIT =
  /^ ?(?:ms|msec|s|sec\w*|bytes?|[kmg]i?b|lines?|times?|messages?|recipients?|e?-?mails?|users?|minutes?|hours?|days?|people)\b/i

/** The first code that the lines tell as an answer to mail, as a reply without words. */
export function bareCodes({ lines }: Page): Fact[] {
  for (const [index, line] of lines.entries()) {
    if (line.length > 400 || isFrame(line) || isOtherService(lines, index) || WEB.test(line) || !matches(SPOKEN, line))
      continue
    const found = codeIn(line)
    if (!found) continue
    const text = line.replace(CODE, ' ').replace(ENHANCED, ' ').replace(/\s+/g, ' ').trim()
    const verb: Verb = found.code === 535 || found.code === 534 ? 'AUTH' : (verbBeside(line) ?? 'UNKNOWN')
    const reply: Reply = {
      code: found.code,
      ...(found.enhanced && { enhanced: found.enhanced }),
      // What stands around the code is not the server's own, but all that there is of its reason.
      text,
      lines: [[found.code, found.enhanced, text].filter(Boolean).join(' ')],
    }
    return [
      {
        line: index,
        weight: 'evidence',
        seen: {
          stage: stageOfReply(verb, found.code, found.enhanced),
          status: 'fail',
          kind: 'reply',
          verb,
          reply,
          evidence: excerpt(line, found.at),
        },
      },
    ]
  }
  return []
}

function codeIn(line: string): { code: number; enhanced?: string; at: number } | undefined {
  // Postfix puts off every failed login with 4.7.0, whatever the server said.
  const isOwn = /\bdsn=4\.7\.0\b.{0,40}SASL authentication failed/.test(line)
  const second = isOwn || VERSION.test(line) ? null : ENHANCED.exec(line)
  const first = CODE.exec(line)
  const isCode =
    first !== null &&
    !matches(COUNTED, line.slice(0, first.index)) &&
    !UNIT.test(line.slice(first.index + first[0].length)) &&
    (!/^50[0-4]$/.test(first[1] ?? '') || (MAIL.test(line) && line[first.index - 1] !== '='))
  if (first && isCode) return { code: Number(first[1]), ...(second?.[1] && { enhanced: second[1] }), at: first.index }
  return second?.[1] ? { code: codeOfEnhanced(second[1], ''), enhanced: second[1], at: second.index } : undefined
}
