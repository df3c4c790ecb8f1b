// Logins in somebody's own words: which sign of the password was the trouble, and that it was a token and no password.

import { describe, expect, test } from 'vitest'
import type { DiagnosisId } from '../../src/model.js'
import { firstId } from './sources.js'

function check(id: DiagnosisId, texts: readonly string[]): void {
  test.each(texts)(`${id}: %s`, (text) => expect(firstId(text)).toBe(id))
}

describe('the sign that was the trouble', () => {
  check('config-secret-mangled', [
    'No mail goes out with an account that has a percent `%` character in the password, authentication failure',
    'there is a # character in the password and the login fails',
    'The mail password has a dollar sign in the password',
    '535 Incorrect authentication data.\nA password like `tu$lpe` would silently become `tu` at run time',
  ])
  check('credentials-rejected', ['535 Incorrect authentication data. I typed the password with great care'])
})

describe("an authorization server's own sentences (RFC 6749 section 5.2, as libraries print them)", () => {
  check('oauth-grant-invalid', [
    'Client authentication failed (e.g., unknown client, no client authentication included, or unsupported authentication method).',
    'The provided authorization grant (e.g., authorization code, resource owner credentials) or refresh token is invalid, expired, revoked, or was issued to another client.',
    'The client is not authorized to request an access token using this method.',
    'The resource owner or authorization server denied the request.',
  ])
})

describe('a login of which it is said that it was made with a token', () => {
  check('oauth-token-rejected', [
    'Error 535 5.7.3 Authentication unsuccessful [AB1.PROD.OUTLOOK.COM]. The auth token is valid, says the adapter',
    '535 5.7.3 Authentication unsuccessful, although I configured Outlook (OAuth) and just got a new access token',
  ])
  check('credentials-rejected', ['535 5.7.3 Authentication unsuccessful [AB1.PROD.OUTLOOK.COM]'])
})

describe('relaying that is refused, and who was known by address', () => {
  check('relay-denied', ['550 relay denied, although the server authenticates by IP'])
  check('auth-required', ['550 relay denied, please authenticate first'])
})

describe("a queue's own time limit, over a socket that was being opened", () => {
  check('connect-timeout', [
    'App\\Jobs\\SendInvoice has timed out.\n#1 /srv/vendor/laravel/framework/src/Illuminate/Queue/Worker.php(221): Worker->timeoutExceededException()\n#2 /srv/vendor/symfony/mailer/Transport/Smtp/Stream/SocketStream.php(154): {closure}(14, Array)',
  ])
})
