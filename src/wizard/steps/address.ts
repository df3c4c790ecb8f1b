// The e-mail address: from its domain follows the provider.

import { plainAddress } from '../../providers/resolve-target.js'
import { wrap } from '../../report/look.js'
import { type Ask, BACK, type Back } from '../ask.js'
import { BACKWARD, onward, step, type Tools } from '../step.js'

export const PRACTICE_WORD = 'practice'

export const addressStep = step({
  name: 'address',
  needs: ['address'],
  async run(answers, { ask, flags, world }) {
    if (flags.practice !== undefined) return { go: 'to', step: 'practice' }
    if (flags.address !== undefined) return onward({ address: plainAddress(flags.address) })
    if (flags.provider !== undefined || flags.host !== undefined) return onward({ address: flags.from })
    if (ask.asked === 0) {
      ask.say(
        wrap(
          ask.look,
          `Type the address that you send from, or just press Enter to choose your provider from a list. No account at hand? Type ${PRACTICE_WORD}.`,
        ),
      )
    }
    const typed = await ask.text({
      message: 'Your e-mail address:',
      flag: '[ADDRESS]',
      ...(answers.address && { default: answers.address }),
      validate: (text) => isAddressOrNothing(text, world),
    })
    if (typed === BACK) return BACKWARD
    if (typed.toLowerCase() === PRACTICE_WORD) return { go: 'to', step: 'practice' }
    const address = typed === '' ? undefined : await mended(plainAddress(typed), ask, world)
    if (address === BACK) return { go: 'to', step: 'address' }
    // User name and password belong to the account that they were typed for.
    return onward({ address, ...(address !== answers.address && { username: undefined, credentials: undefined }) })
  },
})

/** Offers the right domain for one that is a letter away from a provider's. */
async function mended(typed: string, ask: Ask, world: Tools['world']): Promise<string | Back> {
  const at = typed.lastIndexOf('@')
  const near = world.nearestDomain(typed.slice(at + 1))
  if (!near) return typed
  const meant = `${typed.slice(0, at)}@${near.domain}`
  return ask.choose({
    message: `There is a provider ${near.domain}. Did you mean ${meant}?`,
    flag: '[ADDRESS]',
    choices: [
      { value: meant, name: `Yes, ${near.domain}` },
      { value: typed, name: 'No, it is right as typed' },
    ],
  })
}

function isAddressOrNothing(text: string, world: Tools['world']): true | string {
  if (text === '' || text.toLowerCase() === PRACTICE_WORD) return true
  const named = text.includes('@') ? undefined : (world.presets.byDomain(text) ?? world.presets.byId(text))
  if (named?.domains[0] !== undefined) {
    return `${named.name} is the provider. Type your whole address there, such as ada@${named.domains[0]}; or delete this and press Enter for the list of providers.`
  }
  return isAddress(/\p{Cc}/u.test(text) ? text : plainAddress(text))
}

/** True for one plain address, else what is wrong with it. */
export function isAddress(text: string): true | string {
  // RFC 5321 section 4.5.3.1: 64 octets before the @, 255 after it.
  const [, local, domain] = /^([^\s<>"(),:;@]{1,64})@([^\s<>"(),:;@]{1,255})$/u.exec(text) ?? []
  if (/[\p{Cc}\p{Cs}]/u.test(text)) return 'There is a control character in it. Type the address by hand.'
  if (local && domain?.includes('.') && !/^[.-]|\.\.|[.-]$/.test(domain)) return true
  return 'That is no e-mail address. It has one @ and a domain after it, such as ada@example.com.'
}
