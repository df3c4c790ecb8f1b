// The built program's `providers --discover` against a real DNS server (dnsmasq) and a real HTTPS server with our test
// CA. Only `--dns`, `--ca` and `--connect-to` say that all of it happens on this machine.
import { execFile } from 'node:child_process'
import { createSocket, type Socket as UdpSocket } from 'node:dgram'
import { once } from 'node:events'
import { createServer as createHttpsServer, type Server as HttpsServer } from 'node:https'
import { type AddressInfo, createServer, type Server } from 'node:net'
import { promisify } from 'node:util'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createAuthority } from '../../src/lab/certificates.js'
import type { Candidate, Finding } from '../../src/probe/discovery/discovery.js'
import { autoconfig, outgoing } from '../probe/discovery/fake-network.js'
import { PROGRAM } from './doctor.js'
import { freePorts, openWorkshop, type Workshop } from './servers/workshop.js'

interface Found {
  readonly exitCode: number
  readonly domain: string
  readonly hasNoService: boolean
  readonly candidates: readonly (Candidate & { readonly provider?: string })[]
  readonly findings: readonly Finding[]
}

const PASSWORD = '<username>%EMAILADDRESS%</username><authentication>password-cleartext</authentication>'
/** What the HTTPS server has, by host and path. */
const DOCUMENTS: Readonly<Record<string, string>> = {
  'autoconfig.own.test/mail/config-v1.1.xml': autoconfig(outgoing('smtp.own.test', 465, 'SSL', PASSWORD), 'own.test'),
  'wellknown.test/.well-known/autoconfig/mail/config-v1.1.xml': autoconfig(
    outgoing('smtp.wellknown.test', 587, 'STARTTLS'),
    'wellknown.test',
  ),
  'autoconfig.stale.test/mail/config-v1.1.xml': autoconfig(outgoing('mail.stale.test', 465, 'SSL'), 'stale.test'),
  'autoconfig.wild.test/mail/config-v1.1.xml': '<!doctype html><title>Parked</title>',
  'autoconfig.bomb.test/mail/config-v1.1.xml':
    '<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa">]><clientConfig><emailProvider>&a;</emailProvider></clientConfig>',
  'autoconfig.flood.test/mail/config-v1.1.xml': `<clientConfig>${' '.repeat(5_000_000)}</clientConfig>`,
  'autoconfig.thunderbird.net/v1.1/database.test': autoconfig(outgoing('smtp.database.test', 587, 'STARTTLS')),
  'autoconfig.thunderbird.net/v1.1/hoster.test': autoconfig(outgoing('smtp.hoster.test', 465, 'SSL'), 'hoster.test'),
}
/** Names in the certificate; `wrongname.test` has DNS and a document and is not among them. */
const CERTIFIED = [...new Set(Object.keys(DOCUMENTS).map((key) => key.slice(0, key.indexOf('/'))))]

const ZONES = `
local=/test/
srv-host=_submissions._tcp.srv.test,mail.srv.test,465,10,5
srv-host=_submission._tcp.srv.test,backup.srv.test,587,20,5
srv-host=_submission._tcp.srv.test,mail.srv.test,587,10,5
srv-host=_submission._tcp.none.test
srv-host=_submissions._tcp.none.test
host-record=mail.none.test,127.0.0.1
mx-host=workspace.test,aspmx.l.google.com,10
mx-host=stale.test,stale-test.mail.protection.outlook.com,0
mx-host=hosted.test,mx3.hoster.test,10
host-record=autoconfig.own.test,127.0.0.1
host-record=wellknown.test,127.0.0.1
host-record=autoconfig.stale.test,127.0.0.1
host-record=autoconfig.bomb.test,127.0.0.1
host-record=autoconfig.flood.test,127.0.0.1
host-record=autoconfig.wrongname.test,127.0.0.1
host-record=autoconfig.thunderbird.net,127.0.0.1
host-record=mail.names.test,127.0.0.1
address=/wild.test/127.0.0.1
`

describe('discovery through dnsmasq and HTTPS', () => {
  let workshop: Workshop
  let dns: number
  let https: HttpsServer
  let greeter: Server
  let servfail: UdpSocket
  let silent: UdpSocket
  let caFile: string
  const asked: string[] = []

  beforeAll(async () => {
    workshop = openWorkshop('discovery')
    const authority = await createAuthority('Harbour Mail')
    caFile = workshop.write('root.pem', authority.rootPem)
    const { keyPem, chainPem } = await authority.issue('good', CERTIFIED)
    https = createHttpsServer({ key: keyPem, cert: chainPem }, (request, response) => {
      asked.push(`${request.headers.host}${request.url}`)
      const body = DOCUMENTS[`${request.headers.host}${request.url}`]
      response.writeHead(body === undefined ? 404 : 200, { 'content-type': 'text/xml' }).end(body)
    })
    greeter = createServer((socket) => {
      socket.on('error', () => {})
      socket.write('220 mail.names.test ESMTP\r\n')
    })
    // Two upstream servers of dnsmasq: one fails every question, one says nothing.
    servfail = createSocket('udp4').on('message', (query, from) => {
      const reply = Buffer.from(query)
      reply[2] = 0x81
      reply[3] = 0x82
      servfail.send(reply, from.port, from.address)
    })
    silent = createSocket('udp4')
    for (const socket of [servfail, silent]) {
      socket.bind(0, '127.0.0.1')
      await once(socket, 'listening')
    }
    await Promise.all([https, greeter].map((server) => once(server.listen(0, '127.0.0.1'), 'listening')))
    const [port = 0] = await freePorts(1)
    dns = port
    const config = workshop.write(
      'dnsmasq.conf',
      `port=${port}\nlisten-address=127.0.0.1\nbind-interfaces\nno-resolv\nno-hosts\nuser=root\npid-file=\n${ZONES}
server=/servfail.test/127.0.0.1#${servfail.address().port}
server=/silent.test/127.0.0.1#${silent.address().port}
`,
    )
    await workshop.daemon('dnsmasq', ['dnsmasq', '--keep-in-foreground', `--conf-file=${config}`], [port])
  })

  afterAll(async () => {
    for (const server of [https, greeter]) server?.close()
    for (const socket of [servfail, silent]) socket?.close()
    await workshop?.close()
  })

  const portOf = (server: Server) => (server.address() as AddressInfo).port

  async function find(query: string, ...more: string[]): Promise<Found> {
    const web = [...CERTIFIED, 'autoconfig.wrongname.test'].flatMap((name) => [
      '--connect-to',
      `${name}:443:127.0.0.1:${portOf(https)}`,
    ])
    const args = [
      'providers',
      '--discover',
      query,
      '--json',
      '--dns',
      `127.0.0.1:${dns}`,
      '--ca',
      caFile,
      ...web,
      ...more,
    ]
    const run = await promisify(execFile)(process.execPath, [PROGRAM, ...args]).then(
      ({ stdout }) => ({ exitCode: 0, stdout }),
      (error: { code: number; stdout: string; stderr: string }) => {
        if (!error.stdout) throw new Error(error.stderr)
        return { exitCode: error.code, stdout: error.stdout }
      },
    )
    return { exitCode: run.exitCode, ...JSON.parse(run.stdout) }
  }

  const hostsOf = (found: Found) => found.candidates.map(({ host }) => host)
  const outcomeOf = (found: Found, part: string) => found.findings.find(({ asked: text }) => text.includes(part))

  test('SRV records are read, sorted and lead to their hosts', async () => {
    const found = await find('srv.test')
    expect(found.exitCode).toBe(0)
    expect(found.candidates[0]).toMatchObject({
      host: 'mail.srv.test',
      endpoints: [
        { port: 465, security: 'tls' },
        { port: 587, security: 'starttls' },
      ],
    })
    expect(hostsOf(found)).toEqual(['mail.srv.test', 'backup.srv.test'])
  })

  test('a record without a target says that there is no service', async () => {
    const found = await find('none.test', '--connect-to', `mail.none.test:587:127.0.0.1:${portOf(greeter)}`)
    expect(found).toMatchObject({ exitCode: 1, hasNoService: true, candidates: [] })
  })

  test('an MX leads to the provider', async () => {
    expect((await find('workspace.test')).candidates[0]).toMatchObject({
      host: 'smtp.gmail.com',
      provider: 'google-workspace',
    })
  })

  test('an autoconfiguration is fetched over HTTPS, and the user name filled in on this machine only', async () => {
    const found = await find('anna@own.test')
    expect(found.candidates[0]).toMatchObject({ host: 'smtp.own.test', username: 'anna@own.test', login: 'password' })
    expect(asked.some((one) => one.startsWith('autoconfig.own.test/'))).toBe(true)
    expect(asked.join('\n')).not.toContain('anna')
  })

  test('.well-known serves too', async () => {
    expect(hostsOf(await find('wellknown.test'))).toEqual(['smtp.wellknown.test'])
  })

  test('the MX of a big provider comes before a stale autoconfiguration', async () => {
    expect(hostsOf(await find('stale.test'))).toEqual(['smtp.office365.com', 'mail.stale.test'])
  })

  test('the public database knows a domain, and a hosting company by its MX', async () => {
    expect(hostsOf(await find('database.test'))).toEqual(['smtp.database.test'])
    expect(hostsOf(await find('hosted.test'))).toEqual(['smtp.hoster.test'])
  })

  test('a name that greets is found', async () => {
    const found = await find('names.test', '--connect-to', `mail.names.test:587:127.0.0.1:${portOf(greeter)}`)
    expect(found.candidates[0]).toMatchObject({
      host: 'mail.names.test',
      endpoints: [{ port: 587, security: 'starttls' }],
    })
  })

  test('a wildcard’s web page is recognised', async () => {
    const found = await find('wild.test')
    expect(outcomeOf(found, 'autoconfig.wild.test')?.detail).toContain('a DNS wildcard')
    expect(found.exitCode).toBe(1)
  })

  test.each([
    ['a DTD', 'bomb.test', 'no autoconfiguration document'],
    ['a flood', 'flood.test', 'the document is too large'],
    ['a certificate for another name', 'wrongname.test', 'the certificate is for another name'],
  ])('%s is refused', async (_, domain, detail) => {
    const found = await find(domain)
    expect(outcomeOf(found, `autoconfig.${domain}`)).toMatchObject({ detail })
    expect(found.candidates).toEqual([])
  })

  test('a domain that does not exist is an answer', async () => {
    const found = await find('nothing.test')
    expect(found.exitCode).toBe(1)
    expect(outcomeOf(found, 'MX')).toMatchObject({ outcome: 'nothing', detail: 'no such name' })
  })

  test('a DNS server that fails is told apart from a name that does not exist', async () => {
    expect(outcomeOf(await find('servfail.test'), 'MX')).toMatchObject({
      outcome: 'failed',
      detail: 'the DNS server failed (SERVFAIL)',
    })
  })

  test('a DNS server that is silent ends with the deadline', async () => {
    const begun = performance.now()
    const found = await find('silent.test')
    expect(outcomeOf(found, 'MX')).toMatchObject({ outcome: 'timeout' })
    expect(performance.now() - begun).toBeLessThan(15_000)
  })
})
