// A complete Python script with smtplib and EmailMessage; the secret comes from the environment.

import type { Settings } from '../../model.js'
import { type ConfigFormat, PLACEHOLDER, type WriteOptions, type Written } from '../format.js'
import { readPython } from '../readers/python.js'
import { sourceReading } from '../readers/source-reading.js'
import { quoteForReaders } from '../syntax/dotenv.js'
import { pythonString } from '../syntax/literals.js'

const FILE_NAME = 'send_mail.py'

export const python: ConfigFormat = {
  ...sourceReading('python', readPython, /\.py$/),
  id: 'python',
  title: 'Python script (smtplib, EmailMessage)',
  fileName: FILE_NAME,
  secret: 'reference',
  token: 'supported',
  proof: 'run by python3: the login and the message arrive at a TLS server',
  write,
}

function write(settings: Settings, options: WriteOptions): Written {
  const variable = options.secretName ?? (settings.isToken ? 'SMTP_TOKEN' : 'SMTP_PASSWORD')
  const hasLogin = settings.username !== undefined
  const isEncrypted = settings.security !== 'none'
  const login = hasLogin ? loginLines(settings) : { imports: [], lines: [] }
  const imports = ['smtplib', 'sys', ...(hasLogin ? ['os'] : []), ...(isEncrypted ? ['ssl'] : []), ...login.imports]
  const from = settings.from ?? settings.username ?? ''
  const lines = [
    '#!/usr/bin/env python3',
    `"""Sends a message through ${settings.host}: python3 ${options.fileName ?? FILE_NAME} you@example.com"""`,
    '',
    ...imports.sort().map((name) => `import ${name}`),
    'from email.message import EmailMessage',
    ...(settings.fromName ? ['from email.utils import formataddr'] : []),
    '',
    `HOST = ${pythonString(settings.host)}`,
    `PORT = ${settings.port}`,
    ...(hasLogin ? [`USER = ${pythonString(settings.username ?? '')}`] : []),
    settings.fromName
      ? `SENDER = formataddr((${pythonString(settings.fromName)}, ${pythonString(from)}))`
      : `SENDER = ${pythonString(from)}`,
    '',
    '',
    'def send(to, subject, text):',
    ...(hasLogin
      ? [
          `    secret = os.environ.get(${pythonString(variable)})`,
          '    if not secret:',
          `        sys.exit(${pythonString(`Set the environment variable ${variable} first.`)})`,
        ]
      : []),
    '    message = EmailMessage()',
    '    message["From"] = SENDER',
    '    message["To"] = to',
    '    message["Subject"] = subject',
    '    message.set_content(text)',
    ...(isEncrypted ? ['    context = ssl.create_default_context()'] : []),
    ...(settings.caFile ? [`    context.load_verify_locations(${pythonString(settings.caFile)})`] : []),
    settings.security === 'tls'
      ? '    with smtplib.SMTP_SSL(HOST, PORT, timeout=30, context=context) as smtp:'
      : '    with smtplib.SMTP(HOST, PORT, timeout=30) as smtp:',
    ...(settings.security === 'starttls' ? ['        smtp.starttls(context=context)'] : []),
    ...login.lines.map((line) => `        ${line}`),
    '        smtp.send_message(message)',
    '',
    '',
    'if __name__ == "__main__":',
    `    recipient = sys.argv[1] if len(sys.argv) > 1 else ${pythonString(from)}`,
    '    send(recipient, "Test", "It works.")',
    '    print("Taken by the server.")',
    '',
  ]
  const secret = settings.secret ?? PLACEHOLDER
  return {
    text: lines.join('\n'),
    ...(hasLogin && {
      secretFiles: [
        { fileName: '.env', text: `${variable}=${quoteForReaders(secret, ['bash']).text}\n`, isShared: true },
      ],
    }),
    notes: [],
    commands: [hasLogin ? `(set -a; . ./.env; python3 ${FILE_NAME})` : `python3 ${FILE_NAME}`],
  }
}

/** smtplib's login() knows no tokens and encodes to ASCII; both go through AUTH as it stands (RFC 4954 section 4). */
function loginLines({ isToken, secret = '' }: Settings): { imports: string[]; lines: string[] } {
  if (isToken) {
    return {
      imports: [],
      lines: [
        'smtp.ehlo()',
        `token = f"user={USER}\\1auth=Bearer {secret}\\1\\1"`,
        '# The answer to a refusal is empty (it then carries its reason in the final reply).',
        'smtp.auth("XOAUTH2", lambda challenge=None: token if challenge is None else "")',
      ],
    }
  }
  if (/^\p{ASCII}*$/u.test(secret)) return { imports: [], lines: ['smtp.login(USER, secret)'] }
  return {
    imports: ['base64'],
    lines: [
      '# smtplib.login() can only send ASCII, and this password is not.',
      'smtp.ehlo()',
      'initial = base64.b64encode(f"\\0{USER}\\0{secret}".encode()).decode()',
      'code, reply = smtp.docmd("AUTH", f"PLAIN {initial}")',
      'if code != 235:',
      '    raise smtplib.SMTPAuthenticationError(code, reply)',
    ],
  }
}
