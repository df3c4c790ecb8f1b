// Which server exactly: the preset's, one of its regions, or one that is typed. Ends with the check begun in the
// background, while the next questions are asked.

import type { CheckTarget, Preset, TargetInput } from '../../model.js'
import { UsageError } from '../../model.js'
import { regionOf, submissionHosts } from '../../providers/preset-hosts.js'
import { wrap } from '../../report/look.js'
import { endpointName } from '../../report/render-endpoints.js'
import { BACK, type Back } from '../ask.js'
import { BACKWARD, onward, type Server, step, type Tools } from '../step.js'

export const serverStep = step({
  name: 'server',
  needs: ['address', 'provider', 'server', 'again'],
  async run({ address, provider, server, again }, tools) {
    const isAgain = again === 'server'
    for (;;) {
      const { asked } = tools.ask
      const typed = await askServer(address, provider, server ?? {}, isAgain, tools)
      if (typed === BACK) return BACKWARD
      const meant = tryResolve(inputOf(address, provider, typed, tools, isAgain), tools)
      const resolved = typeof meant === 'string' ? meant : await atHome(meant, tools)
      if (resolved === BACK) return BACKWARD
      if (typeof resolved !== 'string') {
        sayTarget(resolved, tools)
        tools.examination.begin(resolved)
        // The name that is used, not the one that was typed, is offered when it is to be changed.
        const server = typed.host === undefined ? typed : { ...typed, host: resolved.host }
        return onward({ server, target: resolved, provider: resolved.provider ?? provider })
      }
      // What the command line or the address says cannot be typed again.
      if (tools.ask.asked === asked) throw new UsageError(resolved)
      tools.ask.say(wrap(tools.ask.look, resolved))
    }
  },
})

/** Every provider knows its own accounts only: the account's own server is offered before a password is asked for. */
async function atHome(target: CheckTarget, tools: Tools): Promise<CheckTarget | string | Back> {
  const { ask, flags, world } = tools
  const { address, provider, host } = target
  const home = address === undefined ? undefined : world.presets.byDomain(domainOf(address) ?? '')
  const isOwn = !home || !provider || home.id === provider.id || submissionHosts(home).includes(host)
  if (isOwn || flags.provider !== undefined || home.kind !== 'mailbox' || provider.kind !== 'mailbox') return target
  const right = tryResolve({ provider: home.id, ...(address && { address }) }, tools)
  if (typeof right === 'string') return target
  const answer = await ask.choose<'home' | 'typed'>({
    message: `${address} is an account of ${home.name}, and ${host} lets in accounts of ${provider.name} only. Use ${right.host}?`,
    flag: '--provider',
    choices: [
      { value: 'home', name: `Yes, ${right.host}` },
      { value: 'typed', name: `No, I log in with an account of ${provider.name}` },
    ],
  })
  if (answer !== 'typed') return answer === BACK ? BACK : right
  // Then the address is not what logs in.
  const { username: _, ...unnamed } = target
  return unnamed
}

async function askServer(
  address: string | undefined,
  provider: Preset | undefined,
  known: Server,
  isAgain: boolean,
  tools: Tools,
): Promise<Server | Back> {
  if (isAgain) return askHostAndPorts(address, provider, known, tools)
  if (tools.flags.host !== undefined) return {}
  if (known.isFound) return known
  if (provider?.kind === 'custom' || !provider) return askHostAndPorts(address, undefined, known, tools)
  if (provider.regions) return askRegion(address, provider, known, tools)
  return {}
}

async function askRegion(
  address: string | undefined,
  provider: Preset,
  known: Server,
  { ask, flags }: Tools,
): Promise<Server | Back> {
  const regions = provider.regions ?? []
  const byDomain = regionOf(provider, { domain: domainOf(address), name: flags.provider })
  if (byDomain) return { region: byDomain.id }
  const region = await ask.choose({
    message: `Which region of ${provider.name} is your account in?`,
    flag: '--host',
    choices: regions.map(({ id, name }) => ({ value: id, name: `${name}`, description: hostIn(provider, id) })),
    default: known.region ?? regions.find(({ default: isDefault }) => isDefault)?.id ?? regions[0]?.id ?? '',
  })
  return region === BACK ? BACK : { region }
}

async function askHostAndPorts(
  address: string | undefined,
  provider: Preset | undefined,
  known: Server,
  tools: Tools,
): Promise<Server | Back> {
  const { ask } = tools
  const usual = known.host ?? (provider && hostIn(provider, known.region))
  for (;;) {
    const host = await ask.text({
      message: 'Name of the mail server for sending (SMTP):',
      flag: '--host',
      ...(usual && { default: usual }),
      validate: (text) => {
        if (text === '')
          return `Type its name, such as mail.${domainOf(address) ?? 'example.com'}. Your mail company's help pages call it "outgoing server" or "SMTP server".`
        const resolved = tryResolve({ host: text }, tools)
        return typeof resolved === 'string' ? resolved : true
      },
    })
    if (host === BACK) return BACK
    const meant = await mendedHost(host, tools)
    if (meant === BACK) continue
    const ports = await askPorts(known, tools)
    if (ports !== BACK) return { host: meant, ...(ports && { ports }), ...(known.region && { region: known.region }) }
  }
}

/** Offers the right name for one that is a letter away from a known server. */
async function mendedHost(host: string, { ask, world }: Tools): Promise<string | Back> {
  const near = world.presets.nearestHost(host)
  if (!near) return host
  return ask.choose({
    message: `${host} is not a known server. Did you mean ${near.host} (${near.preset.name})?`,
    flag: '--host',
    choices: [
      { value: near.host, name: `Yes, ${near.host}` },
      { value: host, name: 'No, it is right as typed' },
    ],
  })
}

async function askPorts(known: Server, tools: Tools): Promise<string | undefined | Back> {
  const { ask, flags } = tools
  if (flags.ports !== undefined) return flags.ports
  const kind = await ask.choose<'usual' | 'own'>({
    message: 'Which ports?',
    flag: '--ports',
    choices: [
      {
        value: 'usual',
        name: 'The usual ones',
        description: '587, 465 and 25 at once; nobody waits for a blocked one.',
      },
      { value: 'own', name: 'I type them', description: 'For example 2525, or 587,465.' },
    ],
    default: known.ports ? 'own' : 'usual',
  })
  if (kind === BACK) return BACK
  if (kind === 'usual') return undefined
  const typed = await ask.text({
    message: 'Ports, with commas between them:',
    flag: '--ports',
    ...(known.ports && { default: known.ports }),
    validate: (text) => {
      const resolved = tryResolve({ host: 'localhost', ports: text || ' ' }, tools)
      return typeof resolved === 'string' ? resolved : true
    },
  })
  return typed === BACK ? askPorts(known, tools) : typed
}

/** What resolveTarget is told: the flags first, then what was typed; when changing it is the other way round. */
function inputOf(
  address: string | undefined,
  provider: Preset | undefined,
  typed: Server,
  { flags, world }: Tools,
  isAgain: boolean,
): TargetInput {
  const host = isAgain ? typed.host : (flags.host ?? typed.host ?? regionHost(provider, typed.region))
  const ports = isAgain ? typed.ports : (flags.ports ?? typed.ports)
  const byHost = host && world.presets.hostRole(host, domainOf(address))?.preset.id
  const providerId = flags.provider ?? byHost ?? provider?.id
  return {
    ...(address && { address }),
    ...(providerId && { provider: providerId }),
    ...(host && { host }),
    ...(ports && { ports }),
    ...(flags.username && { username: flags.username }),
  }
}

function regionHost(provider: Preset | undefined, region: string | undefined): string | undefined {
  return provider && region ? hostIn(provider, region) : undefined
}

function hostIn(provider: Preset, region: string | undefined): string {
  return (provider.endpoints[0]?.host ?? '').replaceAll('{region}', region ?? '')
}

function domainOf(address: string | undefined): string | undefined {
  return address?.slice(address.lastIndexOf('@') + 1).toLowerCase()
}

/** The target, or what is wrong with the input in words for the user. */
function tryResolve(input: TargetInput, { world }: Tools): CheckTarget | string {
  try {
    const { provider, ...target } = world.resolveTarget(input)
    // The preset for a server that nobody knows has no advice to give.
    return provider && provider.kind !== 'custom' ? { ...target, provider } : target
  } catch (error) {
    if (error instanceof UsageError) return error.message
    throw error
  }
}

function sayTarget({ endpoints, remarks }: CheckTarget, { ask }: Tools): void {
  for (const remark of remarks) ask.say(wrap(ask.look, remark))
  const names = endpoints.map(endpointName)
  const [first = ''] = names
  const host = first.slice(0, first.lastIndexOf(':'))
  const isOneHost = names.every((name) => name.startsWith(`${host}:`))
  const list = isOneHost ? `${host}, port ${endpoints.map(({ port }) => port).join(', ')}` : names.join(', ')
  ask.say(wrap(ask.look, `Examining ${list} in the background while you go on.`, { tone: 'faint' }))
}
