// Which provider: recognised from the address and confirmed, or chosen from a list that is searched by typing.

import type { Preset } from '../../model.js'
import { endpointsOf } from '../../providers/preset-hosts.js'
import { wrap } from '../../report/look.js'
import { BACK, type Back, type Choice } from '../ask.js'
import { BACKWARD, onward, step, type Tools } from '../step.js'

type Chosen = Preset | 'practice'

export const providerStep = step({
  name: 'provider',
  needs: ['address', 'provider'],
  async run({ address }, tools) {
    const { flags, world } = tools
    if (flags.provider !== undefined) {
      // For an unknown id resolveTarget names the nearest ones.
      return onward({ provider: world.presets.byId(flags.provider) ?? world.resolveTarget(flags).provider })
    }
    if (flags.host !== undefined)
      return onward({ provider: world.presets.hostRole(flags.host)?.preset ?? custom(world) })
    const recognised = address === undefined ? undefined : await recognise(address, tools)
    const chosen = recognised ? await confirm(recognised, tools) : await chooseFromList(address, tools)
    if (chosen === BACK) return BACKWARD
    if (chosen === 'practice') return { go: 'to', step: 'practice' }
    return onward({ provider: chosen })
  },
})

interface Recognised {
  readonly preset: Preset
  readonly because: string
}

async function recognise(address: string, { ask, world }: Tools): Promise<Recognised | undefined> {
  const domain = address.slice(address.lastIndexOf('@') + 1)
  const byDomain = world.presets.byDomain(domain)
  if (byDomain) return { preset: byDomain, because: `${address} is an address of ${byDomain.name}` }
  const byMx = await ask.working(
    () => `Looking up who handles the mail of ${domain}`,
    world.providerByMx(domain, AbortSignal.timeout(MX_DEADLINE_MS)),
  )
  return byMx && { preset: byMx, because: `The mail of ${domain} is handled by ${byMx.name}` }
}

/** Long enough for a slow resolver, short enough to wait for. */
const MX_DEADLINE_MS = 4000

async function confirm({ preset, because }: Recognised, tools: Tools): Promise<Chosen | Back> {
  const host = endpointsOf(preset)[0]?.host
  const answer = await tools.ask.choose<'yes' | 'other'>({
    message: `${because}${host ? ` (mail server ${host})` : ''}. Is that the one?`,
    flag: '--provider',
    choices: [
      { value: 'yes', name: `Yes, ${preset.name}` },
      { value: 'other', name: 'No, show me the list' },
    ],
  })
  if (answer !== 'other') return answer === BACK ? BACK : preset
  const chosen = await chooseFromList(undefined, tools)
  return chosen === BACK ? confirm({ preset, because }, tools) : chosen
}

async function chooseFromList(address: string | undefined, { ask, world }: Tools): Promise<Chosen | Back> {
  if (address !== undefined) {
    const domain = address.slice(address.lastIndexOf('@') + 1)
    ask.say(
      wrap(
        ask.look,
        `${domain} is not in the list of known providers. If it is your own or your company's domain, take the company that keeps its mail, or "Custom server".`,
      ),
    )
  }
  return ask.search<Chosen>({
    message: 'Which provider?',
    flag: '--provider',
    search: (typed) => providerChoices(typed, world),
  })
}

/** The list in its order: ranked providers, this machine, a server of one's own, practice; then all the others. */
export function providerChoices(
  typed: string,
  world: Pick<Tools['world'], 'presets' | 'searchPresets'>,
): Choice<Chosen>[] {
  const practice: Choice<Chosen> = {
    value: 'practice',
    name: 'Practice server',
    description: 'No network and no account needed: find out why mail does not go out, on servers broken on purpose.',
  }
  const own = [...world.presets.all.filter(({ kind }) => kind === 'local'), custom(world)].map(choiceOf)
  const special = [...own, practice]
  if (typed !== '') {
    const wanted = typed.toLowerCase()
    const found = world.searchPresets(typed).filter(({ kind }) => kind !== 'custom' && kind !== 'local')
    const fitting = special.filter(({ name }) => name.toLowerCase().includes(wanted))
    const way = found.length + fitting.length === 0 ? [choiceOf(custom(world)), practice] : []
    return [...fitting, ...found.map(choiceOf), ...way]
  }
  const others = world.presets.all.filter(({ kind }) => kind !== 'custom' && kind !== 'local')
  const ranked = others.filter(({ rank }) => rank !== undefined)
  const rest = others.filter(({ rank }) => rank === undefined).sort((a, b) => a.name.localeCompare(b.name, 'en'))
  return [...ranked.map(choiceOf), ...special, ...rest.map(choiceOf)]
}

function choiceOf(preset: Preset): Choice<Chosen> {
  if (preset.kind === 'custom') {
    return { value: preset, name: 'Custom server', description: 'Any other mail server: you type its name.' }
  }
  if (preset.kind === 'local') {
    return { value: preset, name: 'Localhost', description: 'A mail server on this machine.' }
  }
  const host = endpointsOf(preset)[0]?.host ?? ''
  const words = { 'no-password': 'OAuth 2.0 only', preparation: `needs: ${preset.secret.name}`, password: '' }[
    preset.status
  ]
  return { value: preset, name: preset.name, description: [host, words].filter(Boolean).join(', ') }
}

/** The preset of a server that nobody knows. */
function custom({ presets }: Pick<Tools['world'], 'presets'>): Preset {
  const preset = presets.byId('custom')
  if (!preset) throw new Error('the preset "custom" is missing')
  return preset
}
