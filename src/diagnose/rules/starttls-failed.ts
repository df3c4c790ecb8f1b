// STARTTLS was offered, asked for and refused.

import type { Context, Finding, Observation, Rule } from '../../model.js'
import { phrases } from '../../smtp/prefilter.js'
import { inClientsWords, nameWay, wayWith } from '../advice.js'
import { placeOf } from '../meant.js'
import { socketFailures } from '../phrases/socket.js'
import { scopeOf } from '../scope.js'
import { murmuring, replies } from '../select.js'
import { isStarttlsMissing } from '../starttls.js'

export const starttlsFailed: Rule = {
  id: 'starttls-failed',
  title: 'The server refused to start TLS',
  meaning:
    'The server offers STARTTLS, your program asked for it, and the server answered that it cannot do it now. Nearly always something is wrong on the server: its certificate or key cannot be read, or its TLS service is down. Your settings are right.',
  seenAs: [
    '454 4.7.0 TLS not available due to local problem',
    '454 4.3.5 unable to start TLS: no certificate configured',
    '502 5.5.1 in answer to STARTTLS',
  ],
  outranks: [
    'starttls-required',
    'server-temporary-failure',
    'server-permanent-failure',
    'command-sequence',
    'tls-handshake-failed',
    'auth-temporary-failure',
    'service-unavailable',
  ],
  match(seen, context) {
    const found = [
      ...replies(seen, { verbs: ['STARTTLS'], codes: [4, 5] }).filter(
        ({ verb, reply }) => verb === 'STARTTLS' && !/\balready\b|when TLS active/i.test(reply.text),
      ),
      ...replies(seen, {
        codes: [454, 451, 433, 501, 554, 421],
        text: phrases`
          TLS (?:is )?(?:currently |temporarily )?(?:not available|unavailable)
          unable to (?:start|initiali[sz]e) (?:TLS|security)
          (?:TLS|STARTTLS)[^\n]{0,40}(?:local (?:problem|error)|no certificate|not configured)
          (?:cannot|could not|failed to) start TLS
          TLS (?:startup|initiali[sz]ation) failed
          TLS resource
        `,
      }),
    ].filter((one, index, all) => all.indexOf(one) === index && !isStarttlsMissing(one, seen))
    const [first] = found
    if (!first) return byCut(seen, context) ?? byWords(seen)
    return {
      certainty: 'certain',
      because: `${placeOf(first, context)} answered STARTTLS with ${first.reply.code}${first.reply.enhanced ? ` ${first.reply.enhanced}` : ''}.`,
      seen: found,
      ...scopeOf(found, seen),
    }
  },
  fixes(context) {
    const tls = wayWith(context, ({ security }) => security === 'tls')
    return [
      {
        do: 'On a server of your own, read its log for the reason, then look at certificate and key: Postfix "postconf smtpd_tls_chain_files smtpd_tls_cert_file smtpd_tls_key_file", Exim tls_certificate and tls_privatekey; the files must exist, fit together and be readable for the mail server.',
      },
      { do: 'If the server is not yours, try again in a few minutes, then tell its operator the reply quoted above.' },
      ...(tls
        ? [{ do: `Meanwhile try ${nameWay(tls)}, if the server has it open.` }, ...inClientsWords(context, tls)]
        : []),
      { do: 'Do not fall back to clear text: the password would be readable on the way.' },
    ]
  },
}

/** Libraries that know what 454 means, and tell it in words of their own. */
function byWords(seen: readonly Observation[]): Finding | undefined {
  const found = murmuring(
    seen,
    phrases`
      STARTTLS denied, code \d{3}
      : disabling TLS support\b
      TLS (?:is )?(?:currently |temporarily )?(?:not available|unavailable)[^\n]{0,30}\b(?:temporary|local)\b
    `,
  )
  return found.length > 0
    ? { certainty: 'likely', because: 'The program says that the server cannot start TLS now.', seen: found }
    : undefined
}

/** The command was answered by hanging up or by nothing at all. */
function byCut(seen: readonly Observation[], context: Context): Finding | undefined {
  if (context.source !== 'probe') return undefined
  const cuts = socketFailures(seen).filter(({ stage }) => stage === 'starttls')
  const found = cuts.map((cut) => cut.seen)
  const [first] = cuts
  if (!first) return undefined
  return {
    certainty: 'likely',
    title: first.fault === 'closed' ? 'The server hung up when it was asked to start TLS' : TITLE_OF_SILENCE,
    because: `${placeOf(first.seen, context)} offers STARTTLS, and ${first.fault === 'closed' ? 'hung up' : 'fell silent'} when it was asked for it.`,
    seen: found,
    ...scopeOf(found, seen),
  }
}

const TITLE_OF_SILENCE = 'The server did not answer when it was asked to start TLS'
