// Errors of OAuth 2.0 token endpoints (RFC 6749 section 5.2) and of the libraries that ask them.

import { firstMatch, phrases } from '../../smtp/prefilter.js'

export interface OauthPhrase {
  readonly error: string
  readonly words: string
}

const CODES =
  /\b(invalid_grant|invalid_client|unauthorized_client|invalid_scope|unsupported_grant_type|consent_required|interaction_required|login_required|admin_policy_enforced|redirect_uri_mismatch|access_denied|invalid_request|invalid_token|temporarily_unavailable)\b|\b(AADSTS\d{4,7})\b/

const NO_TOKEN = phrases`
    can['’]t create new access token
    (?:could not|cannot|can['’]t|failed to|failed|failure|unable to|error) (?:refresh|get|fetch|obtain|acquire|retriev|request|creat|generat|renew)\w{0,3} (?:an? |the |new |oauth2? )*(?:access |oauth2? |refresh )*token
    (?:no|missing|empty) (?:access|refresh|oauth2?) ?token
    (?:access|refresh) ?token (?:is |was )?(?:missing|empty|null|undefined|not (?:found|set|provided|available))
    \boauth2? (?:access |refresh )?token (?:was )?not (?:found|available|configured)
    token has (?:been )?expired or (?:been )?revoked
    (?:refresh|access) token .{0,40}(?:expired|revoked|invalid)
    (?:refresh|access) ?token (?:\w{1,12} )?fail
    error (?:refreshing|fetching|getting|requesting) .{0,20}token
    token (?:endpoint|request|refresh|exchange) .{0,30}(?:fail|error|return|reject)
    input parameter '(?:scope|client_id|grant_type)' is not valid
    asked for scope .{1,80} that doesn['’]t exist
    could not determine client id
    perhaps refresh token invalid
    \bno access, refresh (?:token|handler)\b
    invalid status code 4\d\d
    google\.auth\.exceptions\.RefreshError
    TokenResponseException
    MsalUiRequired
    requesting OAuth 2\.0 credentials
    \bclient authentication failed \(e\.g\., unknown client
    \bauthorization grant \(e\.g\., authorization code
    \b(?:authorization grant type|requested scope) is (?:not supported|invalid)
    \bclient is not authorized to request an (?:authorization code|access token)
    \bresource owner or authorization server denied the request
    no token
  `

/** The OAuth error that a line holds; undefined when it holds none. */
export function oauthErrorIn(text: string): OauthPhrase | undefined {
  const coded = firstMatch(CODES, text)
  if (coded) {
    const error = coded[1] ?? coded[2] ?? 'no-token'
    if (!AMBIGUOUS.has(error) || /oauth|token|client_?id|aadsts|consent|grant|"error"|'error'|perhaps/i.test(text))
      return { error, words: coded[0] }
  }
  const words = firstMatch(NO_TOKEN, text)?.[0]
  return words ? { error: 'no-token', words } : undefined
}

/** Codes that other programs use for other things. */
const AMBIGUOUS: ReadonlySet<string> = new Set(['access_denied', 'temporarily_unavailable', 'login_required'])
