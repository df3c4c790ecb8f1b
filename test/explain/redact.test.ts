import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { readPaste } from '../../src/explain/read.js'
import { redact } from '../../src/explain/redact.js'
import { explained } from './sources.js'

const base64 = (text: string) => Buffer.from(text).toString('base64')

/** Secrets as people have them: no quotes, blanks or line ends, which the frames below use. */
const secret = fc
  .tuple(fc.stringMatching(/^[A-Za-z0-9!%^*_+~.-]{7,20}$/), fc.constantFrom('Q7', 'x9Z', '4kT'))
  .map(([body, end]) => `${body}${end}`)

const frames: readonly (readonly [name: string, frame: (secret: string) => string])[] = [
  ['SASL PLAIN', (one) => `C: AUTH PLAIN ${base64(`\0bob\0${one}`)}\nS: 535 5.7.8 Authentication failed`],
  [
    'SASL LOGIN',
    (one) =>
      `AUTH LOGIN\n334 VXNlcm5hbWU6\n${base64('bob@example.net')}\n334 UGFzc3dvcmQ6\n${base64(one)}\n535 5.7.8 no`,
  ],
  ['smtplib', (one) => `send: 'AUTH PLAIN ${base64(`\0bob\0${one}`)}\\r\\n'\nreply: b'535 5.7.8 no\\r\\n'`],
  [
    'PHPMailer',
    (one) =>
      `CLIENT -> SERVER: AUTH LOGIN\nSERVER -> CLIENT: 334 VXNlcm5hbWU6\nCLIENT -> SERVER: ${base64('bob@x.test')}\nSERVER -> CLIENT: 334 UGFzc3dvcmQ6\nCLIENT -> SERVER: ${base64(one)}\nSERVER -> CLIENT: 535 no`,
  ],
  [
    'Swift on one line',
    (one) =>
      `>> AUTH LOGIN << 334 VXNlcm5hbWU6 >> ${base64('bob@x.test')} << 334 UGFzc3dvcmQ6 >> ${base64(one)} << 535 no !! Expected response code 235 but got code "535"`,
  ],
  ['a dotenv file', (one) => `SMTP_HOST=smtp.example.net\nSMTP_PASSWORD=${one}\n535 5.7.8 authentication failed`],
  ['quoted setting', (one) => `MAIL_PASSWORD="${one}"\nError: 535 no`],
  ['YAML', (one) => `mail:\n  password: ${one}\n535 no`],
  ['nodemailer', (one) => `auth: { user: 'bob', pass: '${one}' }\nError: Invalid login: 535 no`],
  ['PHP array', (one) => `'username' => 'bob', 'password' => '${one}',\n535 no`],
  ['JSON', (one) => `{"smtp_user":"bob","smtp_pass":"${one}"}\n535 no`],
  ['Django table', (one) => `password | '${one}'\nport | 587\nConnection refused`],
  ['DSN', (one) => `MAILER_DSN=smtp://bob:${encodeURIComponent(one)}@smtp.example.net:587\n535 no`],
  [
    'Python call',
    (one) => `    server.login('bob@example.net', '${one}')\nsmtplib.SMTPAuthenticationError: (535, b'no')`,
  ],
  [
    'PHP stack trace',
    (one) => `#3 Swift_Transport_Esmtp_Auth_LoginAuthenticator->authenticate('bob@x.test', '${one}')\n535 no`,
  ],
  ['.NET', (one) => `new NetworkCredential("bob", "${one}")\n535 no`],
  ['Go', (one) => `smtp.PlainAuth("", "bob", "${one}", "smtp.example.net")\n535 no`],
  ['curl', (one) => `curl smtp://smtp.example.net --user bob:${one}\n535 no`],
  ['swaks', (one) => `swaks --auth-user bob --auth-password ${one} --server x.test\n535 no`],
  ['an XML element', (one) => `<smtp><user>bob</user><password>${one}</password></smtp> 535 no`],
  ['an XML element with attributes', (one) => `<property><mailPassword type="x">${one}</mailPassword>\n535 no`],
  ['a whole login on one line', (one) => `AUTH LOGIN Ym9i 334 UGFzc3dvcmQ6 ${base64(one)} 535 5.7.8 no`],
  ['a sentence', (one) => `my password is ${one}1 and the answer is 535 5.7.8 no`],
  ['bearer', (one) => `Authorization: Bearer ${one}abcd1234\n535 no`],
  ['XOAUTH2', (one) => `AUTH XOAUTH2 ${base64(`user=bob@x.test\u0001auth=Bearer ${one}\u0001\u0001`)}\n535 no`],
]

describe('no secret of a paste stands in anything that goes out', () => {
  test.each(frames)('%s', (_, frame) => {
    fc.assert(
      fc.property(secret, (one) => {
        const text = frame(one)
        const output = JSON.stringify(explained(text)) + JSON.stringify(readPaste(text).observations)
        return !output.includes(one) && !output.includes(base64(one)) && !output.includes(base64(`\0bob\0${one}`))
      }),
      { numRuns: 60 },
    )
  })
})

test('a table of settings is no log of containers, whatever its secret looks like', () => {
  const text = "password | '^!^400-Q7'\nport | 587\nConnection refused"
  expect(JSON.stringify(explained(text)) + JSON.stringify(readPaste(text).observations)).not.toContain('400-Q7')
})

test('a secret that begins like a reply is one all the same', () => {
  const text = 'SMTP_PASSWORD=400-^.__!%!Q7\n535 5.7.8 authentication failed'
  expect(JSON.stringify(explained(text))).not.toContain('400-^')
})

describe('what is no secret stays readable', () => {
  test.each([
    'Invalid Username/Password: 535 5.7.139 Authentication unsuccessful',
    'SMTP ERROR: Password command failed: 535 Incorrect authentication data',
    'Authentication failed: Bad username / password',
    '535 5.7.8 Username and Password not accepted',
    'password: 535 5.7.8 authentication failed',
    'my password is correct and the answer is 535 5.7.8 authentication failed',
    '334 UGFzc3dvcmQ6 rejected: 535 5.7.8 authentication failed',
    '<password>: 535 5.7.8 authentication failed',
  ])('%s', (text) => {
    expect(JSON.stringify(explained(text)[0]?.evidence)).toContain(text.slice(-24))
  })

  test('the prompts for user name and password are no secrets', () => {
    const { observations } = readPaste('C: AUTH LOGIN\nS: 334 VXNlcm5hbWU6')
    expect(JSON.stringify(observations)).toContain('VXNlcm5hbWU6')
  })
})

describe('what a login shows of itself is judged', () => {
  test.each([
    ['undefined', base64('\0undefined\0undefined')],
    ['empty', base64('\0\0')],
    ['null', base64('\0bob@example.net\0null')],
  ])('%s', (_, blob) => {
    expect(explained(`C: AUTH PLAIN ${blob}\nS: 535 5.7.8 Error: authentication failed`)[0]?.id).toBe(
      'credentials-missing',
    )
  })

  test('the first answer of LOGIN is the user name, the second the password, an "@" in it or not', () => {
    const lines = ['C: AUTH LOGIN', 'S: 334 VXNlcm5hbWU6', `C: ${base64('jdoe')}`, 'S: 334 UGFzc3dvcmQ6']
    for (const password of ['hunter2secret', 'p@ssw0rd@home']) {
      const { hints, secrets } = readPaste([...lines, `C: ${base64(password)}`, 'S: 535 5.7.8 no'].join('\n'))
      expect([hints.username, secrets]).toEqual(['jdoe', [password]])
    }
  })

  test('an answer on the line of the login hides no secret', () => {
    const paste = `AUTH PLAIN ${base64('\0bob\0hunter2secret')}: 535 5.7.8 no`
    expect(readPaste(paste).secrets).toContain('hunter2secret')
    expect(JSON.stringify(explained(paste))).not.toContain(base64('\0bob\0hunter2secret'))
  })

  test('a user name beside AUTH LOGIN leaves only the password to come', () => {
    const text = `C: AUTH LOGIN ${base64('jdoe')}\nS: 334 UGFzc3dvcmQ6\nC: ${base64('hunter2secret')}\nS: 535 5.7.8 no`
    const { hints, secrets } = readPaste(text)
    expect([hints.username, secrets]).toEqual(['jdoe', ['hunter2secret']])
  })

  test('an empty line after the prompt is an empty password', () => {
    const text =
      'CLIENT -> SERVER: AUTH LOGIN\nSERVER -> CLIENT: 334 VXNlcm5hbWU6\nCLIENT -> SERVER: \nSERVER -> CLIENT: 535 5.7.8 no'
    expect(explained(text)[0]?.id).toBe('credentials-missing')
  })
})

test('a sentence that ends with the word is no prompt, and a failure below one is no secret', () => {
  expect(explained('When forgetting password:\n`Net::SMTPSyntaxError (501 Syntax error`')[0]?.id).toBe('address-syntax')
  expect(explained('Password:\nNet::SMTPAuthenticationError (535 5.7.8 no)')[0]?.id).toBe('credentials-rejected')
})

test('a frame is left as it is only where it shows no argument', () => {
  const lines = [
    '\tat org.example.mail.Sender.send(Sender.java:42)',
    '\tat org.example.mail.Sender.login("shop", "Zq9!kLm2x")',
    '  File "/srv/shop/mail.py", line 12, in send',
    '  File "/srv/shop/mail.py", line 12, in send, password=Zq9!kLm2x',
  ]
  const { lines: clean } = redact(lines)
  expect([clean[0], clean[2]]).toEqual([lines[0], lines[2]])
  expect(clean.join('\n')).not.toContain('Zq9!kLm2x')
})
