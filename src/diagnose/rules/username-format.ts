// The user name has the wrong form.

import type { Context, Preset, Rule } from '../../model.js'
import { phrases } from '../../smtp/prefilter.js'
import { type Family, findingOf, judge } from '../phrases/family.js'
import { DO_NOT_RETRY, nameOf, orElse, steps } from '../phrases/fixes.js'
import { isTokenLogin, plainRefusals } from '../phrases/login.js'
import { atProvider } from '../phrases/provider-of.js'
import { AFTER_A_FAILED_LOGIN } from '../phrases/ranks.js'

const stated: readonly Family[] = [
  {
    text: phrases`
      (?:user ?name|login|user(?: ?id)?)\b.{0,40}(?:must|should|has to|needs to) (?:be|include|contain|have|use).{0,30}(?:full|complete|e-?mail|address|domain|@|apikey)
      (?:use|enter|specify|provide) (?:your |the )?(?:full|complete|whole) (?:e-?mail )?(?:address|user ?name)
      (?:full|complete) e-?mail address (?:as|for) .{0,20}(?:user ?name|login)
    `,
    not: /\b(?:from|sender)\b.{0,60}(?:user|account|log ?in)/i,
    certainty: 'certain',
    because: 'The reply says what the user name has to look like.',
  },
  {
    text: phrases`
      (?:user ?name|login|user(?: ?id)?)\b.{0,30}(?:not (?:an? |in )?(?:valid |e-?mail )?(?:e-?mail )?(?:address|format)|bad format|wrong format|invalid format|without (?:a )?domain|contains? (?:invalid|disallowed|illegal)|character disallowed)
      invalid (?:user ?name|login) format
      (?:missing|no) (?:domain|realm)(?: part)? in (?:the )?(?:user ?name|login)
      domain (?:is )?missing in
      auth_username_chars
    `,
    certainty: 'certain',
    because: 'The reply says that the user name has the wrong form.',
  },
  {
    text: /\binvalid user ?name\b(?!\s*(?:or|and|\/|,))/i,
    when: (_said, { provider }) => provider?.username.form === 'literal',
    certainty: 'likely',
    because: 'The reply refuses the user name alone, and here every account has the same.',
  },
]

/** What is wrong with a user name at this provider, in words; undefined when its form is right or nothing is known. */
function flawOf(username: string, provider: Preset): string | undefined {
  const { form, literal, hint } = provider.username
  if (form === 'literal' && literal !== undefined)
    return username.toLowerCase().startsWith(literal.toLowerCase())
      ? undefined
      : `${provider.name} wants the literal word "${literal}" as user name, whatever the account is called`
  if (form === 'full-address' && !username.includes('@'))
    return `${provider.name} wants the full e-mail address as user name, and this one has no "@"`
  if (form === 'local-part' && username.includes('@'))
    return `${provider.name} wants only the part before the "@" as user name`
  if (provider.id === 'ses' && !/^A[KS]IA[A-Z0-9]{12,}$/.test(username))
    return `${provider.name} wants the user name of its SMTP credentials, a key of 20 capital letters and digits that begins with AKIA`
  if (form === 'other' && hint !== undefined && username === provider.id) return hint
  return undefined
}

function usernameOf(context: Context): string | undefined {
  const username = context.username?.trim()
  return username && !/^(?:PLACEHOLDER|<.{0,40}>|\*+|xxx+|redacted)$/i.test(username) ? username : undefined
}

export const usernameFormat: Rule = {
  id: 'username-format',
  title: 'The user name has the wrong form for this server',
  meaning:
    'The login was refused, and the user name cannot be right at this provider: some want the full e-mail address, some only the part before the "@", sending services a key or a fixed word such as "apikey".',
  seenAs: [
    '535 Authentication failed: Bad username / password (user name is not "apikey")',
    'Username must be a full email address',
  ],
  outranks: ['credentials-rejected', ...AFTER_A_FAILED_LOGIN],
  match(seen, context) {
    if (isTokenLogin(seen)) return undefined
    const found = judge(usernameFormat, stated, seen, context)
    if (found) return found
    const at = atProvider(seen, context)
    const username = usernameOf(context)
    const [refused] = plainRefusals(seen)
    if (!refused || !username || !at.provider) return undefined
    const flaw = flawOf(username, at.provider)
    return flaw === undefined ? undefined : findingOf(usernameFormat, refused, 'likely', `${flaw}.`, at)
  },
  fixes: (context) => [
    ...orElse(steps(context, 'username'), [
      context.provider?.username.literal
        ? { do: `Set the user name to exactly: ${context.provider.username.literal}` }
        : {
            do: `Set the user name to ${
              context.provider?.username.form === 'local-part'
                ? 'the part of the address before the "@"'
                : 'the full e-mail address, the "@" and the domain included'
            }, as ${nameOf(context, 'the provider')} wants it.`,
          },
    ]),
    ...(context.provider?.username.hint ? [{ do: context.provider.username.hint }] : []),
    { do: 'Keep From and the user name apart: the user name is what logs in, From is what recipients see.' },
    DO_NOT_RETRY,
  ],
}
