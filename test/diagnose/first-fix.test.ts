import { describe, expect, test } from 'vitest'
import { explain } from '../../src/index.js'

/** The first fix is what people try first, so it has to be about what the message says. */
const FIRST: readonly (readonly [text: string, fix: string])[] = [
  ["Uncaught Error: Class 'PHPMailer' not found in /srv/shop/mail.php", 'composer require'],
  ['Call to undefined function openssl_encrypt()', 'extension=openssl'],
  ['Unable to find the socket transport "ssl" - did you forget to enable it', 'extension=openssl'],
  ['Unable to find the socket transport "TLS" - did you forget to enable it', 'small letters'],
  ["AttributeError: module 'ssl' has no attribute 'wrap_socket'", 'Python 3.12'],
  ['Error: Unsupported operation: Socket constructor', 'web page cannot speak SMTP'],
  ['fsockopen() has been disabled for security reasons', 'disable_functions'],
  ['TypeError: nodemailer.createTransporter is not a function', 'createTransport()'],
  ['Invalid address:  (From): root@localhost', 'Write the whole domain'],
  ['A from address must be specified.', 'No sender was given'],
  ['ArgumentError: SMTP From address may not be blank: nil', 'No sender was given'],
  ['ArgumentError: SMTP To address may not be blank: []', 'nobody to go to'],
  ['Invalid address:  (to): anna@firma-nord.test anna', 'in brackets'],
  ['AADSTS7000222: The provided client secret keys for app are expired.', 'Make a new client secret'],
  ['invalid_client: The OAuth client was not found.', 'Compare client id'],
  ['invalid_scope: Some requested scopes cannot be shown', 'exactly the scopes'],
  ['Google error: invalid_grant: Bad Request', 'Sign in again'],
  ['InvalidAuthenticationToken: Lifetime validation failed, the token is expired.', 'fresh access token'],
  ['The SMTP server does not support the STARTTLS extension.', 'port 465'],
  ["recipients=['jörg@firma-nord.test'] ends in UnicodeEncodeError: 'ascii' codec can't encode", 'EmailMessage'],
]

describe('the first fix is about what the message says', () => {
  test.each(FIRST)('%s', (text, fix) => expect(explain(text)[0]?.fixes[0]?.do).toContain(fix))

  test('nothing is said of Google where Microsoft has answered', () => {
    const fixes = explain('AADSTS70008: The refresh token has expired due to inactivity.')[0]?.fixes ?? []
    expect(fixes.map((fix) => fix.do).join('\n')).not.toContain('Google Cloud Console')
  })

  test('TLS is not to be switched off for a server that nobody named', () => {
    const fixes = explain('The SMTP server does not support the STARTTLS extension.')[0]?.fixes ?? []
    expect(fixes.map((fix) => fix.do).join('\n')).not.toContain('switch TLS off in the program')
  })

  test('what a library throws is not laid to the server', () => {
    const because = explain("javax.mail.internet.AddressException: Illegal address in string ``''")[0]?.because
    expect(because).toContain('client itself')
  })

  test('a program that writes addresses in ASCII has not asked what the server offers', () => {
    const said = explain("rcpt jörg@firma-nord.test: UnicodeEncodeError: 'ascii' codec can't encode character")[0]
    expect(said?.certainty).toBe('likely')
    expect(said?.because).toContain('never asked')
  })

  test("a server's own log is not a client's complaint", () => {
    const text =
      'postfix/smtpd[4711]: warning: unknown[203.0.113.9]: SASL LOGIN authentication failed: UGFzc3dvcmQ6, sasl_username=anna'
    const said = explain(text)[0]
    expect(said?.id).toBe('credentials-rejected')
    expect(said?.because).toContain('notes in its log')
    expect(said?.fixes[0]?.do).toContain('log of the mail server itself')
  })

  test('steps towards an app password say what they are for', () => {
    const fixes = explain('530 5.7.0 Authentication Required. gsmtp', { provider: 'gmail' })[0]?.fixes ?? []
    const words = fixes.map((fix) => fix.do)
    const lead = words.findIndex((one) => one.includes("refuses the account's own"))
    expect(lead).toBeGreaterThan(0)
    expect(words[lead + 1]).toContain('2-Step Verification')
  })

  test('where the port is known, nothing is guessed about another', () => {
    const fixes = explain(
      'lost connection with mx.firma-nord.test[192.0.2.7]:25 while receiving the initial server greeting',
    )[0]?.fixes
    expect(fixes?.map((fix) => fix.do).join('\n')).not.toContain('If the port is 465')
  })

  test('a machine without an address of the kind is told so', () => {
    const said = explain('OSError: [Errno 99] Cannot assign requested address: smtp.gmail.com port 587')[0]
    expect(said?.because).toContain('no address of its own')
  })
})
