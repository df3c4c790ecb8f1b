import { createHash, createHmac, pbkdf2Sync } from 'node:crypto'
import { createServer } from 'node:net'
import nodemailer from 'nodemailer'
import { afterEach, describe, expect, test } from 'vitest'
import { faults } from '../../src/lab/faults.js'
import { HEALTHY_ACCOUNT, type HealthyOptions, type LabServer, serveFault, serveHealthy } from '../../src/lab/serve.js'
import { UsageError } from '../../src/model.js'
import { openTcp, openTls, walk } from './hand-client.js'

const open: LabServer[] = []
const kept = async (server: Promise<LabServer>) => {
  open.push(await server)
  return server
}
afterEach(async () => {
  await Promise.all(open.splice(0).map((server) => server.close()))
})

function mailer(server: LabServer, auth: object, isTls = false, authMethod?: string) {
  return nodemailer.createTransport({
    host: server.address,
    port: isTls ? server.ports.submissions : server.ports.submission,
    secure: isTls,
    requireTLS: !isTls,
    auth,
    ...(authMethod && { authMethod }),
    tls: { ca: server.caPem, servername: server.hostName },
  })
}

const { username: user, secret: pass, token } = HEALTHY_ACCOUNT

describe('the healthy practice server', () => {
  for (const engine of ['smtp-server', 'script'] as const) {
    test(`takes a message of nodemailer's and keeps it (${engine})`, async () => {
      const server = await kept(serveHealthy({ engine }))
      await mailer(server, { user, pass }).sendMail({
        from: 'ada@lab.test',
        to: ['bob@lab.test', 'eve@lab.test'],
        subject: 'Practice',
        text: 'One line\n.a dot\n',
      })
      expect(server.messages).toHaveLength(1)
      expect(server.messages[0]).toMatchObject({
        port: server.ports.submission,
        username: user,
        from: 'ada@lab.test',
        to: ['bob@lab.test', 'eve@lab.test'],
      })
      expect(server.messages[0]?.raw).toMatch(/^Subject: Practice\r\n/m)
      expect(server.messages[0]?.raw).toContain('\r\n.a dot\r\n')
    })

    test(`works with implicit TLS (${engine})`, async () => {
      const server = await kept(serveHealthy({ engine }))
      expect(await mailer(server, { user, pass }, true).verify()).toBe(true)
    })

    test(`refuses a wrong password and remembers the attempt without it (${engine})`, async () => {
      const server = await kept(serveHealthy({ engine }))
      await expect(mailer(server, { user, pass: 'wrong-one' }).verify()).rejects.toMatchObject({
        code: 'EAUTH',
        responseCode: 535,
      })
      expect(server.logins).toEqual([
        { port: server.ports.submission, mechanism: 'PLAIN', username: user, isEncrypted: true, isAccepted: false },
      ])
      expect(JSON.stringify(server.logins)).not.toContain('wrong-one')
    })

    for (const method of ['PLAIN', 'LOGIN', 'CRAM-MD5'])
      test(`takes a login by ${method} (${engine})`, async () => {
        const server = await kept(serveHealthy({ engine }))
        expect(await mailer(server, { user, pass }, false, method).verify()).toBe(true)
        expect(server.logins).toMatchObject([{ mechanism: method, isAccepted: true }])
      })

    test(`takes an access token by XOAUTH2 and refuses another (${engine})`, async () => {
      const server = await kept(serveHealthy({ engine }))
      expect(await mailer(server, { type: 'OAUTH2', user, accessToken: token }).verify()).toBe(true)
      await expect(mailer(server, { type: 'OAUTH2', user, accessToken: 'stale' }).verify()).rejects.toMatchObject({
        responseCode: 535,
      })
    })

    test(`does not take a message without a login (${engine})`, async () => {
      const server = await kept(serveHealthy({ engine }))
      const line = await openTls(server, 'submissions')
      await line.reply('CONNECT')
      await line.say('EHLO client.lab.test')
      expect((await line.say('MAIL FROM:<ada@lab.test>')).code).toBe(530)
      line.socket.destroy()
    })

    test(`does not take a password in clear (${engine})`, async () => {
      const server = await kept(serveHealthy({ engine }))
      const line = openTcp(server, 'submission')
      await line.reply('CONNECT')
      await line.say('EHLO client.lab.test')
      expect([530, 538]).toContain((await line.say(`AUTH PLAIN ${btoa(`\0${user}\0${pass}`)}`)).code)
      expect(server.logins).toEqual([])
      line.socket.destroy()
    })
  }

  test('answers as the host that it is told to be', async () => {
    const server = await kept(serveHealthy({ hostName: 'smtp.gmail.com' }))
    expect(server.endpoints.map(({ host }) => host)).toEqual(Array(3).fill('smtp.gmail.com'))
    const line = await openTls(server, 'submissions')
    expect((await line.reply('CONNECT')).lines[0]).toMatch(/^220 smtp\.gmail\.com ESMTP/)
    line.socket.destroy()
  })

  test('drops what was sent in clear behind STARTTLS', async () => {
    const server = await kept(serveHealthy({ engine: 'script' }))
    const line = openTcp(server, 'submission')
    await line.reply('CONNECT')
    await line.say('EHLO client.lab.test')
    expect((await line.say('STARTTLS\r\nNOOP')).code).toBe(220)
    const encrypted = await openTls(server, line.socket)
    expect((await encrypted.say('EHLO client.lab.test')).lines[0]).toContain('at your service')
    encrypted.socket.destroy()
  })

  test('answers commands that come in one piece, in order', async () => {
    const server = await kept(serveHealthy({ engine: 'script' }))
    const line = await openTls(server, 'submissions')
    await line.reply('CONNECT')
    await line.say('EHLO client.lab.test')
    await line.say(`AUTH PLAIN ${btoa(`\0${user}\0${pass}`)}`)
    line.write('MAIL FROM:<a@lab.test>\r\nRCPT TO:<b@lab.test>\r\nRCPT TO:<c@lab.test>\r\nDATA\r\n')
    expect((await line.reply('MAIL')).lines).toEqual(['250 2.1.0 Ok'])
    expect((await line.reply('RCPT')).lines).toEqual(['250 2.1.5 Ok'])
    expect((await line.reply('RCPT')).lines).toEqual(['250 2.1.5 Ok'])
    expect((await line.reply('DATA')).code).toBe(354)
    line.write('Subject: x\r\n\r\n..\r\n.')
    line.write('\r\nQUIT\r\n')
    expect((await line.reply('MESSAGE')).code).toBe(250)
    expect((await line.reply('QUIT')).code).toBe(221)
    expect(await line.ended()).toBe('close')
    expect(server.messages[0]?.raw).toBe('Subject: x\r\n\r\n.\r\n')
  })
})

describe('SCRAM-SHA-256 of the scripted server', () => {
  /** The client's side by RFC 5802 section 3, written anew for this test. */
  async function scram(secret: string, options: HealthyOptions = {}) {
    const server = await kept(serveHealthy({ engine: 'script', mechanisms: ['SCRAM-SHA-256'], ...options }))
    const line = await openTls(server, 'submissions')
    await line.reply('CONNECT')
    await line.say('EHLO client.lab.test')
    const bare = `n=${server.account.username.replaceAll('=', '=3D').replaceAll(',', '=2C')},r=rOprNGfwEbeRWgbNEkqO`
    const first = atob((await line.say(`AUTH SCRAM-SHA-256 ${btoa(`n,,${bare}`)}`)).lines[0]?.slice(4) ?? '')
    const [, nonce = '', salt = '', rounds = ''] = /^r=(.*),s=(.*),i=(.*)$/.exec(first) ?? []
    const salted = pbkdf2Sync(secret, Buffer.from(salt, 'base64'), Number(rounds), 32, 'sha256')
    const hmac = (key: Buffer, text: string) => createHmac('sha256', key).update(text).digest()
    const clientKey = hmac(salted, 'Client Key')
    const storedKey = createHash('sha256').update(clientKey).digest()
    const message = `${bare},${first},c=biws,r=${nonce}`
    const signature = hmac(storedKey, message)
    const proof = Buffer.from(clientKey.map((byte, i) => byte ^ (signature[i] ?? 0))).toString('base64')
    const last = await line.say(btoa(`c=biws,r=${nonce},p=${proof}`))
    const end = last.code === 334 ? await line.say('') : last
    line.socket.destroy()
    const serverSignature = `v=${hmac(hmac(salted, 'Server Key'), message).toString('base64')}`
    return { last: last.lines[0], end: end.lines[0], serverSignature }
  }

  test('takes the right password and proves that it knows it too', async () => {
    const { last, end, serverSignature } = await scram(pass)
    expect(atob(last?.slice(4) ?? '')).toBe(serverSignature)
    expect(end).toMatch(/^235 /)
  })

  test('refuses a wrong password', async () => {
    expect((await scram('wrong')).end).toMatch(/^535 /)
  })

  test('understands commas and equal signs in the user name', async () => {
    const account = { username: 'a,b=c@lab.test', secret: 'x' }
    expect((await scram('x', { account })).end).toMatch(/^235 /)
  })
})

describe('a served fault', () => {
  test('is reached over connectTo, on a port of its own for every door', async () => {
    const server = await kept(serveFault('gmail-account-password'))
    expect(server.endpoints).toEqual([
      { host: 'smtp.gmail.com', port: 587, security: 'starttls' },
      { host: 'smtp.gmail.com', port: 465, security: 'tls' },
      { host: 'smtp.gmail.com', port: 25, security: 'starttls' },
    ])
    expect(server.connectTo).toEqual([
      { fromHost: 'smtp.gmail.com', fromPort: 587, toHost: '127.0.0.1', toPort: server.ports.submission },
      { fromHost: 'smtp.gmail.com', fromPort: 465, toHost: '127.0.0.1', toPort: server.ports.submissions },
      { fromHost: 'smtp.gmail.com', fromPort: 25, toHost: '127.0.0.1', toPort: server.ports.smtp },
    ])
    expect(new Set(Object.values(server.ports)).size).toBe(3)
  })

  test('shows a program that does not encrypt in its endpoints', async () => {
    const server = await kept(serveFault('auth-after-starttls'))
    expect(server.endpoints.map(({ security }) => security)).toEqual(['none', 'none'])
  })

  test('listens on the ports that it is told', async () => {
    const first = await serveHealthy()
    const { ports } = first
    await first.close()
    const second = await kept(serveHealthy({ ports }))
    expect(second.ports).toEqual(ports)
  })

  test('refuses a port that is taken, and leaves none open', async () => {
    const holder = createServer()
    await new Promise<void>((resolve) => holder.listen(0, '127.0.0.1', resolve))
    const { port } = holder.address() as { port: number }
    await expect(serveHealthy({ ports: { smtp: port } })).rejects.toThrow(UsageError)
    holder.close()
  })

  test('refuses a name that is not in the list', async () => {
    await expect(serveFault('no-such-fault')).rejects.toThrow(/no fault "no-such-fault"/)
  })

  test('ends its connections at once when it is closed, also those in mid-session', async () => {
    const server = await serveFault('slow-drip')
    const line = openTcp(server, 'submission')
    const encrypted = await openTls(server, 'submissions')
    await Promise.all([line.until(/2/), encrypted.until(/2/)])
    await server.close()
    await Promise.all([line.ended(), encrypted.ended()])
    expect(await openTcp(server, 'submission').ended()).toBe('ECONNREFUSED')
    await server.close()
  })

  test('can be closed in the middle of every kind of handshake', async () => {
    for (const id of ['cert-expired', 'hostile-text', 'handshake-stalls']) {
      const server = await serveFault(id)
      const hello = Buffer.from([22, 3, 1, 0, 200, 1, 0])
      const implicit = openTcp(server, 'submissions')
      implicit.write(hello)
      const upgraded = openTcp(server, 'submission')
      await upgraded.reply('CONNECT')
      await upgraded.say('EHLO client.lab.test')
      await upgraded.say('STARTTLS')
      upgraded.write(hello)
      await new Promise((resolve) => setImmediate(resolve))
      await server.close()
      await Promise.all([implicit.ended(), upgraded.ended()])
    }
  })

  test('takes the right secret where another one was the fault', async () => {
    for (const { id, account, setup } of faults) {
      if (!account || setup.isToken || id === 'wrong-password-scram' || id === 'wrong-provider') continue
      const server = await kept(serveFault(id))
      const { username: name, secret } = account
      expect(await mailer(server, { user: name, pass: secret }).verify()).toBe(true)
    }
  })

  test('is a failure for nodemailer with the settings of the exercise', async () => {
    for (const id of ['cert-expired', 'gmail-second-factor', 'auth-cut', 'starttls-stripped', 'imap-server']) {
      const server = await kept(serveFault(id))
      const { username: name, secret } = server.setup
      await expect(mailer(server, { user: name, pass: secret }).verify()).rejects.toThrow()
    }
  })

  test('serves two learners at the same time without mixing them', async () => {
    const [one, two] = await Promise.all([kept(serveHealthy()), kept(serveHealthy())])
    await Promise.all([walk(one), walk(two), walk(two, 'submissions')])
    expect([one.messages.length, two.messages.length]).toEqual([1, 2])
  })
})
