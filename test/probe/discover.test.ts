import { expect, test } from 'vitest'
import { UsageError } from '../../src/model.js'
import { type DiscoverOptions, discover } from '../../src/probe/discover.js'
import type { Discovery } from '../../src/probe/discovery/discovery.js'
import { loadPresets } from '../../src/providers/preset-directory.js'
import { mainEndpoints } from '../../src/providers/preset-hosts.js'
import { autoconfig, fakeNetwork, mx, never, outgoing, srv, type World } from './discovery/fake-network.js'

const DOMAIN = 'harbour.test'
const OWN = `https://autoconfig.${DOMAIN}/mail/config-v1.1.xml`
const WELL_KNOWN = `https://${DOMAIN}/.well-known/autoconfig/mail/config-v1.1.xml`
const ISPDB = `https://autoconfig.thunderbird.net/v1.1/${DOMAIN}`

async function find(world: World, query = DOMAIN, over: Partial<DiscoverOptions> = {}) {
  const network = fakeNetwork(world)
  const found = await discover(query, {
    directory: loadPresets(),
    endpointsOf: mainEndpoints,
    network: () => network,
    unlikelyLabel: 'nobody',
    ...over,
  })
  return { ...found, asked: network.asked }
}

const brief = ({ candidates }: Discovery) =>
  candidates.map(({ host, endpoints, sources }) => [
    host,
    endpoints.map(({ port, security }) => `${port}:${security}`).join(' '),
    sources.map(({ kind }) => kind).join('+'),
  ])
const outcomeOf = ({ findings }: Discovery, asked: string) => findings.find((finding) => finding.asked.includes(asked))

test('a domain of a preset is answered without asking anybody', async () => {
  const found = await find({}, 'me@gmail.com')
  expect(brief(found)).toEqual([['smtp.gmail.com', '587:starttls 465:tls', 'preset']])
  expect(found.asked).toEqual([])
})

test('SRV records name the services, implicit TLS and STARTTLS', async () => {
  const found = await find({
    srv: {
      [`_submissions._tcp.${DOMAIN}`]: [srv(`mail.${DOMAIN}`, 465)],
      [`_submission._tcp.${DOMAIN}`]: [srv(`mail.${DOMAIN}`, 587)],
    },
  })
  expect(brief(found)).toEqual([[`mail.${DOMAIN}`, '465:tls 587:starttls', 'srv+srv']])
  expect(found.candidates[0]?.sources[0]?.detail).toBe(`SRV _submissions._tcp.${DOMAIN}`)
  expect(found.candidates[0]?.notes).toEqual([])
})

test('of several SRV targets the lowest priority comes first, then the heaviest', async () => {
  const found = await find({
    srv: {
      [`_submission._tcp.${DOMAIN}`]: [
        srv(`c.${DOMAIN}`, 587, 20, 100),
        srv(`b.${DOMAIN}`, 587, 10, 5),
        srv(`a.${DOMAIN}`, 587, 10, 50),
      ],
    },
  })
  expect(found.candidates.map(({ host }) => host)).toEqual([`a.${DOMAIN}`, `b.${DOMAIN}`, `c.${DOMAIN}`])
})

test('a target outside the domain is said to be one', async () => {
  const found = await find({ srv: { [`_submission._tcp.${DOMAIN}`]: [srv('smtp.elsewhere.test', 587)] } })
  expect(found.candidates[0]?.notes).toEqual([expect.stringContaining('does not belong to harbour.test')])
})

test.each(['', '.'])('the SRV target %j means no service, and nothing is guessed then', async (name) => {
  const found = await find({
    srv: { [`_submissions._tcp.${DOMAIN}`]: [srv(name, 0)], [`_submission._tcp.${DOMAIN}`]: [srv(name, 0)] },
    addresses: { [`mail.${DOMAIN}`]: ['192.0.2.1'] },
    greeting: [`mail.${DOMAIN}:587`],
  })
  expect(found.hasNoService).toBe(true)
  expect(found.candidates).toEqual([])
  expect(outcomeOf(found, '_submissions')).toMatchObject({ outcome: 'refused' })
})

test('no implicit TLS but STARTTLS is a service', async () => {
  const found = await find({
    srv: {
      [`_submissions._tcp.${DOMAIN}`]: [srv('.', 0)],
      [`_submission._tcp.${DOMAIN}`]: [srv(`mail.${DOMAIN}`, 587)],
    },
  })
  expect(found.hasNoService).toBe(false)
  expect(brief(found)).toEqual([[`mail.${DOMAIN}`, '587:starttls', 'srv']])
})

test.each([
  ['aspmx.l.google.com', 'google-workspace', 'smtp.gmail.com'],
  [`harbour-test.mail.protection.outlook.com`, 'microsoft-365', 'smtp.office365.com'],
  ['in1-smtp.messagingengine.com', 'fastmail', 'smtp.fastmail.com'],
  ['mx.zoho.eu', 'zoho', 'smtp.zoho.eu'],
  ['mx2.zoho.com.au', 'zoho', 'smtp.zoho.com.au'],
  ['mx3.zoho.com', 'zoho', 'smtp.zoho.com'],
])('the MX %s means %s', async (exchange, id, host) => {
  const found = await find({ mx: { [DOMAIN]: [mx(`backup.${DOMAIN}`, 20), mx(exchange, 10)] } })
  expect(found.candidates[0]).toMatchObject({ host, preset: { id } })
})

test('the MX of a big provider beats a stale autoconfiguration of a hosting company', async () => {
  const found = await find({
    mx: { [DOMAIN]: [mx('harbour-test.mail.protection.outlook.com')] },
    documents: { [OWN]: autoconfig(outgoing(`mail.${DOMAIN}`, 465, 'SSL')) },
    srv: { [`_submission._tcp.${DOMAIN}`]: [srv(`mail.${DOMAIN}`, 587)] },
  })
  expect(found.candidates.map(({ host }) => host)).toEqual(['smtp.office365.com', `mail.${DOMAIN}`])
  expect(found.candidates[1]?.notes).toEqual([expect.stringContaining('left over from an earlier provider')])
})

test('an autoconfiguration that names the MX’s own provider is joined with it', async () => {
  const found = await find({
    mx: { [DOMAIN]: [mx('aspmx.l.google.com')] },
    documents: {
      [OWN]: autoconfig(outgoing('smtp.gmail.com', 465, 'SSL', '<username>%EMAILADDRESS%</username>')),
    },
  })
  expect(brief(found)).toEqual([['smtp.gmail.com', '587:starttls 465:tls', 'mx+autoconfig']])
  expect(found.candidates[0]).toMatchObject({ username: '%EMAILADDRESS%', notes: [] })
})

test('the own autoconfiguration comes before the one at .well-known, and both before the database', async () => {
  const found = await find({
    documents: {
      [OWN]: autoconfig(outgoing('one.harbour.test', 587, 'STARTTLS')),
      [WELL_KNOWN]: autoconfig(outgoing('two.harbour.test', 587, 'STARTTLS')),
      [ISPDB]: autoconfig(outgoing('three.harbour.test', 587, 'STARTTLS')),
    },
  })
  expect(found.candidates.map(({ host }) => host)).toEqual([
    'one.harbour.test',
    'two.harbour.test',
    'three.harbour.test',
  ])
  expect(found.candidates[2]?.sources).toEqual([{ kind: 'ispdb', detail: ISPDB }])
})

test('the database is asked for the MX’s domain too', async () => {
  const found = await find({
    mx: { [DOMAIN]: [mx('mx7.hoster.test')] },
    documents: {
      'https://autoconfig.thunderbird.net/v1.1/hoster.test': autoconfig(outgoing('smtp.hoster.test', 465, 'SSL')),
    },
  })
  expect(brief(found)).toEqual([['smtp.hoster.test', '465:tls', 'ispdb']])
})

test('plausible names count only when they greet', async () => {
  const found = await find({
    addresses: { [`smtp.${DOMAIN}`]: ['192.0.2.1'], [`mail.${DOMAIN}`]: ['192.0.2.2'], [DOMAIN]: ['192.0.2.3'] },
    greeting: [`mail.${DOMAIN}:465`, `mail.${DOMAIN}:587`],
  })
  expect(brief(found)).toEqual([[`mail.${DOMAIN}`, '587:starttls 465:tls', 'name']])
  expect(outcomeOf(found, `smtp.${DOMAIN}`)).toMatchObject({ outcome: 'nothing' })
})

test('the host that receives the mail is tried as a name too', async () => {
  const found = await find({
    mx: { [DOMAIN]: [mx('post.hoster.test')] },
    addresses: { 'post.hoster.test': ['192.0.2.9'] },
    greeting: ['post.hoster.test:587'],
  })
  expect(brief(found)).toEqual([['post.hoster.test', '587:starttls', 'name']])
})

test('a DNS wildcard is recognised: its web page is no document, its names prove little', async () => {
  const found = await find({
    wildcard: '192.0.2.80',
    addresses: { [DOMAIN]: ['192.0.2.80'] },
    documents: { [OWN]: '<html><body>Welcome</body></html>' },
    greeting: [`smtp.${DOMAIN}:587`, `${DOMAIN}:587`],
  })
  expect(outcomeOf(found, OWN)?.detail).toContain('a DNS wildcard')
  expect(found.candidates.map(({ host }) => host)).toEqual([DOMAIN, `smtp.${DOMAIN}`])
  expect(found.candidates[1]?.notes).toEqual([expect.stringContaining('a DNS wildcard')])
})

test('a failing DNS server is told apart from a name that does not exist', async () => {
  const found = await find({ mx: { [DOMAIN]: 'ESERVFAIL' }, srv: { [`_submission._tcp.${DOMAIN}`]: 'ETIMEOUT' } })
  expect(outcomeOf(found, 'MX')).toMatchObject({ outcome: 'failed', detail: 'the DNS server failed (SERVFAIL)' })
  expect(outcomeOf(found, '_submission.')).toMatchObject({ outcome: 'timeout' })
  expect(outcomeOf(found, '_submissions')).toMatchObject({ outcome: 'nothing', detail: 'no such name' })
})

test('a null MX is said to take no mail', async () => {
  const found = await find({ mx: { [DOMAIN]: [mx('', 0)] } })
  expect(outcomeOf(found, 'MX')).toMatchObject({ outcome: 'refused' })
})

test('one deadline ends all that does not answer, and the rest stands', async () => {
  const found = await find(
    {
      mx: { [DOMAIN]: never },
      addresses: { [DOMAIN]: never },
      documents: { [OWN]: never, [WELL_KNOWN]: autoconfig(outgoing('two.harbour.test', 587, 'STARTTLS')) },
    },
    DOMAIN,
    { deadlineMs: 10 },
  )
  expect(found.candidates.map(({ host }) => host)).toEqual(['two.harbour.test'])
  expect(outcomeOf(found, OWN)).toMatchObject({ outcome: 'timeout' })
})

test('after a strong answer the others get only a grace', async () => {
  const found = await find(
    { srv: { [`_submission._tcp.${DOMAIN}`]: [srv(`mail.${DOMAIN}`, 587)] }, documents: { [OWN]: never } },
    DOMAIN,
    { deadlineMs: 60_000, graceMs: 5 },
  )
  expect(brief(found)).toEqual([[`mail.${DOMAIN}`, '587:starttls', 'srv']])
})

test('an abort ends it at once', async () => {
  const found = await find({ documents: { [OWN]: never }, mx: { [DOMAIN]: never } }, DOMAIN, {
    signal: AbortSignal.abort(),
  })
  expect(found.candidates).toEqual([])
})

test('only the domain is sent, and only over HTTPS', async () => {
  const { asked } = await find({}, 'secret.person@Harbour.Test')
  expect(asked.length).toBeGreaterThan(5)
  expect(asked.join('\n').toLowerCase()).not.toContain('secret')
  expect(asked.filter((one) => one.startsWith('GET')).every((one) => one.startsWith('GET https://'))).toBe(true)
})

test.each([
  ['http://autoconfig.harbour.test/x.xml'],
  ['https://127.0.0.1/x.xml'],
  ['https://localhost/x.xml'],
  ['https://other.test:8443/x.xml'],
  ['https://user:pass@other.test/x.xml'],
  ['javascript:alert(1)'],
  ['https://['],
])('a redirect to %s is not followed', async (location) => {
  const found = await find({ documents: { [OWN]: { status: 302, location, body: '' } } })
  expect(outcomeOf(found, OWN)).toMatchObject({ outcome: 'failed' })
  expect(found.asked).not.toContain(`GET ${location}`)
})

test('a redirect to another public name is followed, a circle of them is not', async () => {
  const found = await find({
    documents: {
      [OWN]: { status: 301, location: 'https://config.hoster.test/x.xml', body: '' },
      'https://config.hoster.test/x.xml': autoconfig(outgoing('smtp.hoster.test', 465, 'SSL')),
      [WELL_KNOWN]: { status: 302, location: WELL_KNOWN, body: '' },
    },
  })
  expect(found.candidates.map(({ host }) => host)).toEqual(['smtp.hoster.test'])
  expect(outcomeOf(found, WELL_KNOWN)).toMatchObject({ detail: 'too many redirects' })
})

test('hostile names in records are dropped', async () => {
  const found = await find({
    srv: {
      [`_submission._tcp.${DOMAIN}`]: [srv('evil\r\nRSET.test', 587), srv('127.0.0.1', 587), srv('ok.harbour.test', 0)],
    },
    mx: { [DOMAIN]: [mx('\u001b[2J.test')] },
  })
  expect(found.candidates).toEqual([])
  expect(JSON.stringify(found)).not.toContain('\\u001b')
})

test('an international domain is asked for in ASCII', async () => {
  const { domain, asked } = await find({}, 'müller.test')
  expect(domain).toBe('xn--mller-kva.test')
  expect(asked).toContain('MX xn--mller-kva.test')
})

test.each(['', 'localhost', '127.0.0.1', 'not a domain', 'a@b@', 'x\r\ny.test'])('%j is refused', async (query) => {
  await expect(find({}, query)).rejects.toThrow(UsageError)
})
