// What follows from the precise observations of a probe: one root cause leads, and what works beside it is said.

import { describe, expect, test } from 'vitest'
import { diagnose, ruleOf } from '../../src/diagnose/diagnose.js'
import type { Certificate, Endpoint, Observation, Platform, Seen, Stage } from '../../src/model.js'
import { loadPresets } from '../../src/providers/preset-directory.js'
import { pasteContext } from './paste-context.js'

const HOST = 'mail.example.org'
const at = (port: number, host = HOST): Endpoint => ({
  host,
  port,
  security: port === 465 ? 'tls' : port === 25 ? 'none' : 'starttls',
})

function see(endpoint: Endpoint, stage: Stage, seen: Seen, status: 'ok' | 'fail' = 'fail'): Observation {
  return { stage, status, endpoint, ...seen }
}

const found = (endpoint: Endpoint, families: readonly (4 | 6)[] = [4]) =>
  see(
    endpoint,
    'dns',
    {
      kind: 'dns',
      code: 'OK',
      name: endpoint.host,
      addresses: families.map((family) => ({ family, address: family === 4 ? '192.0.2.25' : '2001:db8::25' })),
    },
    'ok',
  )
const connected = (endpoint: Endpoint) =>
  see(endpoint, 'connect', { kind: 'socket', code: 'OK', address: '192.0.2.25', family: 4 }, 'ok')
const notConnected = (endpoint: Endpoint, code: string, family: 4 | 6 = 4) =>
  see(endpoint, 'connect', { kind: 'socket', code, address: family === 4 ? '192.0.2.25' : '2001:db8::25', family })
const greeted = (endpoint: Endpoint) =>
  see(
    endpoint,
    'greeting',
    { kind: 'reply', verb: 'CONNECT', reply: { code: 220, text: `${HOST} ESMTP`, lines: [`220 ${HOST} ESMTP`] } },
    'ok',
  )

function probe(seen: readonly Observation[], context: Parameters<typeof pasteContext>[0] = {}) {
  return diagnose(seen, pasteContext({ source: 'probe', host: HOST, ...context }))
}

const leaf = (changes: Partial<Certificate> = {}): Certificate => ({
  subject: `CN=${HOST}`,
  issuer: 'CN=Some Public CA',
  names: [HOST],
  validFrom: '2026-01-01T00:00:00.000Z',
  validTo: '2027-01-01T00:00:00.000Z',
  isSelfSigned: false,
  ...changes,
})

describe('doors', () => {
  test('silence on every port is one block on this side, not three timeouts', () => {
    const seen = [25, 465, 587].flatMap((port) => [found(at(port)), notConnected(at(port), 'TIMEOUT')])
    const diagnoses = probe(seen)
    expect(diagnoses.map(({ id, certainty }) => [id, certainty])).toEqual([['smtp-egress-blocked', 'likely']])
    expect(diagnoses[0]?.endpoint).toBeUndefined()
  })

  test('a platform that is known to close these ports makes it certain, and its way out comes first', () => {
    const platform: Platform = {
      id: 'render',
      name: 'Render',
      blockedPorts: [25, 465, 587],
      openPorts: [443],
      scope: 'free web services',
      wayOut: [{ do: 'Change to a paid instance type.', isVerified: true }],
      sources: [],
      checked: '2026-11-20',
      isVerified: true,
    }
    const seen = [465, 587].flatMap((port) => [found(at(port)), notConnected(at(port), 'TIMEOUT')])
    const [first] = probe(seen, { platform })
    expect(first).toMatchObject({ id: 'smtp-egress-blocked', certainty: 'certain' })
    expect(first?.fixes[0]?.do).toBe('Change to a paid instance type.')
  })

  test('25 is blocked while 587 works, and the title says which to use', () => {
    const seen = [found(at(25)), notConnected(at(25), 'TIMEOUT'), found(at(587)), connected(at(587)), greeted(at(587))]
    const diagnoses = probe(seen)
    expect(diagnoses.map(({ id }) => id)).toEqual(['port-25-blocked'])
    expect(diagnoses[0]?.title).toContain('587')
    expect(diagnoses[0]?.endpoint).toBe(`${HOST}:25`)
  })

  test('the advice about 25 names the port that got furthest, not one that is refused or stalls', () => {
    const seen = [
      ...[25, 587].flatMap((port) => [found(at(port)), notConnected(at(port), 'ECONNREFUSED')]),
      found(at(465)),
      connected(at(465)),
      see(at(465), 'ehlo', { kind: 'capabilities', keywords: ['AUTH PLAIN'], isEncrypted: true }, 'ok'),
    ]
    const about25 = probe(seen).find(({ id }) => id === 'port-25-blocked')
    expect(about25?.title).toContain('465 works')
    expect(about25?.fixes[0]?.do).toBe(`Use ${HOST}, port 465 with TLS from the first byte.`)
    expect(about25?.fixes.map((fix) => fix.do).join(' ')).toContain(`nc -vz ${HOST} 465`)
  })

  test('nothing is said to work that only takes connections', () => {
    const stalled = { kind: 'tls-error', fault: 'timeout', message: 'no end of the TLS handshake within 10 s' } as const
    const seen = [
      found(at(25)),
      notConnected(at(25), 'ECONNREFUSED'),
      found(at(465)),
      connected(at(465)),
      see(at(465), 'tls', stalled),
    ]
    const about25 = probe(seen).find(({ id }) => id === 'port-25-blocked')
    expect(about25?.title).not.toContain('works')
  })

  test('a missing IPv4 route beside a working IPv6 stops nothing', () => {
    const seen = [
      found(at(587), [6, 4]),
      see(at(587), 'connect', { kind: 'socket', code: 'OK', address: '2001:db8::25', family: 6 }, 'ok'),
      greeted(at(587)),
      notConnected(at(587), 'ENETUNREACH', 4),
    ]
    expect(probe(seen)).toEqual([])
  })

  test('EACCES for IPv6 beside another failure over IPv4 is a rejection on the way, no rule of this machine', () => {
    const seen = [25, 465, 587].flatMap((port) => [
      found(at(port), [6, 4]),
      notConnected(at(port), 'EACCES', 6),
      notConnected(at(port), 'TIMEOUT', 4),
    ])
    expect(probe(seen).map(({ id }) => id)).toEqual(['smtp-egress-blocked'])
  })

  test('a machine that refuses every port is one refusal', () => {
    const seen = [25, 465, 587].flatMap((port) => [found(at(port)), notConnected(at(port), 'ECONNREFUSED')])
    const diagnoses = probe(seen)
    expect(diagnoses.map(({ id }) => id)).toEqual(['connect-refused'])
    expect(diagnoses[0]?.endpoint).toBeUndefined()
  })

  test('a name that is not found is one diagnosis for all ports', () => {
    const seen = [25, 465, 587].map((port) =>
      see(at(port), 'dns', { kind: 'dns', code: 'ENOTFOUND', name: HOST, message: `getaddrinfo ENOTFOUND ${HOST}` }),
    )
    const diagnoses = probe(seen)
    expect(diagnoses.map(({ id }) => id)).toEqual(['host-not-found'])
    expect(diagnoses[0]?.endpoint).toBeUndefined()
  })

  test('IPv6 that fails beside a working IPv4 is said, and is no missing route', () => {
    const seen = [found(at(587), [6, 4]), connected(at(587)), greeted(at(587)), notConnected(at(587), 'ENETUNREACH', 6)]
    expect(probe(seen).map(({ id, certainty }) => [id, certainty])).toEqual([['ipv6-unreachable', 'certain']])
  })

  test('both families without a route are a missing route', () => {
    const seen = [
      found(at(587), [6, 4]),
      notConnected(at(587), 'ENETUNREACH', 6),
      notConnected(at(587), 'ENETUNREACH', 4),
    ]
    expect(probe(seen).map(({ id }) => id)).toEqual(['connect-unreachable'])
  })
})

describe('the wrong kind of TLS', () => {
  test('a silent port that answers a ClientHello is certain', () => {
    const endpoint: Endpoint = { host: HOST, port: 2465, security: 'starttls' }
    const seen = [
      found(endpoint),
      connected(endpoint),
      see(endpoint, 'greeting', { kind: 'protocol', asked: 'tls', speaks: 'tls' }),
      see(endpoint, 'greeting', { kind: 'socket', code: 'TIMEOUT', waitedMs: 1500 }),
    ]
    expect(probe(seen).map(({ id, certainty }) => [id, certainty])).toEqual([['plaintext-on-tls-port', 'certain']])
  })

  test('a port that greets in clear where TLS was begun is certain', () => {
    const endpoint: Endpoint = { host: HOST, port: 587, security: 'tls' }
    const seen = [
      found(endpoint),
      connected(endpoint),
      see(endpoint, 'tls', { kind: 'tls-error', fault: 'wrong-version-number', message: 'wrong version number' }),
      see(endpoint, 'tls', { kind: 'protocol', asked: 'clear', speaks: 'smtp', excerpt: `220 ${HOST} ESMTP` }),
    ]
    expect(probe(seen).map(({ id, certainty }) => [id, certainty])).toEqual([['tls-on-plaintext-port', 'certain']])
  })

  test('a port 465 that was heard to begin in clear keeps its number in the advice', () => {
    const seen = [
      found(at(465)),
      connected(at(465)),
      see(at(465), 'tls', { kind: 'tls-error', fault: 'wrong-version-number', message: 'wrong version number' }),
      see(at(465), 'tls', { kind: 'protocol', asked: 'clear', speaks: 'smtp', excerpt: `220 ${HOST} ESMTP` }),
    ]
    const [first] = probe(seen)
    expect(first?.fixes[0]?.do).toBe('Keep port 465 and switch your program from "SSL/TLS" to STARTTLS.')
    expect(first?.fixes.map((fix) => fix.do).join(' ')).not.toContain('This provider')
  })
})

describe('another service', () => {
  test('a web server on every port is one diagnosis, and nobody is sent to the same port again', () => {
    const excerpt = 'HTTP/1.1 400 Bad Request'
    const seen = [587, 465].flatMap((port) => [
      found(at(port)),
      connected(at(port)),
      ...(port === 465
        ? [
            see(at(port), 'tls', { kind: 'tls-error', fault: 'wrong-version-number', message: 'wrong version number' }),
            see(at(port), 'tls', { kind: 'protocol', asked: 'tls', speaks: 'http', excerpt }),
          ]
        : [see(at(port), 'greeting', { kind: 'protocol', asked: 'tls', speaks: 'http', excerpt })]),
    ])
    const diagnoses = probe(seen)
    expect(diagnoses.map(({ id }) => id)).toEqual(['host-wrong-service'])
    expect(diagnoses[0]?.fixes.map((fix) => fix.do).join(' ')).not.toContain(`Use ${HOST}, port 587`)
  })
})

test('silence behind the web port is the wrong service', () => {
  const web: Endpoint = { host: HOST, port: 443, security: 'tls' }
  const [first] = probe([
    found(web),
    connected(web),
    see(web, 'greeting', { kind: 'socket', code: 'TIMEOUT', waitedMs: 12_000 }),
  ])
  expect(first?.id).toBe('host-wrong-service')
  expect(first?.because).toBe("Port 443 is the web's (HTTPS); sending has its own ports.")
})

describe('the advice to run a check', () => {
  const silent = [found(at(587)), notConnected(at(587), 'TIMEOUT'), found(at(465)), connected(at(465))]
  const advice = (context: Parameters<typeof pasteContext>[0]) =>
    diagnose(silent, pasteContext({ host: HOST, ...context }))
      .flatMap(({ fixes }) => fixes.map((fix) => fix.do))
      .join('\n')

  test('names the host where no preset is known, and never the preset for servers that nobody knows', () => {
    expect(advice({ source: 'paste', provider: 'custom' })).toContain(`smtp-doctor check --host ${HOST}`)
    expect(advice({ source: 'paste', provider: 'custom' })).not.toContain('--provider')
  })

  test('does not send people from a check to a check', () => {
    expect(advice({ source: 'probe' })).not.toContain('smtp-doctor check')
  })
})

describe('certificates', () => {
  const refused = (
    endpoint: Endpoint,
    certificate: Certificate,
    ...problems: ('expired' | 'hostname-mismatch' | 'untrusted')[]
  ) => see(endpoint, 'tls', { kind: 'tls', version: 'TLSv1.3', cipher: 'x', chain: [certificate], problems })

  test('all that is wrong with one is reported', () => {
    const certificate = leaf({ names: ['www.example.org'], validTo: '2026-11-01T00:00:00.000Z' })
    const diagnoses = probe([refused(at(465), certificate, 'expired', 'hostname-mismatch')])
    expect(diagnoses.map(({ id }) => id)).toEqual(['cert-expired', 'cert-hostname-mismatch'])
    expect(diagnoses[0]?.because).toContain('19 days')
    expect(diagnoses[1]?.fixes[0]?.do).toContain('www.example.org')
  })

  test('each diagnosis quotes the certificate itself, not the one fault that the library happened to name', () => {
    const certificate = leaf({ names: ['www.example.org'], validTo: '2026-11-01T00:00:00.000Z' })
    const both = { ...refused(at(465), certificate, 'expired', 'hostname-mismatch'), message: 'CERT_HAS_EXPIRED' }
    for (const { evidence } of probe([both as Observation])) {
      expect(evidence).toEqual([
        'certificate for www.example.org, issued by CN=Some Public CA, valid 2026-01-01 to 2026-11-01',
      ])
    }
    const one = { ...refused(at(465), certificate, 'expired'), message: 'CERT_HAS_EXPIRED' }
    expect(probe([one as Observation])[0]?.evidence[0]).toMatch(/^CERT_HAS_EXPIRED: certificate for www/)
  })

  test('the same fault on two ports is one diagnosis', () => {
    const certificate = leaf({ validTo: '2026-11-01T00:00:00.000Z' })
    const diagnoses = probe([refused(at(465), certificate, 'expired'), refused(at(587), certificate, 'expired')])
    expect(diagnoses).toHaveLength(1)
    expect(diagnoses[0]?.endpoint).toBeUndefined()
  })

  test("an antivirus program's certificate in a large provider's place is its doing, whatever else is wrong", () => {
    const endpoint = at(465, 'smtp.gmail.com')
    const certificate = leaf({
      names: ['smtp.gmail.com'],
      issuer: 'CN=Avast Web/Mail Shield Root,O=Avast Web/Mail Shield',
    })
    const diagnoses = probe([refused(endpoint, certificate, 'untrusted')], {
      host: 'smtp.gmail.com',
      provider: 'gmail',
    })
    expect(diagnoses.map(({ id, certainty }) => [id, certainty])).toEqual([['cert-intercepted', 'certain']])
  })

  test("the same certificate on somebody's own server is only untrusted", () => {
    const certificate = leaf({ issuer: 'CN=Our Own CA' })
    expect(probe([refused(at(465), certificate, 'untrusted')]).map(({ id }) => id)).toEqual(['cert-untrusted'])
  })
})

test('what a check cannot name does not send the reader back to a check', () => {
  const fixes = ruleOf('unknown').fixes({ source: 'probe', now: 0, presets: loadPresets() })
  expect(fixes.length).toBeGreaterThan(0)
  expect(fixes.map((fix) => fix.do).join(' ')).not.toContain('Run: smtp-doctor check')
})
