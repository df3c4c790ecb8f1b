import fc from 'fast-check'
import { expect, test } from 'vitest'
import { parseAutoconfig } from '../../../src/probe/discovery/autoconfig-xml.js'
import { publishedHost } from '../../../src/probe/discovery/published-host.js'
import { autoconfig, outgoing } from './fake-network.js'

const read = (servers: string) => parseAutoconfig(autoconfig(servers), 'example.test')

test('outgoing servers are read in their order, incoming ones are left', () => {
  const password = '<username>%EMAILADDRESS%</username><authentication>password-cleartext</authentication>'
  expect(
    read(outgoing('smtp.example.test', 465, 'SSL', password) + outgoing('smtp.example.test', 587, 'STARTTLS')),
  ).toEqual([
    { host: 'smtp.example.test', port: 465, security: 'tls', username: '%EMAILADDRESS%', login: 'password' },
    { host: 'smtp.example.test', port: 587, security: 'starttls' },
  ])
})

test('the domain takes its place in host names', () => {
  expect(read(outgoing('mail.%EMAILDOMAIN%', 587, 'STARTTLS'))).toMatchObject([{ host: 'mail.example.test' }])
})

test('what the login is follows from the methods named', () => {
  const login = (...methods: string[]) =>
    read(
      outgoing(
        'a.example.test',
        587,
        'STARTTLS',
        methods.map((one) => `<authentication>${one}</authentication>`).join(''),
      ),
    )?.[0]?.login
  expect(login('OAuth2', 'password-cleartext')).toBe('password')
  expect(login('OAuth2')).toBe('oauth')
  expect(login('client-IP-address')).toBe('none')
  expect(login()).toBeUndefined()
})

test('attributes, comments, CDATA and several providers do not disturb', () => {
  const text = `<clientConfig version="1.1"><!-- old --><emailProvider id="a">
    <outgoingServer type="smtp"><hostname lang="en"><![CDATA[smtp.example.test]]></hostname><port> 587 </port>
    <socketType>STARTTLS</socketType><username>%EMAILLOCALPART%</username></outgoingServer></emailProvider>
    <emailProvider id="b">${outgoing('b.example.test', 25, 'plain')}</emailProvider></clientConfig>`
  expect(parseAutoconfig(text, 'example.test')).toEqual([
    { host: 'smtp.example.test', port: 587, security: 'starttls', username: '%EMAILLOCALPART%' },
    { host: 'b.example.test', port: 25, security: 'none' },
  ])
})

test.each([
  ['an address of a machine', outgoing('127.0.0.1', 587, 'STARTTLS')],
  ['a single label', outgoing('localhost', 587, 'STARTTLS')],
  ['a line break in a name', outgoing('smtp.example.test&#10;RSET', 587, 'STARTTLS')],
  ['a URL for a name', outgoing('http://smtp.example.test', 587, 'STARTTLS')],
  ['a port out of range', outgoing('smtp.example.test', 70_000, 'STARTTLS')],
  ['a port that is none', outgoing('smtp.example.test', Number.NaN, 'STARTTLS')],
  ['an unknown security', outgoing('smtp.example.test', 587, 'maybe')],
  ['another protocol', '<outgoingServer type="exchange"><hostname>x.example.test</hostname></outgoingServer>'],
  ['nothing at all', ''],
])('a server with %s is left out', (_, servers) => {
  expect(read(servers)).toEqual([])
})

test('a user name that cannot be filled in is left out', () => {
  const username = (text: string) =>
    read(outgoing('smtp.example.test', 587, 'STARTTLS', `<username>${text}</username>`))?.[0]?.username
  expect(username('%REALNAME%')).toBeUndefined()
  expect(username('shared@example.test')).toBeUndefined()
  expect(username('%EMAILLOCALPART%.%EMAILDOMAIN%')).toBe('%EMAILLOCALPART%.%EMAILDOMAIN%')
  expect(username('%EMAILADDRESS%&#13;&#10;x')).toBeUndefined()
})

test.each([
  ['a web page', '<!doctype html><html><body>clientConfig</body></html>'],
  ['an entity bomb', '<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><clientConfig>&b;</clientConfig>'],
  ['an external entity', '<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]><clientConfig>&a;</clientConfig>'],
  ['broken XML', '<clientConfig><emailProvider>'],
  ['deep nesting', `<clientConfig>${'<a>'.repeat(50_000)}${'</a>'.repeat(50_000)}</clientConfig>`],
  ['a poisoned key', '<clientConfig2><__proto__><x>1</x></__proto__></clientConfig2>'],
  ['nothing', ''],
])('%s is no such document', (_, text) => {
  expect(parseAutoconfig(text, 'example.test') ?? []).toEqual([])
  expect(({} as Record<string, unknown>).x).toBeUndefined()
})

test('any document gives only names and ports that can be used, or nothing', () => {
  const piece = fc.oneof(
    fc.string({ unit: 'binary', maxLength: 20 }),
    fc.constantFrom('<', '</', '>', '<outgoingServer type="smtp">', '<hostname>', '</hostname>', '&amp;', '<![CDATA['),
  )
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 20 }), (pieces) => {
      for (const { host, port } of read(pieces.join('')) ?? []) {
        expect(publishedHost(host)).toBe(host)
        expect(port).toBeGreaterThan(0)
      }
    }),
  )
})

test.each([
  ['Smtp.Example.TEST.', 'smtp.example.test'],
  ['smtp.müller.test', 'smtp.xn--mller-kva.test'],
  ['127.0.0.1', undefined],
  ['::1', undefined],
  ['localhost', undefined],
  ['a..b', undefined],
  ['_srv.example.test', undefined],
  ['a b.test', undefined],
  ['x.test:25', undefined],
  ['.', undefined],
  ['', undefined],
])('the published name %j is taken as %s', (text, host) => {
  expect(publishedHost(text)).toBe(host)
})
