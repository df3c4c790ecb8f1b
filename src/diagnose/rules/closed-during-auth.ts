// The connection was cut in answer to AUTH and nothing says why.

import type { Context, Observation, Rule } from '../../model.js'
import { DO_NOT_RETRY, nameOf, secretName, steps } from '../phrases/fixes.js'
import { atProvider } from '../phrases/provider-of.js'
import { failuresSaid } from '../phrases/said.js'
import { lineOf, ofKind } from '../select.js'

const CUT = /^(?:EOF|ECONNRESET|EPIPE|ECONNABORTED|ESOCKET|ECLOSED|ECONNECTION)$/

/** The end of a connection whose last word was a challenge, or that is known to have come at AUTH. */
function cutAtAuth(seen: readonly Observation[]): Observation | undefined {
  const cuts = ofKind(seen, 'socket').filter(({ code }) => CUT.test(code))
  const atAuth = cuts.find(({ stage }) => stage === 'auth')
  if (atAuth) return atAuth
  const lastReply = ofKind(seen, 'reply').at(-1)
  return lastReply?.reply.code === 334 && cuts.length > 0 ? cuts[0] : undefined
}

/** Where nothing tells the moment, a provider that is known to hang up on a login explains it better than its greeting. */
function cutSomewhere(seen: readonly Observation[], { port, security, source }: Context): Observation | undefined {
  if (source !== 'paste' || (port !== undefined && security !== 'tls')) return undefined
  return ofKind(seen, 'socket').find(
    (one) => CUT.test(one.code) && one.stage === 'greeting' && !/greeting|banner|\b220\b|connect\(/i.test(lineOf(one)),
  )
}

/** The dialogue ends with a challenge and nothing after it: the answer never came, or the server went away. */
function endsWithChallenge(seen: readonly Observation[]): Observation | undefined {
  const last = ofKind(seen, 'reply').at(-1)
  return last?.reply.code === 334 && !/eyJ|"status"/.test(last.reply.text) ? last : undefined
}

export const closedDuringAuth: Rule = {
  id: 'closed-during-auth',
  title: 'The connection was cut during the login, without a reason',
  meaning:
    'Everything worked up to the login, and then the server (or something between) closed the connection in place of an answer. Some servers do that to a wrong user name or password, to a user who is locked out, or to a client that they do not like.',
  seenAs: [
    'smtplib.SMTPServerDisconnected: Connection unexpectedly closed (in login)',
    'the last line of the dialogue is 334 VXNlcm5hbWU6',
  ],
  outranks: ['service-unavailable', 'closed-before-greeting'],
  match(seen, context) {
    if (
      failuresSaid(seen).some(
        ({ code, verb }) => code !== undefined && (verb === 'AUTH' || code === 535 || code === 534),
      )
    )
      return undefined
    const at = atProvider(seen, context)
    const cut = cutAtAuth(seen)
    const isQq = at.provider?.id === 'qq' || at.provider?.id === 'qq-exmail'
    const qq = isQq
      ? ` ${nameOf(at)} closes the connection when the authorization code is wrong or its SMTP service is off.`
      : ''
    if (cut) {
      const finding = {
        certainty: 'certain' as const,
        because: `The connection ended while the client waited for the answer to its login, and no reply says why.${qq}`,
        seen: [cut],
      }
      return { ...finding, fixes: closedDuringAuth.fixes(at, finding) }
    }
    const likely = isQq ? cutSomewhere(seen, context) : undefined
    if (likely) {
      const finding = {
        certainty: 'likely' as const,
        because: `The connection ended without a word.${qq}`,
        seen: [likely],
      }
      return { ...finding, fixes: closedDuringAuth.fixes(at, finding) }
    }
    const challenge =
      seen.some(({ kind, status }) => kind !== 'reply' && status === 'fail') || context.source !== 'paste'
        ? undefined
        : endsWithChallenge(seen)
    if (!challenge) return undefined
    const finding = {
      certainty: 'possible' as const,
      because: `The dialogue ends with the server's question for user name or password; what follows is missing.${qq}`,
      seen: [challenge],
    }
    return { ...finding, fixes: closedDuringAuth.fixes(at, finding) }
  },
  fixes: (context) => [
    {
      do: context.provider
        ? `Check that user name and ${secretName(context)} are the ones that ${nameOf(context)} wants from programs; a wrong one is the usual reason.`
        : 'Check user name and password first: the full address as user name, and an app password or authorization code where the provider wants one.',
    },
    ...steps(context, 'smtp-access', 'secret', 'unlock'),
    {
      do: 'Try once from another network (a phone as hotspot): a firewall or an antivirus with mail scanning cuts connections in this way, too.',
    },
    {
      do: 'Try the other mechanism once (LOGIN in place of PLAIN, or the reverse): some servers break off at the one they do not expect.',
    },
    {
      do: 'Look at the log of the server, if it is your own: a crash of its login service looks like this from outside.',
    },
    DO_NOT_RETRY,
  ],
}
