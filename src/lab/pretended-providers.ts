// How the servers of well-known providers introduce themselves, so that a fault of theirs is practised in its own
// surroundings: host, greeting, EHLO keywords, mechanisms, and the account that a learner plays.

import { answer, type Script, type Setup } from './fault.js'

interface PretendedProvider {
  readonly setup: (changes?: Partial<Setup>) => Setup
  readonly script: Script
}

function pretend(
  setup: { readonly provider: string; readonly host: string; readonly address: string; readonly secret: string },
  script: Script,
): PretendedProvider {
  const { address } = setup
  return { setup: (changes) => ({ ...setup, username: address, from: address, to: address, ...changes }), script }
}

/** The secret that learners begin with at providers that want a special one: an ordinary account password. */
const ACCOUNT_PASSWORD = 'Summer-in-Paris-2026'

/** What those providers make for programs, and what an OAuth 2.0 sign-in gives. */
export const APP_PASSWORD = 'abcdefghijklmnop'
export const ACCESS_TOKEN = 'practice-access-token'

export const gmail = pretend(
  { provider: 'gmail', host: 'smtp.gmail.com', address: 'ada.practice@gmail.com', secret: ACCOUNT_PASSWORD },
  {
    greeting: answer('220 smtp.gmail.com ESMTP 5b1f17b1804b1-477a0e0d7b2sm3456789f8f.12 - gsmtp'),
    features: ['SIZE 35882577', '8BITMIME', 'ENHANCEDSTATUSCODES', 'PIPELINING', 'CHUNKING', 'SMTPUTF8'],
    mechanisms: ['LOGIN', 'PLAIN', 'XOAUTH2', 'PLAIN-CLIENTTOKEN', 'OAUTHBEARER', 'XOAUTH'],
  },
)

const MICROSOFT: Script = {
  greeting: answer(
    '220 FR4P281CA0123.outlook.office365.com Microsoft ESMTP MAIL Service ready at Fri, 20 Nov 2026 09:14:05 +0000 [08DE2832C1F4A8B2]',
  ),
  features: [
    'SIZE 157286400',
    'PIPELINING',
    'DSN',
    'ENHANCEDSTATUSCODES',
    '8BITMIME',
    'BINARYMIME',
    'CHUNKING',
    'SMTPUTF8',
  ],
  mechanisms: ['LOGIN', 'XOAUTH2'],
}

/** What Microsoft's servers put behind their replies. */
export const MICROSOFT_TRACE = '[FR4P281CA0123.DEUP281.PROD.OUTLOOK.COM 2026-11-20T09:14:06.117Z 08DE2832C1F4A8B2]'

export const outlook = pretend(
  { provider: 'outlook', host: 'smtp-mail.outlook.com', address: 'ada.practice@outlook.com', secret: ACCOUNT_PASSWORD },
  MICROSOFT,
)

export const microsoft365 = pretend(
  { provider: 'microsoft-365', host: 'smtp.office365.com', address: 'ada@contoso.example', secret: ACCOUNT_PASSWORD },
  MICROSOFT,
)

export const yahoo = pretend(
  { provider: 'yahoo', host: 'smtp.mail.yahoo.com', address: 'ada.practice@yahoo.com', secret: ACCOUNT_PASSWORD },
  {
    greeting: answer('220 smtp.mail.yahoo.com ESMTP ready'),
    features: ['PIPELINING', 'ENHANCEDSTATUSCODES', '8BITMIME', 'SIZE 41697280'],
    mechanisms: ['PLAIN', 'LOGIN', 'XOAUTH2', 'OAUTHBEARER'],
  },
)

export const qq = pretend(
  { provider: 'qq', host: 'smtp.qq.com', address: '100200300@qq.com', secret: ACCOUNT_PASSWORD },
  {
    greeting: answer('220 newxmesmtplogicsvrszb9-1.qq.com XMail Esmtp QQ Mail Server.'),
    features: ['PIPELINING', 'SIZE 73400320', 'MAILCOMPRESS', '8BITMIME'],
    mechanisms: ['LOGIN', 'PLAIN', 'XOAUTH', 'XOAUTH2'],
  },
)

export const netease163 = pretend(
  { provider: 'netease-163', host: 'smtp.163.com', address: 'ada_practice@163.com', secret: ACCOUNT_PASSWORD },
  {
    greeting: answer('220 163.com Anti-spam GT for Coremail System (163com[20141201])'),
    features: ['mail', 'PIPELINING', '8BITMIME', 'ID'],
    mechanisms: ['LOGIN', 'PLAIN', 'XOAUTH2'],
  },
)

export const gmx = pretend(
  { provider: 'gmx', host: 'mail.gmx.net', address: 'ada.practice@gmx.net', secret: ACCOUNT_PASSWORD },
  {
    greeting: answer('220 gmx.net (mrgmx105) Nemesis ESMTP Service ready'),
    features: ['8BITMIME', 'SIZE 69920427'],
    mechanisms: ['LOGIN', 'PLAIN'],
  },
)

export const yandex = pretend(
  { provider: 'yandex', host: 'smtp.yandex.com', address: 'ada.practice@yandex.com', secret: ACCOUNT_PASSWORD },
  {
    greeting: answer('220 mail-nwsmtp-smtp-production-main-51.iva.yp-c.yandex.net Ok'),
    features: ['8BITMIME', 'PIPELINING', 'SIZE 53477376', 'DSN', 'ENHANCEDSTATUSCODES'],
    mechanisms: ['LOGIN', 'PLAIN', 'XOAUTH2'],
  },
)

export const mailRu = pretend(
  { provider: 'mail-ru', host: 'smtp.mail.ru', address: 'ada.practice@mail.ru', secret: ACCOUNT_PASSWORD },
  {
    greeting: answer('220 smtp63.i.mail.ru ESMTP ready'),
    features: ['SIZE 73400320', '8BITMIME', 'DSN', 'SMTPUTF8'],
    mechanisms: ['PLAIN', 'LOGIN', 'XOAUTH2'],
  },
)

export const ses = pretend(
  {
    provider: 'ses',
    host: 'email-smtp.us-east-1.amazonaws.com',
    address: 'ada@shop.example',
    secret: 'BPracticeOnlyNotAKey0123456789abcdefghijklmn',
  },
  {
    greeting: answer('220 email-smtp.amazonaws.com ESMTP SimpleEmailService-d-PRACTICE01 practice0123456789'),
    features: ['8BITMIME', 'SIZE 41943040'],
    mechanisms: ['PLAIN', 'LOGIN'],
  },
)

export const sendgrid = pretend(
  {
    provider: 'sendgrid',
    host: 'smtp.sendgrid.net',
    address: 'ada@shop.example',
    secret: 'SG.practice-only-not-a-ke.practice-only-not-a-key-practice-only-not-a-key',
  },
  {
    greeting: answer('220 SG ESMTP service ready at geopod-ismtpd-12'),
    features: ['8BITMIME', 'SIZE 31457280', 'PIPELINING'],
    mechanisms: ['PLAIN', 'LOGIN'],
  },
)
