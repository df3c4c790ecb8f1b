// Before any password is typed: what this provider wants in its place, how to get it, and whether there is a way at all.

import type { Fix, Preset, PresetStep, StepTopic } from '../../model.js'
import { blocks, heading, type Look, wrap } from '../../report/look.js'
import { renderFixes } from '../../report/render-diagnosis.js'
import { BACK, type Back, type Choice } from '../ask.js'
import { type Access, BACKWARD, onward, step, type Tools } from '../step.js'
import { withArticle } from '../words.js'
import { isReachable, saysNothingToLogInto } from './reachability.js'

type Answer = Access | 'show' | 'normal'

export const accessStep = step({
  name: 'access',
  needs: ['provider', 'username', 'access', 'again'],
  async run({ provider, username, access, again }, tools) {
    const { ask, flags, examination } = tools
    if (flags.secret) {
      sayBefore(provider, tools)
      return onward({ access: flags.secret.kind })
    }
    if (username === '') return onward({ access: 'none' })
    if (examination.early && !isReachable(examination.early)) {
      ask.say(wrap(ask.look, saysNothingToLogInto))
      return onward({ access: 'none' })
    }
    if (again !== 'secret') sayBefore(provider, tools)
    let isShown = false
    for (;;) {
      const answer = await ask.choose<Answer>({
        message: questionOf(provider),
        flag: '--password-env, --password-stdin or --token-env',
        choices: choicesOf(provider, isShown),
        // Whoever comes back to log in has not come for a check without it.
        ...(access && !(again === 'secret' && access === 'none') && { default: access }),
      })
      if (answer === BACK) return BACKWARD
      if (answer === 'show') {
        ask.say(renderWay(provider, ask.look))
        isShown = true
        continue
      }
      const chosen = answer === 'normal' ? await warn(provider, tools) : answer
      if (chosen === BACK || chosen === 'show') continue
      return onward({ access: chosen, isWarned: answer === 'normal' && chosen === 'password' })
    }
  },
})

function sayBefore(provider: Preset | undefined, { ask: { look, say }, world }: Tools): void {
  if (!provider || provider.kind === 'custom') return
  const { before, secret } = provider
  const news = newsOf(provider, world.now())
  if (!before && news.length === 0 && secret.kind === 'account-password') return
  const shape = secret.shape ? ` It has this form: ${secret.shape.words}.` : ''
  const words = before ?? `${provider.name} wants ${withArticle(secret.name)} here.${shape}`
  const title =
    provider.status === 'no-password' ? `No password at ${provider.name}` : `What ${provider.name} wants as password`
  say(`\n${[heading(look, title), wrap(look, words), ...news.map((text) => wrap(look, text))].join('\n')}`)
}

/** For how long a change that has come is still news. */
const NEWS_MS = 365 * 86_400_000

/** Announced changes ahead, and those of the last year: what was true when a program was set up may not be any more. */
function newsOf({ changes }: Preset, nowMs: number): string[] {
  return (changes ?? []).flatMap(({ date, before, after, isVerified }) => {
    const ageMs = nowMs - Date.parse(date)
    if (!before || ageMs > NEWS_MS) return []
    return [`${ageMs < 0 ? before : after}${isVerified ? '' : ' (reported)'}`]
  })
}

function questionOf(provider: Preset | undefined): string {
  if (!provider || provider.kind === 'custom' || provider.kind === 'local') return 'How does your program log in?'
  if (provider.status === 'no-password') return 'How do you want to go on?'
  return provider.secret.kind === 'account-password'
    ? 'How do you want to log in?'
    : `Do you have ${withArticle(provider.secret.name)}?`
}

/** What leads on stands first: once the steps were shown, that is no longer to show them. */
function choicesOf(provider: Preset | undefined, isShown: boolean): Choice<Answer>[] {
  const token: Choice<Answer> = {
    value: 'token',
    name: 'Use OAuth (access token)',
    description: 'You paste an access token that another program has got for you.',
  }
  const none: Choice<Answer> = {
    value: 'none',
    name: 'Check without logging in',
    description: 'Address, door and hallway are examined; it stops before the ID.',
  }
  if (!provider || provider.kind === 'custom' || provider.kind === 'local') {
    const password: Choice<Answer> = { value: 'password', name: 'With a password' }
    return [password, token, none]
  }
  const show: Choice<Answer> = {
    value: 'show',
    name: 'Show me how',
    description: 'The steps with their menu names and links.',
  }
  const tokens = provider.oauth ? [token] : []
  if (provider.status === 'no-password') {
    const instead = { ...show, name: 'Show me what to do instead' }
    return [
      ...(isShown ? [] : [instead]),
      ...tokens,
      none,
      {
        value: 'normal',
        name: 'Try a password all the same',
        description: `${provider.name} will refuse it, and says so itself.`,
      },
      ...(isShown ? [instead] : []),
    ]
  }
  const { secret } = provider
  const hasWay = renderTopics(provider).length > 0
  const isOwnPassword = secret.kind === 'account-password'
  return [
    isOwnPassword
      ? { value: 'password', name: 'With the password', description: `What is wanted here: ${secret.name}.` }
      : { value: 'password', name: 'I have one' },
    ...(hasWay ? [show] : []),
    ...(isOwnPassword ? [] : [{ value: 'normal', name: 'I only have my normal password' } as const]),
    ...tokens,
    none,
  ]
}

/** The account's own password where another is wanted: said before it is typed, and the user decides. */
async function warn(provider: Preset | undefined, { ask }: Tools): Promise<Access | 'show' | Back> {
  if (!provider) return 'password'
  const { name, secret } = provider
  ask.say(
    wrap(
      ask.look,
      secret.isAccountPasswordRefused
        ? `${name} refuses the account's own password to every program. Sending it would only count as a failed login.`
        : `${name} takes ${withArticle(secret.name)} here; the account's own password may be refused.`,
    ),
  )
  return ask
    .choose<Access | 'show'>({
      message: 'What now?',
      flag: '--password-env',
      choices: [
        {
          value: 'show',
          name: provider.status === 'no-password' ? 'Show me what to do instead' : `Show me how to get one`,
        },
        ...(provider.oauth ? [{ value: 'token', name: 'Use OAuth (access token)' } as const] : []),
        { value: 'none', name: 'Check without logging in' },
        { value: 'password', name: 'Send it all the same' },
      ],
      default: 'show',
    })
    .then((answer) => {
      if (answer === 'show') ask.say(renderWay(provider, ask.look))
      return answer
    })
}

const TITLES: Readonly<Partial<Record<StepTopic, string>>> = {
  'two-step': 'First: 2-step verification',
  'smtp-access': 'Switch access on',
  secret: 'Make it',
  oauth: 'Sign in with OAuth 2.0',
  admin: 'What an administrator has to allow',
}

function titleOf(topic: StepTopic, { status }: Preset): string {
  return status === 'no-password' && topic === 'secret' ? 'About app passwords' : (TITLES[topic] ?? topic)
}

/** The topics in the order in which they have to be done: 2-step verification first, where it has to be. */
function renderTopics(provider: Preset): StepTopic[] {
  const order: readonly StepTopic[] =
    provider.status === 'no-password'
      ? ['secret', 'oauth']
      : [...(provider.secret.twoStep === 'not-needed' ? [] : (['two-step'] as const)), 'smtp-access', 'secret', 'admin']
  return order.filter((topic) => (provider.steps[topic]?.length ?? 0) > 0)
}

/** The provider's own steps as text, numbered, links last. */
export function renderWay(provider: Preset | undefined, look: Look): string {
  if (!provider) return ''
  return `\n${blocks(
    ...renderTopics(provider).map((topic) => {
      const isOnlyWhenOn = topic === 'two-step' && provider.secret.twoStep === 'when-on'
      const title = isOnlyWhenOn ? 'If 2-step verification is on' : titleOf(topic, provider)
      return [heading(look, title), ...renderFixes((provider.steps[topic] ?? []).map(fixOf), look)].join('\n')
    }),
  )}\n`
}

function fixOf({ do: action, url, isVerified }: PresetStep): Fix {
  return {
    do: isVerified ? action : `${action} (reported; not confirmed on the provider's own pages)`,
    ...(url && { url }),
  }
}
