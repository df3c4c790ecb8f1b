// Faults of the id at well-known providers: what their servers reply to a login, word by word. Microsoft's are in
// id-microsoft.ts.

import { answer, type Fault, lastAnswer, type Script } from '../fault.js'
import { APP_PASSWORD, gmail, gmx, mailRu, netease163, qq, sendgrid, yahoo, yandex } from '../pretended-providers.js'

const always = (script: Script, ...lines: string[]): Script => ({
  ...script,
  auth: { at: 'end', reply: answer(...lines) },
})

export const providerIdFaults: readonly Fault[] = [
  {
    id: 'gmail-account-password',
    title: 'Gmail: username and password not accepted',
    layer: 'id',
    expect: 'app-password-required',
    exercise: 'The password opens Gmail in the browser, and smtplib says 535. Find out which password Gmail wants.',
    hint: 'Gmail takes a password of 16 letters that is made for programs.',
    solution: `Make an app password and use it. Here it is ${APP_PASSWORD}.`,
    setup: gmail.setup(),
    healed: { secret: APP_PASSWORD },
    account: { username: 'ada.practice@gmail.com', secret: APP_PASSWORD },
    serve: {
      kind: 'script',
      script: {
        ...gmail.script,
        refusal: answer(
          '535-5.7.8 Username and Password not accepted. For more information, go to',
          '535 5.7.8  https://support.google.com/mail/?p=BadCredentials 5b1f17b1804b1-477a0e0d7b2sm3456789f8f.12 - gsmtp',
        ),
      },
    },
  },
  {
    id: 'gmail-second-factor',
    title: 'Gmail: application-specific password required',
    layer: 'id',
    expect: 'app-password-required',
    exercise: '2-step verification is on, and the login is refused. Find out what the reply asks for.',
    hint: 'The reply says it in its first line.',
    solution: `Make an app password and use it. Here it is ${APP_PASSWORD}.`,
    setup: gmail.setup(),
    healed: { secret: APP_PASSWORD },
    account: { username: 'ada.practice@gmail.com', secret: APP_PASSWORD },
    serve: {
      kind: 'script',
      script: {
        ...gmail.script,
        refusal: answer(
          '534-5.7.9 Application-specific password required. For more information, go to',
          '534 5.7.9  https://support.google.com/mail/?p=InvalidSecondFactor 5b1f17b1804b1-477a0e0d7b2sm3456789f8f.12 - gsmtp',
        ),
      },
    },
  },
  {
    id: 'gmail-web-login',
    title: 'Gmail: log in with the web browser',
    layer: 'id',
    expect: 'browser-sign-in-required',
    exercise: 'The same code as for a missing app password, another cause. Find out which.',
    hint: 'Read the words after p= in the link.',
    solution:
      'Google blocks this sign-in. Sign in with a browser, confirm that it was you, then try again with an app password.',
    setup: gmail.setup({ secret: APP_PASSWORD }),
    serve: {
      kind: 'script',
      script: always(
        gmail.script,
        '534-5.7.9 Please log in with your web browser and then try again. For more',
        '534-5.7.9 information, go to',
        '534 5.7.9  https://support.google.com/mail/?p=WebLoginRequired 5b1f17b1804b1-477a0e0d7b2sm3456789f8f.12 - gsmtp',
      ),
    },
  },
  {
    id: 'gmail-continue-sign-in',
    title: 'Gmail: continue the sign-in',
    layer: 'id',
    expect: 'browser-sign-in-required',
    exercise: 'A long reply with a long link. Find out what to do with it.',
    hint: 'The sense stands between the link and the code.',
    solution: 'Open the account in a browser, answer what Google asks, then try again.',
    setup: gmail.setup({ secret: APP_PASSWORD }),
    serve: {
      kind: 'script',
      script: always(
        gmail.script,
        '534-5.7.14 <https://accounts.google.com/signin/continue?sarp=1&scc=1&plt=AKgnsbsPractice',
        '534-5.7.14 Practice0123456789abcdefghijklmnopqrstuvwxyz>',
        '534-5.7.14 Please log in via your web browser and then try again.',
        '534-5.7.14  Learn more at',
        '534 5.7.14  https://support.google.com/mail/answer/78754 5b1f17b1804b1-477a0e0d7b2sm3456789f8f.12 - gsmtp',
      ),
    },
  },
  {
    id: 'gmail-too-many-logins',
    title: 'Gmail: too many login attempts',
    layer: 'id',
    expect: 'auth-rate-limited',
    exercise: 'The first hundred messages went out, then this. Find out what the program does too often.',
    hint: 'Does it log in once, or once for each message?',
    solution: 'Wait some minutes, then send all messages over one connection.',
    setup: gmail.setup({ secret: APP_PASSWORD }),
    serve: {
      kind: 'script',
      script: always(
        gmail.script,
        '454-4.7.0 Too many login attempts, please try again later. For more information,',
        '454 4.7.0 go to https://support.google.com/mail/answer/7126229 5b1f17b1804b1-477a0e0d7b2sm3456789f8f.12 - gsmtp',
      ),
    },
  },
  {
    id: 'gmail-token-rejected',
    title: 'Gmail: the access token is refused',
    layer: 'id',
    expect: 'oauth-token-rejected',
    exercise: 'OAuth worked for an hour. Find out what has ended.',
    hint: 'The challenge after AUTH XOAUTH2 is base64. What does it say when decoded?',
    solution:
      'The access token has expired or lacks the scope https://mail.google.com/. Get a new one with the refresh token.',
    setup: gmail.setup({ secret: 'ya29.practice-expired-token', isToken: true, mechanism: 'XOAUTH2' }),
    healed: { secret: 'ya29.practice-fresh-token' },
    account: { username: 'ada.practice@gmail.com', secret: APP_PASSWORD, token: 'ya29.practice-fresh-token' },
    serve: {
      kind: 'script',
      script: {
        ...gmail.script,
        refusal: answer(
          '535-5.7.8 Username and Password not accepted. For more information, go to',
          '535 5.7.8  https://support.google.com/mail/?p=BadCredentials 5b1f17b1804b1-477a0e0d7b2sm3456789f8f.12 - gsmtp',
        ),
      },
    },
  },
  {
    id: 'yahoo-account-password',
    title: 'Yahoo: too many bad auth attempts',
    layer: 'id',
    expect: 'app-password-required',
    exercise: 'It was the very first attempt, and the reply speaks of too many. Find out what Yahoo means.',
    hint: 'Yahoo takes an app password only.',
    solution: `Make an app password and use it. Here it is ${APP_PASSWORD}.`,
    setup: yahoo.setup({ doors: ['submissions', 'submission'] }),
    healed: { secret: APP_PASSWORD },
    account: { username: 'ada.practice@yahoo.com', secret: APP_PASSWORD },
    serve: {
      kind: 'script',
      script: { ...yahoo.script, refusal: lastAnswer('535 5.7.0 (#AUTH005) Too many bad auth attempts.') },
    },
  },
  {
    id: 'qq-account-password',
    title: 'QQ: login fail',
    layer: 'id',
    expect: 'app-password-required',
    exercise: 'Some libraries say only "Connection closed". Find out what the server said before.',
    hint: 'QQ wants an authorization code of 16 letters and hangs up after a refusal.',
    solution: `Switch the IMAP/SMTP service on in the settings, make an authorization code. Here it is ${APP_PASSWORD}.`,
    setup: qq.setup({ doors: ['submissions', 'submission'] }),
    healed: { secret: APP_PASSWORD },
    account: { username: '100200300@qq.com', secret: APP_PASSWORD },
    serve: {
      kind: 'script',
      script: {
        ...qq.script,
        refusal: lastAnswer(
          '535 Login fail. Account is abnormal, service is not open, password is incorrect, login frequency limited, or system is busy. More information at https://help.mail.qq.com/detail/108/1023',
        ),
      },
    },
  },
  {
    id: '163-no-permission',
    title: '163: user has no permission',
    layer: 'id',
    expect: 'smtp-access-disabled',
    exercise: 'The code 550 in answer to a login. Find out what has to be switched on.',
    hint: 'Programs are let in only when the account allows it.',
    solution: 'Switch the SMTP service on in the settings of the mailbox, then use the authorization code.',
    setup: netease163.setup({ secret: 'ABCDEFGHIJKLMNOP', doors: ['submissions', 'smtp'] }),
    serve: { kind: 'script', script: always(netease163.script, '550 User has no permission') },
  },
  {
    id: '163-account-password',
    title: '163: authentication failed',
    layer: 'id',
    expect: 'app-password-required',
    exercise: 'The password opens the webmail and is refused here. Find out which one is wanted.',
    hint: '163 calls it the client authorization code.',
    solution: 'Make a client authorization code and use it. Here it is ABCDEFGHIJKLMNOP.',
    setup: netease163.setup({ doors: ['submissions', 'smtp'] }),
    healed: { secret: 'ABCDEFGHIJKLMNOP' },
    account: { username: 'ada_practice@163.com', secret: 'ABCDEFGHIJKLMNOP' },
    serve: { kind: 'script', script: { ...netease163.script, refusal: answer('535 Error: authentication failed') } },
  },
  {
    id: 'gmx-credentials-invalid',
    title: 'GMX: authentication credentials invalid',
    layer: 'id',
    expect: 'credentials-rejected',
    exercise: 'GMX says that the login is invalid and nothing more. Find out which two things to look at.',
    hint: 'Besides the password there is a switch: GMX keeps POP3 and IMAP off until you allow them.',
    solution:
      'Try the password in the browser, then switch "POP3/IMAP access" on in the settings. Turning 2FA on switches it off again.',
    setup: gmx.setup({ doors: ['submissions', 'submission'] }),
    serve: { kind: 'script', script: always(gmx.script, '535 Authentication credentials invalid') },
  },
  {
    id: 'yandex-no-access',
    title: 'Yandex: no access rights to this service',
    layer: 'id',
    expect: 'smtp-access-disabled',
    exercise: 'Name and password are right. Find out to which service access is missing.',
    hint: 'Mail programs have a switch of their own in the settings.',
    solution: 'Allow mail clients under Settings, Email clients, and use an app password of the type Mail.',
    setup: yandex.setup({ secret: APP_PASSWORD, doors: ['submissions', 'submission'] }),
    serve: {
      kind: 'script',
      script: always(
        yandex.script,
        '535 5.7.8 Error: authentication failed: This user does not have access rights to this service',
      ),
    },
  },
  {
    id: 'mail-ru-password',
    title: 'Mail.ru: application password is required',
    layer: 'id',
    expect: 'app-password-required',
    exercise: 'Half of the reply is Russian in Latin letters. Find out what it asks for.',
    hint: 'NEOBHODIM means: is necessary.',
    solution: 'Make a password for external applications and use it. Here it is Practice0External0Pw.',
    setup: mailRu.setup({ doors: ['submissions', 'submission'] }),
    healed: { secret: 'Practice0External0Pw' },
    account: { username: 'ada.practice@mail.ru', secret: 'Practice0External0Pw' },
    serve: {
      kind: 'script',
      script: {
        ...mailRu.script,
        refusal: answer(
          '535 5.7.0 NEOBHODIM parol prilozheniya https://help.mail.ru/mail/security/protection/external / Application password is REQUIRED',
        ),
      },
    },
  },
  {
    id: 'sendgrid-username',
    title: 'SendGrid: the user name is not an address',
    layer: 'id',
    expect: 'username-format',
    exercise: 'The API key is right and is refused. Look at the other half of the login.',
    hint: 'At SendGrid everybody has the same user name.',
    solution: 'The user name is the word apikey, for everybody; the API key is the password.',
    setup: sendgrid.setup(),
    healed: { username: 'apikey' },
    account: {
      username: 'apikey',
      secret: 'SG.practice-only-not-a-ke.practice-only-not-a-key-practice-only-not-a-key',
    },
    serve: {
      kind: 'script',
      script: { ...sendgrid.script, refusal: answer('535 Authentication failed: Bad username / password') },
    },
  },
]
