// fastapi-mail: a ConnectionConfig; the secret from the environment.

import type { ConfigFormat } from '../format.js'
import { readPython } from '../readers/python.js'
import { sourceReading } from '../readers/source-reading.js'
import { environmentFile, withEnvironment } from '../secret-file.js'
import { pythonString } from '../syntax/literals.js'

export const fastapiMail: ConfigFormat = {
  ...sourceReading('fastapi-mail', readPython, /\.py$/),
  id: 'fastapi-mail',
  title: 'fastapi-mail (ConnectionConfig)',
  fileName: 'mail_config.py',
  secret: 'reference',
  token: 'unsupported',
  proof: 'read back by python3 with a stand-in for ConnectionConfig; keys from the fastapi-mail documentation',
  write(settings, { secretName = 'MAIL_PASSWORD' }) {
    const { host, port, security, username } = settings
    const from = settings.from ?? username ?? ''
    const lines = [
      ...(username ? ['import os', ''] : []),
      'from fastapi_mail import ConnectionConfig',
      '',
      'mail_config = ConnectionConfig(',
      `    MAIL_SERVER=${pythonString(host)},`,
      `    MAIL_PORT=${port},`,
      `    MAIL_STARTTLS=${security === 'starttls' ? 'True' : 'False'},`,
      `    MAIL_SSL_TLS=${security === 'tls' ? 'True' : 'False'},`,
      `    USE_CREDENTIALS=${username ? 'True' : 'False'},`,
      `    MAIL_USERNAME=${pythonString(username ?? '')},`,
      `    MAIL_PASSWORD=${username ? `os.environ[${pythonString(secretName)}]` : '""'},`,
      `    MAIL_FROM=${pythonString(from)},`,
      ...(settings.fromName ? [`    MAIL_FROM_NAME=${pythonString(settings.fromName)},`] : []),
      '    VALIDATE_CERTS=True,',
      ')',
      '',
    ]
    return {
      text: lines.join('\n'),
      ...(username && { secretFiles: [environmentFile(secretName, settings, ['bash'])] }),
      notes: [],
      commands: ['pip install fastapi-mail', withEnvironment('uvicorn main:app')],
    }
  },
}
