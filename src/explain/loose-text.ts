// Lines that no reader could place and that speak of a failure all the same: rules may know their words.

import { matches, phrases } from '../smtp/prefilter.js'
import { isFrame, isSourceLine } from './frames.js'
import { isFilterOfServer, isOtherService, WEB_SERVERS_OWN } from './other-services.js'
import { verbBeside } from './phrases/verbs.js'
import type { Fact, Page } from './reading.js'
import { stageOfReply } from './reading.js'

const MAX_LINES = 12
const MAX_SHORT = 2

/** Words of failure, in the languages in which mail programs are used. */
const FAILURE = phrases`
    error
    exception
    fail
    refus
    reject
    \bdeni(?:ed|al)
    \bdeny
    \bunable\b
    \bcan ?(?:not|['’]t)\b
    \bcould ?n(?:ot|['’]t)\b
    \bwo(?:n['’]t)\b
    \bdo(?:es)?n['’]t\b
    \bdoes not\b
    invalid
    exceed
    \bnot (?:a\b|be\b|allowed|found|verified|authori[sz]ed|permitted|accepted|supported|available|possible|exist|sent|delivered|received|been|working|enabled|configured|listed|recogni[sz]ed|known|registered|reachable|reached|owned|set\b)
    \bblock
    unknown
    missing
    expired
    \bwrong\b
    \b(?:did|was|were)(?: not|n['’]t)\b
    unimplemented
    \bconform
    unexpected
    mismatch
    negative
    \btoo (?:small|weak|short|old|low)\b
    \bbad\b
    base-?64 decod
    \btoo (?:many|large|long|big)\b
    \blimit
    \bquota
    \bis full\b
    \bin the queue too long\b
    \bspam\b
    forbidden
    suspend
    \brestricted\b
    \bincorrect\b
    \bloops? back\b
    \bshould not\b
    \bdo not\b
    \bmust (?:be|contain|have|not)\b
    \bmaximum allowed\b
    \bnot recommended\b
    \bunrout\w{0,4}able\b
    \bdisables\b
    SMTPUTF8
    \bwrong\b
    \bproblems? (?:sending|connecting|with)\b
    disabled
    unavailable
    time(?:d ?|-)?out(?!\s?[=:]\s?\d)
    \bclosed\b
    \blost\b
    bounce
    undeliver
    \bunrout
    \bnot unique\b
    unauthori[sz]ed
    unreachable
    malformed
    \bdelayed\b
    \bfatal\b
    \breturn(?:s|ed|ing)? \W{0,2}(?:false|null|undefined)\b
    \baborted\b
    \bis required\b
    \bmust (?:issue|authenticate|use|be|log|have)\b
    \bonly allows?\b
    \bare required\b
    mutually exclusive
    is the local host
    \brequires (?:a )?valid\b
    retry time not reached
    \bno \S{1,20} servers? (?:is|are|was|were) available
    \bverify\b
    erreur
    rejetée?s?\b
    désactivé
    rechazad
    rifiutat
    disattivat
    disabilitat
    desactivad
    recusad
    abgelehnt
    deaktiviert
    отклон
    отключ
    未(?:开启|开通|启用)
    [ée]chec
    \bimpossible
    \bimpossibile
    \bimposible
    \bimpossível
    não foi possível
    no es posible
    nie można
    nie udało
    kan geen
    kon niet
    mislukt
    не удалось
    не уда[её]тся
    невозможно
    bağlanılam
    açılamad
    할 수 없
    실패
    fehler
    fehlgeschlagen
    \bnicht\b
    \berror\b
    \bno se\b
    \berrore\b
    \berro\b
    ошибк
    не удал
    失败
    错误
    无法
    拒绝
    失敗
    エラー
    できません
  `

/** What filters write into the header of a message is no failure to send it. */
const FILTERS_HEADER = /^(?:X-(?!Failed-Recipients)[\w-]{2,60}|Received-SPF|Authentication-Results): /i
/** PHPMailer about a connection that goes well. */
const PROGRESS = /\bConnection: (?:opening to \S+, timeout=|opened$|closed$)/

/** The failing lines as text, and all of a short paste; the last ones where there are many. */
export function looseText({ lines }: Page, isTaken: (line: number) => boolean): Fact[] {
  const spoken = lines.flatMap((line, index): Fact[] => {
    const text = line.trim()
    const isCode = isFrame(line) || isSourceLine(lines, index)
    const isFailure = matches(FAILURE, text)
    if (
      isTaken(index) ||
      (isOtherService(lines, index) && !isFilterOfServer(line)) ||
      text.length < 4 ||
      !/\p{L}/u.test(text) ||
      isCode ||
      WEB_SERVERS_OWN.test(text) ||
      FILTERS_HEADER.test(text) ||
      /^nested exception is:?$/i.test(text) ||
      PROGRESS.test(text)
    )
      return []
    const verb = verbBeside(text) ?? 'UNKNOWN'
    return [
      {
        line: index,
        weight: isFailure ? 'evidence' : 'background',
        seen: {
          stage: stageOfReply(verb, 0, undefined),
          // Words that no rule knows are no failure by themselves.
          status: isFailure ? 'fail' : 'ok',
          kind: 'text',
          text: text.slice(0, 1000),
          evidence: text.slice(0, 500),
        },
      },
    ]
  })
  const failing = spoken.filter(({ weight }) => weight === 'evidence')
  // Whoever pastes one line means it as the failure, in whatever language it is.
  return failing.length > 0 || spoken.length > MAX_SHORT ? failing.slice(-MAX_LINES) : spoken
}
