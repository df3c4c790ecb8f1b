// The account belongs to another provider than the server does.

import type { Context, Preset, Rule } from '../../model.js'
import { nameWay } from '../advice.js'
import { meantHost } from '../meant.js'
import { replies, saying } from '../select.js'

export const hostWrongProvider: Rule = {
  id: 'host-wrong-provider',
  title: 'The account belongs to another provider than the server',
  meaning:
    "Every provider lets in only its own accounts: a Yahoo address cannot log in at Gmail's server, whatever the password. The host in the settings and the address of the account do not belong together.",
  seenAs: ['535 at smtp.gmail.com for someone@yahoo.com', 'user not found, for an address of another provider'],
  outranks: [
    'credentials-rejected',
    'app-password-required',
    'two-step-verification-required',
    'username-format',
    'smtp-access-disabled',
    'relay-denied',
    'recipient-unknown',
  ],
  match(seen, context) {
    const pair = strangers(meantHost(seen, context), context)
    if (!pair) return undefined
    const refused = [
      ...replies(seen, { verbs: ['AUTH'], codes: [535, 534, 530, 501, 504, 553, 550, 554] }).filter(
        ({ verb, reply, stage }) => verb === 'AUTH' || stage === 'auth' || reply.code === 535,
      ),
      ...saying(seen, /authentication (?:failed|unsuccessful|failure)|username and password not accepted/i),
    ].filter((one, index, all) => all.indexOf(one) === index)
    if (refused.length === 0 && context.source !== 'settings') return undefined
    const settings = seen.filter((one) => one.kind === 'setting')
    return {
      certainty: 'likely',
      because: `${pair.login} is an account of ${pair.account.name}, and the server belongs to ${pair.server.name}.`,
      seen: refused.length > 0 ? refused : settings.slice(0, 2),
    }
  },
  fixes(context) {
    const pair = strangers(context.host, context)
    const [way] = pair?.account.endpoints ?? []
    return pair && way
      ? [
          { do: `To send as ${pair.login}, set the host to ${way.host}, ${nameWay(way)}.` },
          { do: `Or, to send through ${pair.server.name}, log in with an account of ${pair.server.name}.` },
          ...(pair.account.before ? [{ do: `At ${pair.account.name}: ${pair.account.before}` }] : []),
        ]
      : [
          {
            do: 'Take the host from the provider of the address with which you log in: "smtp-doctor check YOUR-ADDRESS" finds it.',
          },
          { do: 'Or log in with an account of the provider to whom the server belongs.' },
        ]
  },
}

/** The provider of the login and that of the server, when both are mailbox providers and not the same. */
function strangers(
  host: string | undefined,
  context: Context,
): { login: string; account: Preset; server: Preset } | undefined {
  const login = context.username?.includes('@') ? context.username : context.address
  const domain = login?.split('@')[1]
  const role = host === undefined ? undefined : context.presets.hostRole(host)
  if (!login || !domain || role?.role !== 'submission') return undefined
  // A hosting company's customers log in with domains of their own, and never with an address of Gmail or Yahoo.
  if (role.preset.kind !== 'mailbox' && role.preset.kind !== 'hosting') return undefined
  const account = context.presets.byDomain(domain)
  if (account?.kind !== 'mailbox' || isSame(account, role.preset) || isMicrosofts(account, role.preset))
    return undefined
  return { login, account, server: role.preset }
}

/** Microsoft lets its own people in at either of its two servers. */
function isMicrosofts(a: Preset, b: Preset): boolean {
  return [a, b].every(({ id }) => /^(?:outlook|hotmail|microsoft-365)/.test(id))
}

/** Outlook.com and Microsoft 365, Gmail and Workspace, 163 and 126 share servers or names. */
function isSame(a: Preset, b: Preset): boolean {
  if (a.id === b.id || a.sameServiceAs === b.id || b.sameServiceAs === a.id) return true
  return (
    a.endpoints.some(({ host }) => b.endpoints.some((other) => other.host === host)) ||
    a.aliases.includes(b.id) ||
    b.aliases.includes(a.id)
  )
}
