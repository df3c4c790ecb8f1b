// The AUTH exchange itself is broken: what one side sent the other could not decode.

import type { Context, Finding, Observation, Rule } from '../../model.js'
import { phrases } from '../../smtp/prefilter.js'
import { type Family, judge } from '../phrases/family.js'
import { REFUSED_LOGIN } from '../phrases/login.js'
import { isAt, TOKEN_PROVIDERS } from '../phrases/provider-of.js'
import { AFTER_A_FAILED_LOGIN } from '../phrases/ranks.js'

const families: readonly Family[] = [
  {
    text: phrases`
      bad protocol / cancel
      argument not permitted for that AUTH
      invalid AUTH string
      authenticat\w+ failed - protocol error
      cannot decode
      can't decode
      could not decode
      (?:invalid|bad|malformed|incorrect|illegal|not (?:a )?(?:valid )?) ?base-?64
      base-?64 decod\w{1,4} (?:of|in|error)
      base-?64[- ](?:decod\w+|data|encoded|string).{0,40}(?:fail|invalid|error|bad|expected|malformed)
      malformed auth
      auth\w* (?:command |exchange |response |was |is |has been ){0,2}(?:cancel+ed|aborted|malformed)
      cancel+ed (?:by client|authentication)
      (?:invalid|malformed|bad|unexpected) (?:auth(?:entication)?|sasl|initial) (?:response|input|data|command|syntax|argument|exchange|challenge|parameter)
      auth\w* (?:line|response|exchange|input) (?:is )?too long
      syntax(?: error)?:? ?(?:in )?(?:parameters )?.{0,20}\bAUTH\b
      (?:unexpected|unrecogni[sz]ed|undecodable) (?:auth\w* |server )?challenge
      bad argument to AUTH
      malformed user ?name
      (?:unexpected|unknown|invalid|strange) (?:smtp |server |auth\w* ){0,2}(?:response|reply|challenge|prompt)[^\n]{0,20}: ?["']?(?:user ?name|password|VXNlcm5hbWU6|UGFzc3dvcmQ6)
      expected (?:a )?(?:334|challenge)
      ^500 Error: (?:invalid userdata|missing username)
    `,
    when: (said, context, seen) =>
      !(/bad protocol \/ cancel/i.test(said.words) && isAt(seen, context, ...TOKEN_PROVIDERS)),
    not: /^555\b|signature|DKIM|message body|MIME|Content-Transfer/i,
    codes: [4, 5],
    certainty: 'certain',
    because:
      'The server could not read what the client sent in the course of the login; the password has not been judged.',
  },
  {
    codes: [501],
    verbs: ['AUTH'],
    isVerbNeeded: true,
    not: REFUSED_LOGIN,
    certainty: 'likely',
    because:
      '501 in answer to AUTH means that the login data could not be decoded or that the client broke off (RFC 4954 section 4).',
  },
  {
    codes: [500],
    enhanced: ['5.5.6'],
    certainty: 'certain',
    because: '500 5.5.6 means that a line of the login was too long (RFC 4954 section 6).',
  },
]

export const authExchangeMalformed: Rule = {
  id: 'auth-exchange-malformed',
  title: 'The login was garbled on its way',
  meaning:
    'User name and password travel as base64, in an order that both sides know. The server could not decode a line, or one side broke off. That is a fault of the client or of what it was given (a newline inside a value, a value already encoded), not a wrong password.',
  seenAs: [
    '501 5.5.2 Cannot decode response',
    '535 5.7.8 Error: authentication failed: Invalid base64 data in continued response',
    '501 Authentication cancelled',
  ],
  outranks: [
    'credentials-rejected',
    'app-password-required',
    'username-format',
    'address-syntax',
    ...AFTER_A_FAILED_LOGIN,
  ],
  match: (seen, context) =>
    judge(authExchangeMalformed, families, seen, context, ['credentials-rejected', 'app-password-required']) ??
    byNonsense(seen, context),
  fixes: () => [
    {
      do: 'Give the library user name and password in plain: it encodes them itself. A value that is base64 already gets encoded twice.',
    },
    {
      do: 'Look for a newline or a blank at the end of user name or password (a secret read from a file keeps its last newline).',
    },
    {
      do: "By hand: echo adds a newline that is encoded with the rest; use printf. AUTH PLAIN wants base64 of NUL, user name, NUL, password: printf '\\0USER\\0PASSWORD' | base64",
    },
    {
      do: 'Try the other mechanism (LOGIN in place of PLAIN, or the reverse): some servers wait for an answer where a client sends none.',
    },
    { do: 'Update the mail library if it is old: long tokens and initial responses are wrapped wrongly by some.' },
  ],
}

/** Challenges without end, a line that is none of SMTP, success without the proof that the mechanism wants of the server. */
function byNonsense(seen: readonly Observation[], { source }: Context): Finding | undefined {
  if (source !== 'probe') return undefined
  const atAuth = seen.filter(({ stage, status }) => stage === 'auth' && status === 'fail')
  const unproven = atAuth.filter((one) => one.kind === 'client' && one.complaint === 'protocol-error')
  const found = [...unproven, ...atAuth.filter(({ kind }) => kind === 'limit' || kind === 'protocol')]
  if (found.length === 0) return undefined
  return {
    certainty: 'likely',
    because:
      unproven.length > 0
        ? 'With SCRAM both sides prove that they know the password; this server let the program in without proving anything, and may not be the one that it says.'
        : 'What the server said in the course of the login makes no sense; the password has not been judged.',
    seen: found,
  }
}
