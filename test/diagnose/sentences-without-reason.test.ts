import { expect, test } from 'vitest'
import { explained } from '../explain/sources.js'

test.each([
  ['There was an error trying to send your message. Please try again later.', /WP Mail SMTP/],
  ['WP_Error wp_mail_failed', /wp_mail_failed/],
  ['wp_mail() returned false', /WP Mail SMTP/],
  ['Mailer Error: Message could not be sent.', /log and the web server's error log/],
  ['Unable to send e-mail. Contact the site administrator if the problem persists.', /error log/],
])('a sentence that is the same for every failure leads to where the reason stands: %s', (text, advice) => {
  const [first] = explained(text)
  expect(first?.id).toBe('unknown')
  expect(first?.because).toMatch(/every mail that fails/)
  expect(first?.fixes.map((fix) => fix.do).join('\n')).toMatch(advice)
})

test('with the reason beside it, the reason counts', () => {
  expect(explained('wp_mail_failed: SMTP Error: 535 5.7.8 authentication failed')[0]?.id).toBe('credentials-rejected')
  expect(explained('Could not instantiate mail function.')[0]?.id).toBe('client-support-missing')
  expect(explained('451 4.3.0 Temporary lookup failure, please try again later')[0]?.id).toBe(
    'server-temporary-failure',
  )
})
