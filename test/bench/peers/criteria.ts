// How an answer is judged, the same way for every program and without looking at who gives it: does the output name the
// stage at which it stopped, the cause, and something to do about it? 1 point for clearly and rightly, ½ for partly. A
// point that is owed to the server's own words alone, because the program relays them, is marked `r`.

/** One question to an output: what earns a whole point and what half of one. */
export interface Question {
  readonly full: RegExp
  readonly half?: RegExp
}

export interface Row {
  /** Id of the practice server's fault. */
  readonly fault: string
  readonly title: string
  readonly stage: Question
  readonly cause: Question
  readonly fix: Question
  /** What the server says: taken out before a program's own words are judged. */
  readonly relayed?: readonly string[]
  /** The same questions to what the server says. */
  readonly relayedCause?: Question
  readonly relayedFix?: Question
  /** Whether most programs wait for as long as they are allowed to. */
  readonly isSlow?: boolean
}

const GMAIL_LINK = { full: /(?!)/, half: /support\.google\.com/ } as const

export const rows: readonly Row[] = [
  {
    fault: 'closed-before-greeting',
    title: 'closes before the greeting',
    // "Closed unexpectedly" tells that a connection stood, not how far it had come.
    stage: { full: /before .{0,40}(greet|said|first line|hello)/i, half: /unexpectedly|response reading failed/i },
    cause: { full: /(closed|hung up|dropped).{0,60}(before|without)/i, half: /unexpectedly/i },
    fix: { full: /another network|block ?list|firewall|server's log|port 465/i },
  },
  {
    fault: 'no-greeting',
    title: 'silent after connect',
    stage: { full: /greeting|hello|waiting for server response/i, half: /server response timeout/i },
    cause: { full: /time(d|r)? ?out|never received|silent|said nothing/i },
    fix: { full: /greeting timeout to|port 465|reverse look-?up|another network|server's log/i },
    isSlow: true,
  },
  {
    fault: 'clear-only',
    title: 'clear-text server, client speaks TLS',
    stage: { full: /\b(TLS|SSL)\b/ },
    // "Wrong version number" is what the library saw; nobody's version is wrong.
    cause: { full: /(begins|starts|speaks|answers|greets?).{0,40}(clear|plain)/i, half: /unexpected TLS packet/i },
    fix: { full: /(to|use|with|set|switch|choose).{0,40}STARTTLS/i },
  },
  {
    fault: 'tls-only',
    title: 'TLS-only server, client speaks clear text',
    stage: { full: /greeting|waiting for server response/i, half: /server response timeout/i },
    cause: { full: /(expects|speaks|wants|needs|requires) (implicit )?TLS/i },
    fix: { full: /SSL\/TLS|SMTP_SSL|secure: true|implicit TLS/i },
    isSlow: true,
  },
  {
    fault: 'starttls-missing',
    title: 'STARTTLS not offered',
    stage: { full: /STARTTLS/i },
    cause: {
      full: /(not|n't) (advertise|support|offer)|STARTTLS.{0,30}not (supported|offered)/i,
      half: /upgrading connection/i,
    },
    fix: { full: /port 465|TLS from the first byte|implicit TLS/i },
  },
  {
    fault: 'cert-expired',
    title: 'certificate expired',
    stage: { full: /certificate/i },
    cause: { full: /expired/i },
    fix: { full: /renew|date and time|clock/i, half: /sslcerts\.html/i },
  },
  {
    fault: 'cert-wrong-name',
    title: 'host name mismatch',
    stage: { full: /certificate|subject name/i },
    cause: { full: /not match|mismatch|not valid for|(an)?other name/i },
    // The names that would fit, printed without a word about them, are half an advice.
    fix: { full: /\b(put|use|enter)\b .{0,60}\b(host|name)/i, half: /sslcerts\.html|DNS:server7/i },
  },
  {
    fault: 'gmail-account-password',
    title: '535-5.7.8 BadCredentials',
    relayed: ['Username and Password not accepted', 'support.google.com'],
    stage: { full: /auth|login/i },
    cause: { full: /app password/i },
    fix: { full: /app ?passwords?/i },
    relayedCause: { full: /(?!)/, half: /Username and Password not accepted/i },
    relayedFix: GMAIL_LINK,
  },
  {
    fault: 'gmail-second-factor',
    title: '534-5.7.9 app password',
    relayed: ['Application-specific password required', 'support.google.com'],
    stage: { full: /auth|login/i },
    cause: { full: /app password/i },
    fix: { full: /app ?passwords?/i },
    relayedCause: { full: /Application-specific password required/i },
    relayedFix: GMAIL_LINK,
  },
  {
    fault: 'outlook-basic-auth',
    title: '535 5.7.139 basic auth disabled',
    relayed: ['basic authentication is disabled'],
    stage: { full: /auth|login/i },
    cause: { full: /password.{0,80}(no longer|any ?more|switched off|not taken)/i },
    fix: { full: /\bOAuth\b/i },
    relayedCause: { full: /basic authentication is disabled/i },
  },
  {
    fault: 'm365-send-as',
    title: '550 5.7.60 at MAIL FROM',
    relayed: ['Client does not have permissions to send as this sender'],
    stage: { full: /MAIL (FROM|failed)|sender|envelope.from/i },
    cause: {
      full: /(may not|not allowed|not permitted|no right|no permission).{0,60}(send|sender)|address .{0,40}not accepted/i,
    },
    fix: { full: /Send As|same address|log in (as|with)/i },
    relayedCause: { full: /permissions to send as/i },
  },
  {
    fault: 'greeting-421',
    title: '421 at connect',
    relayed: ['too many connections', 'try again later'],
    stage: { full: /greeting|initial|ConnectError|<\*\* 421|server response: 421/i },
    cause: { full: /too many|busy|overload|too much to do/i },
    fix: { full: /\b(wait|later|fewer)\b/i },
    relayedCause: { full: /too many connections/i },
    relayedFix: { full: /(?!)/, half: /try again later/i },
  },
]

export interface Score {
  readonly points: 0 | 0.5 | 1
  readonly isRelayed: boolean
}

export interface Judgement {
  readonly stage: Score
  readonly cause: Score
  readonly fix: Score
}

/** Judges the whole output of one program on one fault. */
export function judge(output: string, row: Row): Judgement {
  // Lines are broken where a program likes.
  const whole = output.replace(/\s+/g, ' ')
  const own = (row.relayed ?? []).reduce((text, words) => text.replaceAll(words, ''), whole)
  const scored = (question: Question, relayedQuestion?: Question): Score => {
    const points = pointsOf(own, question)
    const relayed = relayedQuestion ? pointsOf(whole, relayedQuestion) : 0
    return relayed > points ? { points: relayed, isRelayed: true } : { points, isRelayed: false }
  }
  return {
    // The reply in the dialogue shows the stage as well as words do.
    stage: { points: pointsOf(whole, row.stage), isRelayed: false },
    cause: scored(row.cause, row.relayedCause),
    fix: scored(row.fix, row.relayedFix),
  }
}

function pointsOf(text: string, { full, half }: Question): Score['points'] {
  if (full.test(text)) return 1
  return half?.test(text) ? 0.5 : 0
}
