// XOAUTH2 or OAUTHBEARER was refused by the SMTP server.

import type { Context, Finding, Fix, Observation, Rule } from '../../model.js'
import { phrases } from '../../smtp/prefilter.js'
import { type Family, findingOf, judge } from '../phrases/family.js'
import { nameOf, orElse, steps } from '../phrases/fixes.js'
import { isEveryMechanismTried, isTokenLogin } from '../phrases/login.js'
import { atProvider, isAt, TOKEN_PROVIDERS } from '../phrases/provider-of.js'
import { UNSTATED_LOGIN_FAILURES } from '../phrases/ranks.js'
import { failuresSaid } from '../phrases/said.js'
import { lineOf, ofKind } from '../select.js'

const families: readonly Family[] = [
  {
    // Cyrus SASL takes the document in which they say why a token is refused for a broken exchange.
    text: /bad protocol \/ cancel/i,
    when: (_said, context, seen) => isAt(seen, context, ...TOKEN_PROVIDERS),
    certainty: 'likely',
    because:
      'The exchange broke off at a provider where that happens to a refused token; a password is answered with 535.',
  },
  {
    text: phrases`
      rejected (?:XOAUTH2|OAUTHBEARER)
      (?:XOAUTH2|OAUTHBEARER) (?:authentication |login )?(?:failed|failure|rejected|unsuccessful|error)
      SASL (?:XOAUTH2|OAUTHBEARER) authentication failed
    `,
    certainty: 'certain',
    because: 'The server refused the login with an OAuth 2.0 token.',
  },
  {
    text: phrases`
      "?status"?\s{0,2}:\s{0,2}"?40[013]"?.{0,80}(?:schemes|bearer|scope)
      "?status"?\s{0,2}:\s{0,2}"?invalid_token
    `,
    when: (_said, _context, seen) => !isEveryMechanismTried(seen),
    certainty: 'certain',
    because:
      'The server answered the token with its error document (status 400 or 401), which means that it does not accept it.',
  },
  {
    text: phrases`
      (?:invalid|malformed|bad|incorrect|expired|rejected) (?:XOAUTH2?|OAUTHBEARER)\b
      (?:XOAUTH2?|OAUTHBEARER) (?:auth\w* )?(?:data |token |response )?(?:is |was )?(?:invalid|malformed|rejected|expired|failed)
    `,
    certainty: 'certain',
    because: 'The reply names the token login (XOAUTH2, OAUTHBEARER) and refuses what was sent for it.',
  },
  {
    text: phrases`
      insufficient (?:authentication |oauth2? |token )?scopes?\b
      ACCESS_TOKEN_SCOPE_INSUFFICIENT
      insufficient_scope\b
      \binsufficientPermissions\b
      token (?:does(?:n['’]t| not) have|lacks|is missing|has not) (?:the |all )?(?:required |necessary |needed )?(?:scopes?|permissions?)
    `,
    certainty: 'certain',
    because: 'The reply says that the OAuth 2.0 token lacks the scope that sending needs.',
  },
  {
    text: phrases`
      (?:access |bearer |oauth2? )?token (?:is |was |has )?(?:expired|rejected|not valid|revoked|malformed)
      (?:expired|invalid|bad|malformed) (?:access|bearer|oauth2?) token
      invalid_token
      InvalidAuthenticationToken
    `,
    not: /refresh|invalid_grant|grant is invalid|AADSTS|csrf|api token|server token/i,
    certainty: 'likely',
    because: 'The reply says that the OAuth 2.0 token is expired or not valid.',
  },
]

/** A 334 whose text is the error document of a token login, plain or base64 ("eyJzdGF0dXMi" begins {"status"). */
function errorChallenge(seen: readonly Observation[]): Observation | undefined {
  return ofKind(seen, 'reply').find(
    ({ reply }) => reply.code === 334 && /eyJzdGF0dXMi|eyJzY2hlbWVz|"status"|"schemes"/.test(reply.text),
  )
}

export const oauthTokenRejected: Rule = {
  id: 'oauth-token-rejected',
  title: 'The server refuses the OAuth 2.0 token',
  meaning:
    'The program did get an access token and offered it, and the mail server did not take it. Tokens live for about an hour, belong to one user, and carry scopes: a token for reading mail or for another service is refused for sending by SMTP.',
  seenAs: [
    '535 5.7.8 Username and Password not accepted (after AUTH XOAUTH2)',
    '334 eyJzdGF0dXMiOiI0MDAiLCJzY2hlbWVzIjoiQmVhcmVyIi …',
    'server rejected XOAUTH2: {"status":"400","schemes":"Bearer"}',
    'AUTH XOAUTH2 → 535 5.7.3 Authentication unsuccessful',
  ],
  outranks: ['smtp-access-disabled', ...UNSTATED_LOGIN_FAILURES],
  match(seen, context) {
    const isToken = isTokenLogin(seen)
    const at = atProvider(seen, context)
    const refused = failuresSaid(seen).find(
      ({ code, verb, words }) =>
        code !== undefined &&
        code >= 500 &&
        code !== 534 &&
        code !== 503 &&
        (verb === 'AUTH' || verb === 'UNKNOWN') &&
        !/SmtpClientAuth|security defaults|criteria to be|mechanism|authentication type|not (?:enabled|advertised|implemented)/i.test(
          words,
        ),
    )
    if (isToken && refused)
      return findingOf(
        oauthTokenRejected,
        refused,
        refused.code === 535 || refused.code === 501 || refused.code === 334 ? 'certain' : 'likely',
        `The login was tried with an OAuth 2.0 token, and the server answered ${refused.code}${refused.enhanced ? ` ${refused.enhanced}` : ''}: it is the token that is refused, whatever the words say about a password.`,
        at,
      )
    const passwordTried = failuresSaid(seen).some(({ code }) => code === 535 || code === 534)
    const challenge = errorChallenge(seen)
    if (challenge && (isToken || !passwordTried))
      return {
        certainty: 'certain',
        because: 'The server answered the token with its error document, which means that it does not accept it.',
        seen: [challenge],
        fixes: oauthTokenRejected.fixes(at),
      }
    return judge(oauthTokenRejected, families, seen, context, ['credentials-rejected', 'app-password-required'])
  },
  fixes: (context, finding) => [
    ...(isSaidExpired(finding) ? [FRESH] : []),
    {
      do: `Check the scope: ${scopeOf(context)}. A token with other scopes, such as those of the REST interface, is refused by SMTP.`,
    },
    {
      do: 'Check the user: the user name of the login must be the mailbox that gave its consent. Pass the address itself, not a display name or an id.',
    },
    ...(isSaidExpired(finding) ? [] : [FRESH]),
    ...(isMicrosoft(context)
      ? [
          {
            do: 'For a token without a user (client credentials): the application needs the permission SMTP.SendAsApp with admin consent, a service principal registered in Exchange Online (New-ServicePrincipal) and rights on the mailbox. The rights for IMAP and POP do not cover SMTP.',
          },
          {
            do: 'Have an administrator switch Authenticated SMTP on for the mailbox; without it tokens are refused with 535 5.7.3, too.',
          },
        ]
      : []),
    ...orElse(steps(context, 'oauth'), [
      {
        do: 'Build the token line as base64 of: user=ADDRESS ^A auth=Bearer TOKEN ^A ^A, where ^A is the byte 1, and send it in one line.',
      },
    ]),
    {
      do: `If you meant to use a password: switch the mechanism to PLAIN or LOGIN and use ${context.provider && context.provider.secret.kind !== 'oauth-token' ? `the ${context.provider.secret.name} of ${nameOf(context)}` : 'an app password'}; a password in place of a token is refused like this.`,
    },
  ],
}

const FRESH: Fix = {
  do: 'Get a fresh access token with the refresh token just before the login: access tokens live for about an hour.',
}

function isSaidExpired(finding: Finding | undefined): boolean {
  return finding?.seen.some((one) => /token\b.{0,20}\bexpired|expired.{0,20}\btoken/i.test(lineOf(one))) ?? false
}

function scopeOf(context: Context): string {
  const scopes = context.provider?.oauth?.scopes
  return scopes && scopes.length > 0
    ? `${nameOf(context)} wants ${scopes.join(' ')}`
    : 'Google wants https://mail.google.com/, Microsoft https://outlook.office.com/SMTP.Send'
}

function isMicrosoft(context: Context): boolean {
  return context.provider?.id === 'microsoft-365' || context.provider?.id === 'outlook'
}
