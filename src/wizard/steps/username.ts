// The user name for the login, where the address and the preset do not say it already.

import { wrap } from '../../report/look.js'
import { BACK } from '../ask.js'
import { BACKWARD, onward, step } from '../step.js'

/** Typed in place of a name; a user who is really called so has --user. */
const NO_LOGIN = 'none'

export const usernameStep = step({
  name: 'username',
  needs: ['target', 'provider', 'address', 'username', 'again'],
  async run({ target, provider, address, username, again }, { ask, flags }) {
    const isAgain = again === 'server'
    if (flags.username !== undefined && !isAgain) return onward({ username: flags.username })
    if (provider?.username.form === 'none' && !isAgain) return onward({ username: '' })
    const isKnown = target?.username !== undefined && provider?.kind !== 'custom' && provider?.kind !== 'local'
    if (isKnown && !isAgain) return onward({ username: target?.username })
    if (provider?.username.hint) ask.say(wrap(ask.look, provider.username.hint))
    const mayBeEmpty = provider === undefined || provider.kind === 'custom' || provider.kind === 'local'
    const proposed = username || (mayBeEmpty && provider?.kind === 'local' ? '' : (target?.username ?? address ?? ''))
    const typed = await ask.text({
      message: `User name for the login${mayBeEmpty ? howToSayNone(proposed) : ''}:`,
      flag: '--user',
      ...(proposed && { default: proposed }),
      validate: (text) => {
        if (text === '' && !mayBeEmpty)
          return `${provider?.name ?? 'The server'} wants one. ${provider?.username.hint ?? ''}`
        return /\p{Cc}/u.test(text) ? 'There is a control character in it. Type the name by hand.' : true
      },
    })
    if (typed === BACK) return BACKWARD
    return onward({ username: mayBeEmpty && typed.toLowerCase() === NO_LOGIN ? '' : typed })
  },
})

function howToSayNone(proposed: string): string {
  return proposed ? ` ("${NO_LOGIN}" if it needs no login)` : ' (Enter for none)'
}
