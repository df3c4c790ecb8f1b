// Each fault does on the wire what its name says, seen by a client that is written by hand.

import { describe, expect, test } from 'vitest'
import type { Role } from '../../src/lab/fault.js'
import { faults } from '../../src/lab/faults.js'
import { type LabServer, serveFault } from '../../src/lab/serve.js'
import { Ended, openTcp, openTls, walk } from './hand-client.js'

type Proof = (server: LabServer) => Promise<void>

/** The session runs to this verb on each door, and is refused there with this text. */
const refusedAt =
  (verb: string, text: RegExp, roles?: readonly Role[]): Proof =>
  async (server) => {
    for (const role of roles ?? (['submission', 'submissions', 'smtp'] as const)) {
      const last = (await walk(server, role)).at(-1)
      expect({ role, verb: last?.verb }).toEqual({ role, verb })
      expect(last?.lines.join('\n')).toMatch(text)
    }
  }

/** The session runs to its end, over the doors named, and the message is kept. */
const worksAt =
  (...roles: Role[]): Proof =>
  async (server) => {
    for (const role of roles) expect((await walk(server, role)).at(-1)).toMatchObject({ verb: 'MESSAGE', code: 250 })
    expect(server.messages).toHaveLength(roles.length)
  }

/** A checking client is turned away by the certificate with this code; one that checks nothing gets through. */
const distrusted =
  (code: string): Proof =>
  async (server) => {
    for (const role of ['submission', 'submissions'] as const) {
      await expect(walk(server, role)).rejects.toMatchObject({ code })
      const lenient = await openTls(server, 'submissions', { rejectUnauthorized: false })
      expect((await lenient.reply('CONNECT')).code).toBe(220)
      lenient.socket.destroy()
    }
  }

const all =
  (...proofs: Proof[]): Proof =>
  async (server) => {
    for (const proof of proofs) await proof(server)
  }

/** What the first bytes on a door are, spoken to in clear. */
const greetsWith =
  (text: RegExp, ...roles: Role[]): Proof =>
  async (server) => {
    for (const role of roles) {
      const line = openTcp(server, role)
      expect(await line.until(/\n/)).toMatch(text)
      line.socket.destroy()
    }
  }

const endsBeforeGreeting =
  (how: string): Proof =>
  async (server) => {
    for (const role of ['submission', 'smtp'] as const) {
      const line = openTcp(server, role)
      expect(await line.ended()).toBe(how)
      expect(line.received()).toBe('')
    }
    await expect(openTls(server, 'submissions')).rejects.toThrow()
  }

const refusesConnections =
  (...roles: Role[]): Proof =>
  async (server) => {
    for (const role of roles) expect(await openTcp(server, role).ended()).toBe('ECONNREFUSED')
  }

/** The handshake after STARTTLS, and the one on the TLS door, fail in the same way. */
const handshakeFails =
  (error: object): Proof =>
  async (server) => {
    await expect(openTls(server, 'submissions')).rejects.toMatchObject(error)
    await expect(walk(server, 'submission')).rejects.toMatchObject(error)
  }

const proofs: Record<string, Proof> = {
  // address
  'http-server': async (server) => {
    const line = openTcp(server, 'submission')
    line.write('EHLO client.lab.test\r\n')
    expect(await line.until(/\r\n\r\n/)).toMatch(/^HTTP\/1\.1 400 Bad Request/)
    expect(await line.ended()).toBe('close')
    await expect(openTls(server, 'submissions')).rejects.toMatchObject({ code: 'ERR_SSL_WRONG_VERSION_NUMBER' })
  },
  'imap-server': greetsWith(/^\* OK \[CAPABILITY IMAP4rev1/, 'submission', 'smtp'),
  'imap-host-name': async (server) => {
    expect(server.hostName).toBe('imap.gmail.com')
    const line = await openTls(server, 'submissions')
    expect(await line.until(/\n/)).toMatch(/^\* OK Gimap/)
    line.socket.destroy()
  },
  'pop3-server': greetsWith(/^\+OK/, 'submission', 'smtp'),
  'ssh-server': greetsWith(/^SSH-2\.0-OpenSSH/, 'submission', 'submissions', 'smtp'),
  'ftp-server': async (server) => {
    const line = openTcp(server, 'submission')
    expect((await line.reply('CONNECT')).lines[0]).toMatch(/^220 .*FTP/)
    expect((await line.say('EHLO client.lab.test')).code).toBe(530)
    line.socket.destroy()
  },
  'endless-line': async (server) => {
    const line = openTcp(server, 'submission')
    expect(await line.until(/^[\s\S]{300000}/)).not.toContain('\n')
    line.socket.destroy()
  },
  'retired-host-name': all(
    async (server) => expect(server.hostName).toBe('smtp.live.com'),
    refusesConnections('submission', 'submissions', 'smtp'),
  ),
  'localhost-left-over': all(
    async (server) => expect(server.hostName).toBe('localhost'),
    refusesConnections('submission', 'submissions', 'smtp'),
  ),
  'mx-host': all(refusedAt('AUTH', /^503 /, ['smtp']), async (server) => {
    const line = openTcp(server, 'smtp')
    expect((await line.reply('CONNECT')).lines[0]).toMatch(/^220 mx\.google\.com ESMTP/)
    await line.say('EHLO client.lab.test')
    expect(line.received()).not.toContain('AUTH')
    expect((await line.say('MAIL FROM:<anybody@elsewhere.example>')).code).toBe(250)
    line.socket.destroy()
  }),
  'wrong-provider': refusedAt('AUTH', /^535 5\.7\.0 \(#MBR1212\)/),

  // door
  'connection-refused': refusesConnections('submission', 'submissions', 'smtp'),
  'port-25-closed': all(refusesConnections('smtp'), worksAt('submission', 'submissions')),
  'no-greeting': async (server) => {
    // Silence cannot be waited for: the server takes the connection, and lets the client close it, without a byte.
    const line = openTcp(server, 'submission')
    await new Promise<void>((resolve) => line.socket.once('connect', resolve))
    line.socket.end('EHLO client.lab.test\r\n')
    expect(await line.ended()).toBe('close')
    expect(line.received()).toBe('')
  },
  'slow-drip': async (server) => {
    const line = openTcp(server, 'submission')
    expect(await line.until(/^22/)).not.toContain('\n')
    line.socket.destroy()
  },
  'closed-before-greeting': endsBeforeGreeting('close'),
  'reset-before-greeting': endsBeforeGreeting('ECONNRESET'),
  'greeting-421': refusedAt('CONNECT', /^421 4\.7\.0 .*too many connections/),
  blocklisted: refusedAt('CONNECT', /^554 5\.7\.1 .*zen\.spamhaus\.org/),
  'helo-rejected': refusedAt('EHLO', /^504 5\.5\.2 <client\.lab\.test>: Helo command rejected/),
  'google-relay-ehlo': refusedAt('EHLO', /^421-4\.7\.0 Try again later/),
  'endless-reply': async (server) => {
    const line = openTcp(server, 'submission')
    await line.reply('CONNECT')
    line.write('EHLO client.lab.test\r\n')
    const [, ...lines] = (await line.until(/^[\s\S]{300000}/)).split('\r\n').slice(0, -1)
    expect(lines.filter((one) => !one.startsWith('250-'))).toEqual([])
    line.socket.destroy()
  },
  'cut-after-ehlo': async (server) => {
    const line = openTcp(server, 'submission')
    expect((await line.reply('CONNECT')).code).toBe(220)
    line.write('EHLO client.lab.test\r\n')
    expect(await line.ended()).toBe('close')
    expect(line.received()).toMatch(/^220 [^\n]*\n$/)
  },
  'shutting-down': refusedAt('MAIL', /^421 4\.3\.2 .*shutting down/),

  // hallway
  'tls-only': async (server) => {
    for (const role of ['submission', 'smtp'] as const) {
      const encrypted = await openTls(server, role)
      expect((await encrypted.reply('CONNECT')).code).toBe(220)
      encrypted.socket.destroy()
      const clear = openTcp(server, role)
      clear.write('EHLO client.lab.test\r\n')
      await clear.ended()
      expect(clear.received()).not.toMatch(/^\d{3}/)
    }
  },
  'clear-only': all(greetsWith(/^220 mail\.lab\.test/, 'submissions'), async (server) => {
    await expect(openTls(server, 'submissions')).rejects.toMatchObject({ code: 'ERR_SSL_WRONG_VERSION_NUMBER' })
  }),
  'starttls-missing': all(refusedAt('STARTTLS', /^500 /, ['submission', 'smtp']), worksAt('submissions')),
  'starttls-stripped': all(refusedAt('STARTTLS', /^500 /, ['submission', 'smtp']), async (server) => {
    const line = openTcp(server, 'submission')
    await line.reply('CONNECT')
    const { lines } = await line.say('EHLO client.lab.test')
    expect(lines.join()).toContain('XXXXXXXA')
    expect(lines.join()).not.toContain('STARTTLS')
    line.socket.destroy()
  }),
  'starttls-refused': refusedAt('STARTTLS', /^454 4\.7\.0 TLS not available/, ['submission', 'smtp']),
  'starttls-cut': async (server) => {
    const line = openTcp(server, 'submission')
    await line.reply('CONNECT')
    expect((await line.say('EHLO client.lab.test')).lines.join()).toContain('STARTTLS')
    line.write('STARTTLS\r\n')
    expect(await line.ended()).toBe('close')
  },
  'starttls-injection': async (server) => {
    const line = openTcp(server, 'submission')
    await line.reply('CONNECT')
    await line.say('EHLO client.lab.test')
    line.write('STARTTLS\r\n')
    expect((await line.reply('STARTTLS')).code).toBe(220)
    expect((await line.reply('NOBODY ASKED')).lines).toEqual(['250-mail.lab.test', '250 AUTH PLAIN LOGIN'])
    const encrypted = await openTls(server, line.socket)
    expect((await encrypted.say('EHLO client.lab.test')).code).toBe(250)
    encrypted.socket.destroy()
  },
  'starttls-required': all(
    refusedAt('AUTH', /^530 5\.7\.0 Must issue a STARTTLS command first/, ['submission', 'smtp']),
    worksAt('submissions'),
  ),
  'auth-after-starttls': async (server) => {
    const line = openTcp(server, 'submission')
    await line.reply('CONNECT')
    expect((await line.say('EHLO client.lab.test')).lines.join()).not.toContain('AUTH')
    expect((await line.say('AUTH PLAIN AGEAYg==')).code).toBe(530)
    await line.say('STARTTLS')
    const encrypted = await openTls(server, line.socket)
    expect((await encrypted.say('EHLO client.lab.test')).lines.join()).toContain('AUTH PLAIN LOGIN')
    encrypted.socket.destroy()
  },
  'handshake-stalls': async (server) => {
    for (const role of ['submission', 'submissions'] as const) {
      const line = openTcp(server, role)
      if (role === 'submission') {
        await line.reply('CONNECT')
        await line.say('EHLO client.lab.test')
        expect((await line.say('STARTTLS')).code).toBe(220)
      }
      const before = line.received()
      line.socket.end(Buffer.from([22, 3, 1, 0, 5, 1, 0, 0, 1, 3]))
      expect(await line.ended()).toBe('close')
      expect(line.received()).toBe(before)
    }
  },
  'handshake-closed': handshakeFails({ code: 'ECONNRESET' }),
  'client-certificate': async (server) => {
    const line = await openTls(server, 'submissions')
    expect(await line.ended()).toBe('ERR_SSL_TLSV13_ALERT_CERTIFICATE_REQUIRED')
  },
  'tls10-only': all(handshakeFails({ code: 'ERR_SSL_TLSV1_ALERT_PROTOCOL_VERSION' }), async (server) => {
    const old = { minVersion: 'TLSv1', ciphers: 'DEFAULT@SECLEVEL=0' }
    const line = await openTls(server, 'submissions', old)
    expect((line.socket as import('node:tls').TLSSocket).getProtocol()).toBe('TLSv1')
    line.socket.destroy()
  }),
  'no-shared-cipher': all(
    handshakeFails({ code: expect.stringMatching(/^ERR_SSL_SSL(?:V3|\/TLS)_ALERT_HANDSHAKE_FAILURE$/) }),
    async (server) => {
      const unusual = { minVersion: 'TLSv1.3', ciphers: 'TLS_AES_128_CCM_8_SHA256:DEFAULT@SECLEVEL=0' } as const
      const line = await openTls(server, 'submissions', unusual)
      expect((await line.reply('CONNECT')).code).toBe(220)
      line.socket.destroy()
    },
  ),

  // certificates
  'cert-expired': distrusted('CERT_HAS_EXPIRED'),
  'cert-not-yet-valid': distrusted('CERT_NOT_YET_VALID'),
  'cert-wrong-name': distrusted('ERR_TLS_CERT_ALTNAME_INVALID'),
  'cert-two-faults': distrusted('CERT_HAS_EXPIRED'),
  'cert-self-signed': distrusted('DEPTH_ZERO_SELF_SIGNED_CERT'),
  'cert-unknown-ca': distrusted('SELF_SIGNED_CERT_IN_CHAIN'),
  'cert-incomplete-chain': distrusted('UNABLE_TO_VERIFY_LEAF_SIGNATURE'),
  // Node falls back to the common name, where OpenSSL's own check, Go and Python 3.12 do not.
  'cert-no-san': all(worksAt('submission'), async (server) => {
    const line = await openTls(server, 'submissions')
    const certificate = (line.socket as import('node:tls').TLSSocket).getPeerCertificate()
    expect(certificate.subject.CN).toBe('mail.lab.test')
    expect(certificate.subjectaltname).toBeUndefined()
    line.socket.destroy()
  }),
  'cert-weak-key': async (server) => {
    await expect(walk(server)).rejects.toThrow(/key too (weak|small)/)
    const line = await openTls(server, 'submissions', { ciphers: 'DEFAULT@SECLEVEL=0' })
    expect((line.socket as import('node:tls').TLSSocket).getPeerCertificate().bits).toBe(768)
    line.socket.destroy()
  },
  'cert-weak-signature': async (server) => {
    await expect(walk(server)).rejects.toThrow(/digest algorithm too weak/)
    const line = await openTls(server, 'submissions', { rejectUnauthorized: false })
    const certificate = (line.socket as import('node:tls').TLSSocket).getPeerCertificate()
    expect(certificate.subjectaltname).toContain('DNS:mail.lab.test')
    line.socket.destroy()
  },
  antivirus: all(distrusted('SELF_SIGNED_CERT_IN_CHAIN'), async (server) => {
    const line = await openTls(server, 'submissions', { rejectUnauthorized: false })
    const certificate = (line.socket as import('node:tls').TLSSocket).getPeerCertificate()
    expect(certificate.subject.CN).toBe('smtp.gmail.com')
    expect(certificate.issuer.CN).toBe('Avast Web/Mail Shield Root')
    line.socket.destroy()
  }),
  'hosting-redirect': all(
    distrusted('ERR_TLS_CERT_ALTNAME_INVALID'),
    greetsWith(/^220-server7\..* Exim /, 'submission'),
  ),

  // id
  'auth-missing': all(refusedAt('AUTH', /^500 /), async (server) => {
    const line = await openTls(server, 'submissions')
    await line.reply('CONNECT')
    expect((await line.say('EHLO client.lab.test')).lines.join()).not.toContain('AUTH')
    line.socket.destroy()
  }),
  'only-ntlm': async (server) => {
    const line = await openTls(server, 'submissions')
    await line.reply('CONNECT')
    expect((await line.say('EHLO client.lab.test')).lines.at(-1)).toBe('250 AUTH NTLM GSSAPI')
    expect((await line.say('AUTH PLAIN AGEAYg==')).code).toBe(504)
    line.socket.destroy()
  },
  'auth-cut': async (server) => {
    for (const role of ['submission', 'submissions', 'smtp'] as const)
      await expect(walk(server, role)).rejects.toBeInstanceOf(Ended)
    expect(server.logins).toHaveLength(3)
  },
  'auth-malformed': refusedAt('AUTH', /^501 5\.5\.2 Cannot Decode response/),
  'auth-back-end-down': refusedAt('AUTH', /^454 4\.7\.0 Temporary authentication failure/),
  'wrong-password': refusedAt('AUTH', /^535 5\.7\.8 /),
  'wrong-password-scram': async (server) => {
    const line = await openTls(server, 'submissions')
    await line.reply('CONNECT')
    expect((await line.say('EHLO client.lab.test')).lines.at(-1)).toBe('250 AUTH SCRAM-SHA-256 CRAM-MD5')
    const first = await line.say(`AUTH SCRAM-SHA-256 ${btoa('n,,n=ada@lab.test,r=clientnonce')}`)
    const challenge = atob(first.lines[0]?.slice(4) ?? '')
    expect(challenge).toMatch(/^r=clientnonce[^,]+,s=[^,]+,i=4096$/)
    const nonce = /^r=([^,]+)/.exec(challenge)?.[1]
    const last = await line.say(btoa(`c=biws,r=${nonce},p=${btoa('x'.repeat(32))}`))
    expect(last.lines[0]).toMatch(/^535 5\.7\.8/)
    line.socket.destroy()
  },
  'account-locked': refusedAt('AUTH', /^535 5\.7\.8 .*disabled/),
  'password-expired': refusedAt('AUTH', /^535 5\.7\.8 .*expired/),
  'login-required': refusedAt('MAIL', /^530 5\.7\.0 Authentication required/),
  'hostile-text': all(refusedAt('AUTH', /^535 5\.7\.8 Error: authentication failed$/m), async (server) => {
    const text = (await walk(server)).at(-1)?.lines.join('\n') ?? ''
    for (const byte of ['\x1b', '\x00', '\x07', '\x08', '\x9b', '\xff']) expect(text).toContain(byte)
  }),
  'gmail-account-password': refusedAt(
    'AUTH',
    /^535-5\.7\.8 Username and Password not accepted.*\n535 5\.7\.8 .*BadCredentials/,
  ),
  'gmail-second-factor': refusedAt(
    'AUTH',
    /^534-5\.7\.9 Application-specific password required.*\n534 .*InvalidSecondFactor/,
  ),
  'gmail-web-login': refusedAt('AUTH', /^534-5\.7\.9 Please log in with your web browser[\s\S]*WebLoginRequired/),
  'gmail-continue-sign-in': refusedAt('AUTH', /^534-5\.7\.14 <https:[\s\S]*Please log in via your web browser/),
  'gmail-too-many-logins': refusedAt('AUTH', /^454-4\.7\.0 Too many login attempts/),
  'gmail-token-rejected': async (server) => {
    const line = await openTls(server, 'submissions')
    await line.reply('CONNECT')
    await line.say('EHLO client.lab.test')
    const { username, secret } = server.setup
    const challenge = await line.say(`AUTH XOAUTH2 ${btoa(`user=${username}\x01auth=Bearer ${secret}\x01\x01`)}`)
    expect(challenge.code).toBe(334)
    expect(JSON.parse(atob(challenge.lines[0]?.slice(4) ?? ''))).toMatchObject({ status: '400' })
    expect((await line.say('')).lines[0]).toMatch(/^535-5\.7\.8 /)
    line.socket.destroy()
  },
  'outlook-basic-auth': refusedAt(
    'AUTH',
    /^535 5\.7\.139 Authentication unsuccessful, basic authentication is disabled\. \[/,
  ),
  'm365-basic-auth': refusedAt(
    'AUTH',
    /^535 5\.7\.139 Authentication unsuccessful, basic authentication is disabled\. \[/,
  ),
  'm365-wrong-password': refusedAt(
    'AUTH',
    /^535 5\.7\.139 Authentication unsuccessful, the user credentials were incorrect\./,
  ),
  'm365-tenant': refusedAt('AUTH', /^535 5\.7\.139 .*SmtpClientAuthentication is disabled for the Tenant\./),
  'm365-mailbox': refusedAt('AUTH', /^535 5\.7\.139 .*SmtpClientAuthentication is disabled for the Mailbox\./),
  'm365-security-defaults': refusedAt('AUTH', /^535 5\.7\.139 .*security defaults policy/),
  'm365-conditional-access': refusedAt('AUTH', /^535 5\.7\.139 .*did not meet the criteria/),
  'm365-basic-auth-removed': refusedAt(
    'AUTH',
    /^550 5\.7\.30 Basic authentication is not supported for Client Submission/,
  ),
  'm365-unsuccessful': refusedAt('AUTH', /^535 5\.7\.3 Authentication unsuccessful/),
  'yahoo-account-password': refusedAt('AUTH', /^535 5\.7\.0 \(#AUTH005\) Too many bad auth attempts\./),
  'qq-account-password': all(
    refusedAt('AUTH', /^535 Login fail\. Account is abnormal, service is not open/),
    async (server) => {
      const line = await openTls(server, 'submissions')
      await line.reply('CONNECT')
      await line.say('EHLO client.lab.test')
      await line.say(`AUTH PLAIN ${btoa('\0a\0b')}`)
      expect(await line.ended()).toBe('close')
    },
  ),
  '163-no-permission': refusedAt('AUTH', /^550 User has no permission$/),
  '163-account-password': refusedAt('AUTH', /^535 Error: authentication failed$/),
  'gmx-credentials-invalid': refusedAt('AUTH', /^535 Authentication credentials invalid$/),
  'yandex-no-access': refusedAt('AUTH', /^535 5\.7\.8 .*does not have access rights to this service/),
  'mail-ru-password': refusedAt('AUTH', /^535 5\.7\.0 NEOBHODIM parol prilozheniya/),
  'sendgrid-username': refusedAt('AUTH', /^535 Authentication failed: Bad username \/ password/),

  // letter
  'sender-not-owned': refusedAt('MAIL', /^553 5\.7\.1 <shop@lab\.test>: .*not owned by user ada@lab\.test/),
  'm365-send-as': refusedAt('MAIL', /^550 5\.7\.60 SMTP; Client does not have permissions/),
  'ses-not-verified': refusedAt('MESSAGE', /^554 Message rejected: Email address is not verified\./),
  'sendgrid-not-verified': refusedAt('MESSAGE', /^550 The from address does not match a verified Sender Identity/),
  'sender-domain-unknown': refusedAt('MAIL', /^450 4\.1\.8 .*Domain not found/),
  'relay-denied': refusedAt('RCPT', /^554 5\.7\.1 <bob@elsewhere\.example>: Relay access denied/),
  'user-unknown': refusedAt('RCPT', /^550 5\.1\.1 .*User unknown/),
  'recipient-restricted': refusedAt('RCPT', /^550 5\.7\.133 /),
  greylisted: refusedAt('RCPT', /^450 4\.2\.0 .*Greylisted/),
  'mailbox-full': refusedAt('RCPT', /^552 5\.2\.2 /),
  'gmail-sending-limit': refusedAt('MESSAGE', /^550-5\.4\.5 Daily user sending limit exceeded/),
  'too-large': all(refusedAt('MESSAGE', /^552 5\.3\.4 /), async (server) => {
    const line = await openTls(server, 'submissions')
    await line.reply('CONNECT')
    expect((await line.say('EHLO client.lab.test')).lines.join()).toContain('SIZE 200')
    line.socket.destroy()
    expect(server.messages).toEqual([])
  }),
  'too-large-after-data': refusedAt('MESSAGE', /^552 5\.3\.4 /),
  'rejected-as-spam': refusedAt('MESSAGE', /^554 5\.7\.1 .*SPAM/),
  dmarc: refusedAt('MESSAGE', /^550-5\.7\.26 /),
  'no-reverse-dns': refusedAt('MESSAGE', /^550-5\.7\.25 .*PTR/),
  'blocklist-misread': refusedAt('RCPT', /^554 5\.7\.1 .*Error: open resolver/),
  'too-many-recipients': refusedAt('RCPT', /^452 4\.5\.3 /),
  'non-ascii-address': all(refusedAt('RCPT', /^553 5\.6\.7 /), async (server) => {
    const line = openTcp(server, 'submission')
    await line.reply('CONNECT')
    expect((await line.say('EHLO client.lab.test')).lines.join()).not.toContain('SMTPUTF8')
    line.socket.destroy()
  }),
  'mail-loop': refusedAt('MESSAGE', /^554 5\.4\.6 .*too many hops/),
  'bare-linefeeds': refusedAt('MESSAGE', /^550 5\.6\.11 /),
  'temporary-failure': refusedAt('RCPT', /^451 4\.3\.0 /),
  'sender-blocked': refusedAt('RCPT', /^554 5\.7\.1 <ada@lab\.test>: Sender address rejected: Access denied/),
  'recipient-syntax': refusedAt('RCPT', /^501 5\.1\.3 /),
  'permanent-failure': refusedAt('RCPT', /^554 5\.3\.5 /),
  'm365-concurrent': refusedAt('MESSAGE', /^432 4\.3\.2 STOREDRV\.ClientSubmit; sender thread limit exceeded/),
  'mixed-codes': async (server) => {
    // The hand-made client takes a reply to end at the first line without a hyphen, as RFC 5321 section 4.2.1 says.
    const last = (await walk(server)).at(-1)
    expect(last?.lines).toEqual(['250-2.1.5 One moment please', '550 5.1.1 <ad@lab.test>: User unknown'])
  },
  'bare-lf-server': all(worksAt('submission', 'submissions', 'smtp'), async (server) => {
    const line = openTcp(server, 'submission')
    await line.reply('CONNECT')
    await line.say('EHLO client.lab.test')
    expect(line.received()).not.toContain('\r')
    line.socket.destroy()
  }),
  'closed-after-message': refusedAt('MESSAGE', /^554 5\.7\.1 .*listed site/),
}

describe.concurrent('every fault shows on the wire what its name says', () => {
  test.each(faults.map(({ id }) => id))('%s', async (id) => {
    const proof = proofs[id]
    if (!proof) throw new Error(`no proof for the fault ${id}`)
    const server = await serveFault(id)
    try {
      await proof(server)
    } finally {
      await server.close()
    }
  })
})

test('no proof is left of a fault that is gone', () => {
  const ids = new Set(faults.map(({ id }) => id))
  expect(Object.keys(proofs).filter((id) => !ids.has(id))).toEqual([])
})
