// A provider that exists only in the tests, so that the golden screens change with the wizard and with nothing else.

import type { Preset } from '../../src/model.js'

export const EXAMPLE: Preset = {
  id: 'example-mail',
  name: 'Example Mail',
  kind: 'mailbox',
  aliases: ['Example'],
  rank: 1,
  status: 'preparation',
  before: 'An app password: 16 letters that Example Mail makes for one program. The normal password is always refused.',
  domains: ['example.net'],
  mx: [],
  endpoints: [
    { host: 'smtp.example.net', port: 587, security: 'starttls' },
    { host: 'smtp.example.net', port: 465, security: 'tls' },
  ],
  username: { form: 'full-address' },
  secret: {
    kind: 'app-password',
    name: 'app password',
    shape: { pattern: '[a-z]{16}', words: '16 lower-case letters', isVerified: true },
    ignore: 'spaces',
    isAccountPasswordRefused: true,
    twoStep: 'required',
  },
  oauth: {
    authorizationUrl: 'https://login.example.net/authorize',
    tokenUrl: 'https://login.example.net/token',
    scopes: ['mail'],
    mechanisms: ['XOAUTH2'],
  },
  steps: {
    'two-step': [
      {
        do: 'Open Example Account > Security > How you sign in > 2-Step Verification and switch it on.',
        url: 'https://account.example.net/security',
        isVerified: true,
      },
    ],
    secret: [
      { do: 'Open the page App passwords and press Create.', url: 'https://account.example.net/app', isVerified: true },
      { do: 'Copy the 16 letters at once.', isVerified: false },
    ],
  },
  sources: ['https://account.example.net/help'],
  checked: '2026-11-20',
}
