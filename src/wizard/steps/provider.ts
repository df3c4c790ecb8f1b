// Which provider: recognised from the address and confirmed, or chosen from a list that is searched by typing.

import type { Preset } from '../../model.js'
import type { Candidate } from '../../probe/discovery/discovery.js'
import { endpointsOf, submissionHosts } from '../../providers/preset-hosts.js'
import { fillTemplate } from '../../providers/username.js'
import { wrap } from '../../report/look.js'
import { endpointName } from '../../report/render-endpoints.js'
import { BACK, type Back, type Choice } from '../ask.js'
import { BACKWARD, type Outcome, onward, step, type Tools } from '../step.js'

type Chosen = Preset | 'practice'

export const providerStep = step({
  name: 'provider',
  needs: ['address', 'provider'],
  async run({ address, provider }, tools) {
    const { flags, world } = tools
    if (flags.provider !== undefined) {
      // For an unknown id resolveTarget names the nearest ones.
      return onward({ provider: world.presets.byId(flags.provider) ?? world.resolveTarget(flags).provider })
    }
    const domain = address?.slice(address.lastIndexOf('@') + 1)
    if (flags.host !== undefined) {
      return onward({ provider: world.presets.hostRole(flags.host, domain)?.preset ?? custom(world) })
    }
    const known = domain === undefined ? undefined : world.presets.byDomain(domain)
    if (known) return outcomeOf(await confirm(known, address ?? '', tools), provider)
    const found =
      address !== undefined && domain !== undefined ? await lookUp(address, domain, provider, tools) : 'list'
    return found === 'list' ? outcomeOf(await chooseFromList(tools), provider) : found
  },
})

/** What was typed about the server is kept as long as the provider stays the same. */
function outcomeOf(chosen: Chosen | Back, before: Preset | undefined): Outcome {
  if (chosen === BACK) return BACKWARD
  if (chosen === 'practice') return { go: 'to', step: 'practice' }
  return onward({ provider: chosen, ...(chosen !== before && { server: undefined }) })
}

async function confirm(preset: Preset, address: string, tools: Tools): Promise<Chosen | Back> {
  const host = endpointsOf(preset)[0]?.host
  const answer = await tools.ask.choose<'yes' | 'other'>({
    message: `${address} is an address of ${preset.name}${host ? ` (mail server ${host})` : ''}. Is that the one?`,
    flag: '--provider',
    choices: [
      { value: 'yes', name: `Yes, ${preset.name}` },
      { value: 'other', name: 'No, show me the list' },
    ],
  })
  if (answer !== 'other') return answer === BACK ? BACK : preset
  const chosen = await chooseFromList(tools)
  return chosen === BACK ? confirm(preset, address, tools) : chosen
}

/** A domain that no preset lists is looked up: who takes its mail, and which servers it publishes. */
async function lookUp(
  address: string,
  domain: string,
  before: Preset | undefined,
  tools: Tools,
): Promise<Outcome | 'list'> {
  const { ask, flags, world } = tools
  const { candidates, hasNoService } = await ask.working(
    () => `Looking ${domain} up (only the domain is sent)`,
    world.discover(domain, flags),
  )
  if (candidates.length === 0) {
    const words = hasNoService
      ? `${domain} publishes that no mail is sent through a server of its own.`
      : `${domain} is not in the list of known providers, and nothing was found for it.`
    ask.say(
      wrap(
        ask.look,
        `${words} If you know the name of its mail server, take "Custom server"; or take the company that keeps its mail.`,
      ),
    )
    return outcomeOf(await chooseFromList(tools, true), before)
  }
  return chooseFound(candidates, { address, domain, before }, tools)
}

interface LookedUp {
  readonly address: string
  readonly domain: string
  /** The provider that was chosen the last time. */
  readonly before: Preset | undefined
}

/** One of the servers found, as it is or changed by hand first. */
async function chooseFound(
  candidates: readonly Candidate[],
  lookedUp: LookedUp,
  tools: Tools,
): Promise<Outcome | 'list'> {
  const { address, domain, before } = lookedUp
  const { ask, world } = tools
  const found = await ask.choose<Candidate | 'list'>({
    message: `These servers may take the mail of ${domain}. Which one?`,
    flag: '--provider or --host',
    choices: [
      ...candidates.slice(0, MAX_CANDIDATES).map((candidate) => ({
        value: candidate,
        name: `${candidate.host}${candidate.preset ? ` (${candidate.preset.name})` : ''}`,
        description: [...candidate.sources.slice(0, 2).map(({ detail }) => detail), ...candidate.notes].join('. '),
      })),
      { value: 'list', name: 'None of these, show me the list' },
    ],
  })
  if (found === BACK) return BACKWARD
  if (found === 'list') {
    const chosen = await chooseFromList(tools)
    return chosen === BACK ? chooseFound(candidates, lookedUp, tools) : outcomeOf(chosen, before)
  }
  const { preset, host, endpoints } = found
  const username = found.username === undefined ? undefined : fillTemplate(found.username, address)
  const use = await ask.choose<'as-is' | 'changed'>({
    message: `Check ${endpoints.map(endpointName).join(', ')}${username === undefined ? '' : ` as ${username}`}?`,
    flag: '--host',
    choices: [
      { value: 'as-is', name: 'Yes, this one' },
      { value: 'changed', name: 'Change the name or the ports first' },
    ],
  })
  if (use === BACK) return chooseFound(candidates, lookedUp, tools)
  const ports = endpoints.map(({ port, security }) => `${port}:${security}`).join(',')
  const isPresets = preset !== undefined && submissionHosts(preset).includes(host) && use === 'as-is'
  return onward({
    provider: use === 'as-is' && preset ? preset : custom(world),
    server: isPresets ? undefined : { host, ports, ...(use === 'as-is' && { isFound: true }) },
    ...(username !== undefined && { username }),
  })
}

/** More are no help. */
const MAX_CANDIDATES = 5

/** `isOwn`: the address is none of a provider's, so that a server of its own is the likeliest. */
function chooseFromList({ ask, world }: Tools, isOwn = false): Promise<Chosen | Back> {
  const own = custom(world)
  return ask.search<Chosen>({
    message: 'Which provider?',
    flag: '--provider',
    search: (typed) => {
      const choices = providerChoices(typed, world)
      return isOwn && typed === '' ? [choiceOf(own), ...choices.filter(({ value }) => value !== own)] : choices
    },
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
