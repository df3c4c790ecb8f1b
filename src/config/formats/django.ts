// Django: lines for settings.py; the secret from the environment.

import type { ConfigFormat } from '../format.js'
import { readPython } from '../readers/python.js'
import { sourceReading } from '../readers/source-reading.js'
import { environmentFile, refuseNonAscii, withEnvironment } from '../secret-file.js'
import { pythonString } from '../syntax/literals.js'

export const django: ConfigFormat = {
  ...sourceReading('django', readPython, /\.py$/),
  id: 'django',
  title: 'Django (settings.py)',
  fileName: 'settings.py',
  fileNames: /^settings(?:_\w+)?\.py$/,
  secret: 'reference',
  token: 'unsupported',
  isSnippet: true,
  proof: 'run by Django: the login and the message arrive at a TLS server',
  write(settings, { secretName = 'EMAIL_HOST_PASSWORD' }) {
    refuseNonAscii(settings, 'Django')
    const { host, port, security, username } = settings
    const from = settings.from ?? (username?.includes('@') ? username : undefined)
    const lines = [
      ...(username ? ['import os', ''] : []),
      'EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"',
      `EMAIL_HOST = ${pythonString(host)}`,
      `EMAIL_PORT = ${port}`,
      ...(username
        ? [
            `EMAIL_HOST_USER = ${pythonString(username)}`,
            `EMAIL_HOST_PASSWORD = os.environ[${pythonString(secretName)}]`,
          ]
        : []),
      // Never both: Django refuses that.
      ...(security === 'tls' ? ['EMAIL_USE_SSL = True'] : security === 'starttls' ? ['EMAIL_USE_TLS = True'] : []),
      'EMAIL_TIMEOUT = 30',
      ...(from
        ? [
            `DEFAULT_FROM_EMAIL = ${pythonString(settings.fromName ? `${displayName(settings.fromName)} <${from}>` : from)}`,
            `SERVER_EMAIL = ${pythonString(from)}`,
          ]
        : []),
      '',
    ]
    return {
      text: lines.join('\n'),
      ...(username && { secretFiles: [environmentFile(secretName, settings, ['bash'])] }),
      notes: [],
      commands: [withEnvironment('python3 manage.py sendtestemail you@example.com')],
    }
  },
}

function displayName(name: string): string {
  return /^[\p{L}\p{N} ]+$/u.test(name) ? name : `"${name.replace(/[\\"]/g, '\\$&')}"`
}
