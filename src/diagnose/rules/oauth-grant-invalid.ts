// No access token could be had from the token endpoint.

import type { Context, Fix, Rule } from '../../model.js'
import { phrases } from '../../smtp/prefilter.js'
import { type Family, judge } from '../phrases/family.js'
import { nameOf, orElse, steps } from '../phrases/fixes.js'
import { UNSTATED_LOGIN_FAILURES } from '../phrases/ranks.js'
import { lineOf, ofKind } from '../select.js'

const families: readonly Family[] = [
  {
    text: phrases`
      invalid_grant
      token has been (?:expired or )?revoked
      refresh token (?:is |has |was )?(?:expired|invalid|revoked|not found)
      (?:expired|invalid|missing|revoked) refresh token
      refresh token.{0,60}(?:expired|invalid|revoked|missing)
      AADSTS(?:70000|70008|70043|700082|50173|54005|700084|9002313|50078)\b
    `,
    not: /AADSTS(?:50076|50079|50158|53003)/,
    certainty: 'certain',
    because:
      'The token endpoint refuses the refresh token or the code: it is expired, revoked, or belongs to another client.',
  },
  {
    text: phrases`
      invalid_client
      AADSTS7000\d{2,3}\b
      client secret
      could not determine client id
      client (?:id|secret).{0,40}(?:missing|invalid|not set|expired)
      deleted_client
      disabled_client
    `,
    certainty: 'certain',
    because: 'The token endpoint does not accept the client id or the client secret of the application.',
  },
  {
    text: phrases`
      unauthorized_client
      consent_required
      interaction_required
      admin consent
      AADSTS(?:65001|65004|90094|700016|50011|65005|900971)\b
      access_denied.{0,80}(?:consent|oauth|scope)
      redirect_uri_mismatch
      org_internal
      admin_policy_enforced
      access blocked:[ ]
    `,
    certainty: 'certain',
    because:
      'The token endpoint says that this application may not ask for a token this way, or that the consent for it is missing.',
  },
  {
    text: phrases`
      invalid_scope
      scope .{0,200}(?:is not valid|doesn't exist|does not exist)
      AADSTS(?:70011|650053|28002|28003)\b
    `,
    certainty: 'certain',
    because: 'The token endpoint does not know the scope that was asked for.',
  },
  {
    text: phrases`
      can ?(?:not|'t) create new access token
      (?:could not|failed to|unable to|cannot|can't|error while) (?:get|getting|obtain|fetch|acquire|refresh|retrieve|create|generat\w+|request\w*) .{0,40}(?:access |oauth2? |refresh )?token
      token (?:refresh|request|acquisition|endpoint).{0,40}(?:failed|error|refused)
      TokenResponseException
      RefreshError
      requesting OAuth 2\.0 credentials
      InvalidToken\(\d
      TokenStore::Refresh
      MsalUiRequired
      MsalServiceException
      IdentityProviderException
      no (?:access |refresh )token
      missing (?:access|refresh) ?token
      access token (?:is )?(?:missing|empty|null|undefined|not set|not provided)
    `,
    certainty: 'likely',
    because: 'The program could not get an access token, so there was nothing to log in with.',
  },
  {
    text: phrases`
      \b(?:40[013]) (?:Bad Request|Unauthorized|Forbidden).{0,200}(?:oauth|token|client|grant)
      (?:oauth|token).{0,200}\b40[013]\b (?:Bad Request|Unauthorized|Forbidden)
      Invalid status code 40[013]
      AADSTS\d{5,7}
    `,
    not: /AADSTS(?:50076|50079|50074|50158|53003|50105)\b/,
    certainty: 'likely',
    because: 'The token endpoint answered with an error in place of an access token.',
  },
]

export const oauthGrantInvalid: Rule = {
  id: 'oauth-grant-invalid',
  title: 'No OAuth 2.0 access token could be had',
  meaning:
    "Before the mail server is asked, the program has to get an access token from the sign-in service of the provider, and that failed: the consent is missing, expired or revoked, or the application's id, secret or scopes are wrong. The mail server has not been involved.",
  seenAs: [
    'invalid_grant',
    'invalid_client',
    'unauthorized_client',
    "Can't create new access token for user",
    'AADSTS7000215: Invalid client secret provided',
  ],
  outranks: ['oauth-token-rejected', 'credentials-missing', ...UNSTATED_LOGIN_FAILURES],
  match(seen, context) {
    const found = judge(oauthGrantInvalid, families, seen, context)
    if (found) return found
    const [error] = ofKind(seen, 'oauth').filter(
      ({ error: code, message }) =>
        !/invalid_token/.test(code) &&
        !/AADSTS(?:50076|50079|50074|50158|53003|50105)\b|"?status"?\s{0,2}:\s{0,2}"?40/.test(message),
    )
    return (
      error && {
        certainty: 'certain',
        because:
          error.error === 'no-token'
            ? 'The program had no access token to log in with.'
            : `The token endpoint answered ${error.error}.`,
        seen: [error],
      }
    )
  },
  fixes: (context, finding) => [
    ...ownFixes(context, (finding?.seen ?? []).map(lineOf).join('\n')),
    ...orElse(steps(context, 'oauth'), []),
    ...steps(context, 'admin'),
    {
      do: 'A service account without a user works only where an administrator has allowed it (Google Workspace: domain-wide delegation; Microsoft 365: admin consent for the application).',
    },
  ],
}

/** What was refused comes first, and nothing is said of Google where Microsoft has answered. */
function ownFixes(context: Context, words: string): Fix[] {
  const consent: Fix[] = [
    {
      do: 'Sign in again and give consent once more, so that a new refresh token is stored; an old one dies with a changed password, a revoked consent, or long disuse.',
    },
    ...(context.provider?.id === 'gmail' || !(context.provider || /AADSTS|microsoft/i.test(words))
      ? [
          {
            do: 'Google: while the consent screen of the project is in "Testing", refresh tokens die after 7 days. Set it to "In production" in Google Cloud Console → Google Auth Platform → Audience.',
            url: 'https://console.cloud.google.com/auth/audience',
          },
        ]
      : []),
  ]
  const secret: Fix[] = [
    ...(/AADSTS7000222\b/.test(words)
      ? [
          {
            do: 'Make a new client secret (Microsoft Entra admin center → App registrations → the application → Certificates & secrets → New client secret), copy its value at once and give that to the program.',
          },
        ]
      : []),
    {
      do: 'Compare client id and client secret with those of the registered application: the value of the secret, not its id; no newline at the end; not expired.',
    },
  ]
  const scopes: Fix[] = [
    {
      do: `Ask for exactly the scopes that SMTP needs${context.provider?.oauth ? ` at ${nameOf(context)}: ${context.provider.oauth.scopes.join(' ')}` : ' (Google: https://mail.google.com/ – Microsoft: https://outlook.office.com/SMTP.Send offline_access)'}, separated by single blanks.`,
    },
  ]
  if (/\bno access, refresh\b/i.test(words))
    return [
      {
        do: 'Hand the library the refresh token before it is asked for a token (googleapis: client.setCredentials({ refresh_token })), and check that the setting which holds it is not empty where the program runs.',
      },
      ...consent,
      ...secret,
      ...scopes,
    ]
  if (/invalid_client|AADSTS7000\d{2,3}\b|client secret/i.test(words)) return [...secret, ...consent, ...scopes]
  if (/invalid_scope|AADSTS(?:70011|650053)\b/.test(words)) return [...scopes, ...consent, ...secret]
  return [...consent, ...secret, ...scopes]
}
