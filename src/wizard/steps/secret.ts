// The password or the token: hidden while it is typed, its form compared with what the provider makes, before it is sent.

import type { Credentials, Preset } from '../../model.js'
import { hasExpectedShape, tidySecret } from '../../providers/secret-shape.js'
import { wrap } from '../../report/look.js'
import { BACK, type Back } from '../ask.js'
import { type Access, BACKWARD, onward, step, type Tools } from '../step.js'
import { capitalised, withArticle } from '../words.js'
import { renderWay } from './access.js'
import { isReachable, saysNothingToLogInto } from './reachability.js'

export const secretStep = step({
  name: 'secret',
  needs: ['access', 'provider', 'username', 'credentials', 'secretHint', 'isWarned', 'again'],
  async run({ access, provider, username, credentials, secretHint, isWarned, again }, tools) {
    if (access === undefined || access === 'none' || !username) return onward({ credentials: undefined })
    const { flags, ask, examination } = tools
    if (!flags.secret && examination.early && !isReachable(examination.early)) {
      ask.say(wrap(ask.look, saysNothingToLogInto))
      return onward({ credentials: undefined })
    }
    if (flags.secret && again !== 'secret') {
      const secret = tidied(provider, flags.secret.secret, flags.secret.kind, tools)
      const given: Credentials = { kind: flags.secret.kind, username, secret }
      const isTaken = await confirm(given, provider, tools)
      if (isTaken === 'yes') return onward({ credentials: given })
      if (isTaken === 'steps') ask.say(renderWay(provider, ask.look))
    }
    if (again !== 'secret' && credentials?.kind === access) {
      const isKept = await askToKeep({ ...credentials, username }, tools)
      if (isKept === BACK) return BACKWARD
      if (isKept) return onward({ credentials: { ...credentials, username } })
    }
    // Whoever was told what is wanted here, and means the account's own password, is not told again.
    const wanted = isWarned && again !== 'secret' ? undefined : provider
    for (;;) {
      const typed = await ask.secret({
        message: questionOf(access, wanted, secretHint),
        flag: access === 'token' ? '--token-env' : '--password-env or --password-stdin',
        validate: isSendable,
      })
      if (typed === BACK) return BACKWARD
      const secret = await trimmed(tidied(provider, typed, access, tools), tools)
      if (secret === BACK) continue
      const candidate: Credentials = { kind: access, username, secret }
      const isTaken = await confirm(candidate, wanted, tools)
      if (isTaken === 'yes') return onward({ credentials: candidate })
      if (isTaken === 'steps') ask.say(renderWay(provider, ask.look))
    }
  },
})

function questionOf(access: Access, provider: Preset | undefined, hint: string | undefined): string {
  if (access === 'token') return 'Access token (stays hidden, can be pasted):'
  if (hint !== undefined) return `Password (here it is ${hint}; stays hidden):`
  const isOfItsOwnKind =
    provider && provider.kind !== 'custom' && !['none', 'account-password'].includes(provider.secret.kind)
  const name = isOfItsOwnKind ? provider.secret.name : 'password'
  return `${capitalised(name)} (stays hidden, can be pasted):`
}

/** RFC 4616 and contract, promise 4: what would end the line or cut the secret is refused before anything is sent. */
function isSendable(secret: string): true | string {
  if (secret === '')
    return 'Nothing was typed. Paste it with Ctrl+Shift+V or the right mouse button, or press Esc to go back.'
  return /\p{Cc}/u.test(secret)
    ? 'There is a control character in it (a tab or a line break). Paste it once more, without.'
    : true
}

/** Takes out what the provider shows only for reading, and says so. */
function tidied(provider: Preset | undefined, secret: string, access: Access, { ask }: Tools): string {
  if (access !== 'password') return secret
  const tidy = tidySecret(provider, secret)
  if (tidy.isChanged) {
    const what = provider?.secret.ignore === 'dashes' ? 'dashes' : 'spaces'
    ask.say(wrap(ask.look, `The ${what} were taken out: ${provider?.name} shows them only to make it easier to read.`))
  }
  return tidy.secret
}

/** Blanks at the ends come from copying more often than from a password; the user decides. */
async function trimmed(secret: string, { ask }: Tools): Promise<string | Back> {
  if (secret === secret.trim() || secret.trim() === '') return secret
  const answer = await ask.choose({
    message: 'It begins or ends with a blank, which often comes from copying. Take the blank away?',
    flag: '--password-env',
    choices: [
      { value: true, name: 'Yes, take it away' },
      { value: false, name: 'No, it belongs to it' },
    ],
  })
  return answer === BACK ? BACK : answer ? secret.trim() : secret
}

/** What is doubtful is said before it is sent: the wrong form, or that this very one was refused already. */
async function confirm(
  candidate: Credentials,
  provider: Preset | undefined,
  { ask, examination }: Tools,
): Promise<'yes' | 'no' | 'steps'> {
  const { secret, kind } = candidate
  if (examination.wasRefused(candidate)) {
    const answer = await askAgainOrNot(
      ask,
      'The server has refused just this one already. Sending it again counts as another failed login, and some providers lock the account after a few.',
    )
    return answer === 'send' ? 'yes' : 'no'
  }
  if (kind !== 'password' || hasExpectedShape(provider, secret) !== false || !provider) return 'yes'
  const { name, secret: wanted } = provider
  ask.say(
    wrap(
      ask.look,
      `This looks like your account password: ${withArticle(wanted.name)} of ${name} has another form (${wanted.shape?.words}).` +
        (wanted.isAccountPasswordRefused ? ` ${name} refuses the account password to every program.` : ''),
    ),
  )
  const answer = await ask.choose<'no' | 'steps' | 'yes'>({
    message: 'Nothing has been sent yet. What now?',
    flag: '--password-env',
    choices: [
      { value: 'no', name: 'Type another one' },
      { value: 'steps', name: `How do I get ${withArticle(wanted.name)}?` },
      { value: 'yes', name: 'Send it all the same' },
    ],
  })
  return answer === BACK ? 'no' : answer
}

async function askToKeep(credentials: Credentials, { ask, examination }: Tools): Promise<boolean | Back> {
  const what = credentials.kind === 'token' ? 'token' : 'password'
  if (examination.wasRefused(credentials)) {
    ask.say(
      wrap(
        ask.look,
        `The ${what} that you typed before was refused by the server. Sending it again counts as another failed login.`,
      ),
    )
  }
  return ask.choose({
    message: `Use the ${what} that you typed before?`,
    flag: '--password-env',
    choices: [
      { value: true, name: 'Yes, the same again' },
      { value: false, name: 'No, I type another one' },
    ],
    default: !examination.wasRefused(credentials),
  })
}

async function askAgainOrNot(ask: Tools['ask'], words: string): Promise<'send' | 'other'> {
  ask.say(wrap(ask.look, words))
  const answer = await ask.choose<'other' | 'send'>({
    message: 'What now?',
    flag: '--password-env',
    choices: [
      { value: 'other', name: 'Type another one' },
      { value: 'send', name: 'Send it again all the same' },
    ],
  })
  return answer === BACK ? 'other' : answer
}
