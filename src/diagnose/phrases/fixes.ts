// Building blocks for fixes: the provider's own steps where a preset has them, general ones where it has none.

import type { Context, Fix, StepTopic } from '../../model.js'
import { matches, type Pattern } from '../../smtp/prefilter.js'
import { presetSteps } from '../select.js'

/** The provider's own steps for these topics in this order, each said once. Empty without a preset. */
export function steps(context: Context, ...topics: readonly StepTopic[]): Fix[] {
  const all = topics.flatMap((topic) => presetSteps(context, topic))
  return all.filter((fix, index) => all.findIndex((other) => other.do === fix.do) === index)
}

/** `own`, or `general` where the preset knows nothing. */
export function orElse(own: readonly Fix[], general: readonly Fix[]): readonly Fix[] {
  return own.length > 0 ? own : general
}

/** Dated changes at the provider that speak of `about`, each as it stands on the day of the diagnosis. */
export function changesNow(context: Context, about: Pattern): Fix[] {
  return (context.provider?.changes ?? []).flatMap(({ date, before, after, isVerified }) => {
    const text = context.now < Date.parse(date) ? before : after
    return text === undefined || !matches(about, text)
      ? []
      : [{ do: isVerified ? text : `${text} (reported; not confirmed by the provider)` }]
  })
}

/** The provider's name, or words that stand for it. */
export function nameOf(context: Context, otherwise = 'the provider'): string {
  return context.provider && context.provider.kind !== 'custom' ? context.provider.name : otherwise
}

/** What the provider calls the thing that goes into the password field. */
export function secretName(context: Context): string {
  return context.provider?.secret.name ?? 'password'
}

/** What to know about putting a generated secret into a configuration; empty when the steps `before` say it. */
export function pasteSecret(context: Context, before: readonly Fix[]): Fix[] {
  if (before.some((fix) => /password field/i.test(fix.do))) return []
  const { ignore, shape } = context.provider?.secret ?? {}
  const form = shape ? ` (${shape.words})` : ''
  const without = ignore === 'spaces' ? ' without the spaces' : ignore === 'dashes' ? ' without the dashes' : ''
  return [
    {
      do: `Put the ${secretName(context)}${form} into the password field in place of the account's password, pasted whole${without}.`,
    },
  ]
}

/** User name and password for a login that has not been tried yet, with how to come by them at this provider. */
export function loginSteps(context: Context): readonly Fix[] {
  const { provider } = context
  if (provider?.status === 'no-password') return [...steps(context, 'username'), ...steps(context, 'oauth')]
  const making = steps(
    context,
    ...(provider?.secret.twoStep === 'required' ? (['two-step', 'secret'] as const) : (['secret'] as const)),
  )
  if (!provider?.secret.isAccountPasswordRefused || making.length === 0)
    return [...steps(context, 'username'), ...making]
  return [
    ...steps(context, 'username'),
    {
      do: `${nameOf(context)} wants the ${secretName(context)} as password and refuses the account's own. It is made so:`,
    },
    ...making,
  ]
}

/** The warning that belongs to every refused login. */
export const DO_NOT_RETRY: Fix = {
  do: 'Do not repeat the login with the same password: several refusals in a row make many providers lock the account or the address.',
}
