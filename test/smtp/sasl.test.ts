import { describe, expect, test } from 'vitest'
import { chooseMechanisms, startSasl } from '../../src/smtp/sasl/mechanism.js'

const password = (username: string, secret: string) => ({ kind: 'password', username, secret }) as const
const token = { kind: 'token', username: 'user@example.com', secret: 'ya29.token' } as const
const at = { host: 'mail.example.com', port: 587, nonce: 'abc' }
const text = (bytes: Uint8Array | undefined) => bytes && Buffer.from(bytes).toString('utf8')

describe('exchanges', () => {
  test('PLAIN puts both into the initial response (RFC 4616)', () => {
    const sasl = startSasl('PLAIN', { ...at, credentials: password('tim', 'tänstaaf') })
    expect(text(sasl.initialResponse)).toBe('\0tim\0tänstaaf')
  })

  test('LOGIN answers the first challenge with the name, the second with the password, a third not at all', () => {
    const sasl = startSasl('LOGIN', { ...at, credentials: password('tim', 'secret') })
    expect(sasl.initialResponse).toBeUndefined()
    const challenge = Buffer.from('Username:')
    expect([1, 2, 3].map(() => text(sasl.respond(challenge)))).toEqual(['tim', 'secret', undefined])
  })

  test('CRAM-MD5 gives the answer of RFC 2195', () => {
    const sasl = startSasl('CRAM-MD5', { ...at, credentials: password('tim', 'tanstaaftanstaaf') })
    const challenge = Buffer.from('<1896.697170952@postoffice.reston.mci.net>')
    expect(text(sasl.respond(challenge))).toBe('tim b913a602c7eda7a495b4e6e7334d3890')
  })

  test('SCRAM-SHA-256 gives the exchange of RFC 7677 and checks the server', () => {
    const sasl = startSasl('SCRAM-SHA-256', {
      ...at,
      nonce: 'rOprNGfwEbeRWgbNEkqO',
      credentials: password('user', 'pencil'),
    })
    expect(text(sasl.initialResponse)).toBe('n,,n=user,r=rOprNGfwEbeRWgbNEkqO')
    const first = 'r=rOprNGfwEbeRWgbNEkqO%hvYDpWUa2RaTCAfuxFIlj)hNlF$k0,s=W22ZaJ0SNY7soEsUEjb6gQ==,i=4096'
    expect(text(sasl.respond(Buffer.from(first)))).toBe(
      'c=biws,r=rOprNGfwEbeRWgbNEkqO%hvYDpWUa2RaTCAfuxFIlj)hNlF$k0,p=dHzbZapWIk4jUhN+Ute9ytag9zjfMHgsqmmiz7AndVQ=',
    )
    expect(text(sasl.respond(Buffer.from('v=6rriTRBi23WpRR/wtup+mMhUZUn/dB5nLTJRsjl95G4=')))).toBe('')
  })

  test.each([
    ['a nonce that is not ours', 'r=somebodyelse,s=W22ZaJ0SNY7soEsUEjb6gQ==,i=4096'],
    ['more iterations than any server needs', 'r=abcdef,s=W22ZaJ0SNY7soEsUEjb6gQ==,i=100000000'],
    ['no salt', 'r=abcdef,i=4096'],
    ['something else', 'hello'],
  ])('SCRAM-SHA-256 cancels at %s', (_, challenge) => {
    const sasl = startSasl('SCRAM-SHA-256', { ...at, credentials: password('user', 'pencil') })
    expect(sasl.respond(Buffer.from(challenge))).toBeUndefined()
  })

  test('SCRAM-SHA-256 cancels when the server cannot prove that it knows the password', () => {
    const sasl = startSasl('SCRAM-SHA-256', { ...at, credentials: password('user', 'pencil') })
    sasl.respond(Buffer.from('r=abcdef,s=W22ZaJ0SNY7soEsUEjb6gQ==,i=4096'))
    expect(sasl.respond(Buffer.from('v=AAAA'))).toBeUndefined()
  })

  test('XOAUTH2 and OAUTHBEARER carry the token in the forms that servers parse', () => {
    expect(text(startSasl('XOAUTH2', { ...at, credentials: token }).initialResponse)).toBe(
      'user=user@example.com\x01auth=Bearer ya29.token\x01\x01',
    )
    expect(text(startSasl('OAUTHBEARER', { ...at, credentials: token }).initialResponse)).toBe(
      'n,a=user@example.com,\x01host=mail.example.com\x01port=587\x01auth=Bearer ya29.token\x01\x01',
    )
  })
})

describe('the choice of a mechanism', () => {
  const offered = ['CRAM-MD5', 'SCRAM-SHA-256', 'LOGIN', 'PLAIN', 'XOAUTH2']

  test('over TLS is the one that programs take', () => {
    expect(chooseMechanisms(offered, password('u', 'p'), { isEncrypted: true })[0]).toBe('PLAIN')
  })

  test('in clear begins with those that do not show the secret', () => {
    expect(chooseMechanisms(offered, password('u', 'p'), { isEncrypted: false })[0]).toBe('SCRAM-SHA-256')
  })

  test('for a token is a token mechanism or none', () => {
    expect(chooseMechanisms(offered, token, { isEncrypted: true })).toEqual(['XOAUTH2'])
    expect(chooseMechanisms(['PLAIN'], token, { isEncrypted: true })).toEqual([])
  })

  test('is the forced one, whatever is offered', () => {
    expect(chooseMechanisms(['PLAIN'], password('u', 'p'), { isEncrypted: true, forced: 'cram-md5' })).toEqual([
      'CRAM-MD5',
    ])
  })
})
