// Ghost's config.production.json, which it hands to nodemailer.

import { PLACEHOLDER } from '../format.js'
import { keyValueFormat } from '../key-value-format.js'
import { jsonSyntax } from '../syntax/json.js'

const options = (...names: readonly string[]) => ['mail', 'options', ...names]

export const ghost = keyValueFormat({
  id: 'ghost',
  title: 'Ghost (config.production.json)',
  fileName: 'config.production.json',
  fileNames: /^config\.(?:production|development)\.json$/,
  secret: 'embedded',
  token: 'unsupported',
  proof: 'nodemailer logs in with the options as Ghost passes them on',
  syntax: jsonSyntax,
  keys: {
    host: options('host'),
    port: options('port'),
    username: options('auth', 'user'),
    secret: options('auth', 'pass'),
    from: ['mail', 'from'],
  },
  encode: {
    secret: ({ username, secret }) => (username ? (secret ?? PLACEHOLDER) : undefined),
    from: ({ from, fromName }) => (from && fromName ? `"${fromName.replace(/[\\"]/g, '\\$&')}" <${from}>` : from),
  },
  extra: () => [{ path: ['mail', 'transport'], value: 'SMTP' }],
  security: {
    write: (security) => [
      { path: options('secure'), value: security === 'tls' },
      { path: options('requireTLS'), value: security === 'starttls' },
      ...(security === 'none' ? [{ path: options('ignoreTLS'), value: true }] : []),
    ],
    read(get) {
      const [secure, required, ignored] = [
        get('mail.options.secure'),
        get('mail.options.requireTLS'),
        get('mail.options.ignoreTLS'),
      ]
      const entries = [required, ignored, secure].filter((entry) => entry !== undefined)
      if (secure?.value === 'true' || secure?.value === '1') return { value: 'tls', entries }
      if (ignored?.value === 'true') return { value: 'none', entries }
      return { value: 'starttls', entries, isOpportunistic: required?.value !== 'true' }
    },
  },
  commands: () => ['ghost restart'],
})
