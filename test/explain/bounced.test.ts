// Bounces of many makes: the innermost reply is the evidence, whatever the reporting server makes of it, and headers of the
// returned message are none.

import { describe, expect, test } from 'vitest'
import type { DiagnosisId } from '../../src/model.js'
import { firstId } from './sources.js'

function check(id: DiagnosisId, texts: readonly string[]): void {
  test.each(texts)(`${id}: %s`, (text) => expect(firstId(text)).toBe(id))
}

describe('a bounce that says the same twice', () => {
  const sendmail = (reply: string, own: string) =>
    `   ----- Transcript of session follows -----\n... while talking to mx.firma-nord.test.:\n>>> RCPT To:<anna@firma-nord.test>\n<<< ${reply}\n${own}\n>>> DATA\n<<< 503 Error: need RCPT command`
  check('client-ip-blocked', [
    sendmail('550 5.7.1 IP address blacklisted by recipient', '550 5.1.1 <anna@firma-nord.test>... User unknown'),
  ])
  check('relay-denied', [sendmail('550 5.7.1 Unable to relay', '550 5.1.1 <anna@firma-nord.test>... User unknown')])
  check('recipient-unknown', [
    sendmail('551 not our user', '550 5.1.1 <anna@firma-nord.test>... User unknown'),
    "Status: 5.0.0 (permanent failure)\nRemote-MTA: dns; [192.0.2.8]\nDiagnostic-Code: smtp; 5.3.0 - Other mail system problem 550-'Unknown user anna@firma-nord.test' (delivery attempts: 0)",
    '  Recipient address: anna@firma-nord.test\n  Reason: SMTP transmission failure has occurred\nStatus: 5.0.0 (SMTP transmission failure has occurred)\nDiagnostic-code: smtp;550 : User unknown',
  ])
  check('message-rejected-content', [
    "5.1.0 - Unknown address error 550-'5.7.1 Message rejected as spam' (delivery attempts: 0)",
    'undeliverable to anna@firma-nord.test\n\nBody of message generated response:\n550-REJECTED - Blacklisted URL in message. (firma-nord.test) in [black].\n550 See http://lookup.uribl.com.',
  ])
})

describe('a bounce whose words are broken or short', () => {
  check('recipient-unknown', [
    'Final-Recipient: rfc822; anna@firma-nord.test\nAction: failed\nStatus: 5.0.0\nDiagnostic-Code: X-Notes; Recipient user name anna (anna@firma-nord.test)\n    not unique.  Several matches found in Domino Directory.',
    'Final-Recipient: rfc822; anna@firma-nord.test\nAction: failed\nDiagnostic-Code: 450 user path does not exist',
    "   ----- Transcript of session follows -----\nanna... not unique. Several matches found\n554 5.0.0 anna... Can't create output",
  ])
})

describe('a stopped mailbox that the receiver tells of', () => {
  const said = (words: string) =>
    `<anna@firma-nord.test>: host mx.firma-nord.test[192.0.2.8] said: 550 5.7.1 ${words} (in reply to RCPT TO command)`
  check('recipient-unknown', [said('mailbox has been suspended'), said('Account anna is temporarily locked')])
  check('account-locked', [said('Your account has been suspended')])
})

describe('a number of a version or of a ticket', () => {
  test.each(['by mx.firma-nord.test with esmtp (Exim 3.03 #1) id 12abc-0003', 'See issue #13 for the mail server'])(
    'is no number of an error: %s',
    (text) => expect(firstId(text)).not.toBe('connect-permission-denied'),
  )
})

describe('a bounce in prose', () => {
  check('recipient-unknown', [
    'did not reach the following recipient(s):\n\nanna@firma-nord.test on Thu, 29 Apr 2025 23:34:45 +0000\n    The recipient name is not recognized',
    '------- Failure Reasons  --------\n\nUser not listed in public Name & Address Book\nanna@firma-nord.test',
    'was not delivered to:\n  anna@firma-nord.test\nbecause:\n  User Anna (anna@firma-nord.test) not listed in Domino Directory',
  ])
  check('recipient-mailbox-full', [
    'Your mail sent on: Thu, 29 Apr 2025 00:00:00 +0900\n     Could not be delivered to: <anna@firma-nord.test>\n     As their mailbox is full.',
  ])
  check('server-temporary-failure', [
    'Message could not be delivered for more than 3 day(s)',
    'Your message was not delivered within 0 days and 1 hours.',
    'Delivery failed 20 attempts: anna@firma-nord.test',
    "all hosts for 'firma-nord.test' have been failing for a long time (and retry time not reached)",
    'Host mx.firma-nord.test was not reachable within the allowed queue period',
    '<anna@firma-nord.test>: Server did not respond after several attempts, giving up on 192.0.2.8',
    'This is a permanent error. The following address failed:\n\n<anna@firma-nord.test>\n\nReason:\ndelivery retry timeout exceeded\n\nX-GMX-Antispam: 0 (Mail was not recognized as spam); Detail=V3;',
  ])
})

describe('what Exchange found out about the next server', () => {
  check('starttls-not-offered', [
    '450 4.7.321 starttls-not-supported: Destination mail server must support TLS to receive mail.',
  ])
  check('cert-expired', ["450 4.7.322 certificate-expired: Destination mail server's certificate is expired."])
  check('cert-untrusted', ['450 4.7.323 tlsa-invalid: The domain failed DANE validation.'])
  check('dns-unavailable', ['450 4.7.324 dnssec-invalid: Destination domain returned invalid DNSSEC records'])
  check('cert-hostname-mismatch', [
    '450 4.7.325 certificate-host-mismatch: remote certificate MUST have a common name or subject alternative name matching the hostname (DANE)',
  ])
})

describe('a look-up in prose', () => {
  check('host-not-found', ['I am getting "host lookup mail.firma-nord.test failed"'])
})
