// Flask-Mail: a configuration module for app.config.from_pyfile; the secret from the environment.

import type { ConfigFormat } from '../format.js'
import { readPython } from '../readers/python.js'
import { sourceReading } from '../readers/source-reading.js'
import { environmentFile, refuseNonAscii, withEnvironment } from '../secret-file.js'
import { pythonString } from '../syntax/literals.js'

export const flaskMail: ConfigFormat = {
  ...sourceReading('flask-mail', readPython, /\.py$/),
  id: 'flask-mail',
  title: 'Flask-Mail (config.py)',
  fileName: 'config.py',
  secret: 'reference',
  token: 'unsupported',
  isSnippet: true,
  proof: 'run by Flask-Mail: the login and the message arrive at a TLS server',
  write(settings, { secretName = 'MAIL_PASSWORD' }) {
    refuseNonAscii(settings, 'Flask-Mail')
    const { host, port, security, username } = settings
    const from = settings.from ?? (username?.includes('@') ? username : undefined)
    const lines = [
      ...(username ? ['import os', ''] : []),
      `MAIL_SERVER = ${pythonString(host)}`,
      `MAIL_PORT = ${port}`,
      `MAIL_USE_TLS = ${security === 'starttls' ? 'True' : 'False'}`,
      `MAIL_USE_SSL = ${security === 'tls' ? 'True' : 'False'}`,
      ...(username
        ? [`MAIL_USERNAME = ${pythonString(username)}`, `MAIL_PASSWORD = os.environ[${pythonString(secretName)}]`]
        : []),
      ...(from
        ? [
            `MAIL_DEFAULT_SENDER = ${settings.fromName ? `(${pythonString(settings.fromName)}, ${pythonString(from)})` : pythonString(from)}`,
          ]
        : []),
      '',
    ]
    return {
      text: lines.join('\n'),
      ...(username && { secretFiles: [environmentFile(secretName, settings, ['bash'])] }),
      notes: [
        'In the program: app.config.from_pyfile("config.py") before Mail(app).',
        'Flask-Mail before 0.10 does not verify the certificate.',
      ],
      commands: [withEnvironment('flask run')],
    }
  },
}
