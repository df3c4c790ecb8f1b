// The mail gem: a script that sends a test message; the secret from the environment.

import type { ConfigFormat } from '../format.js'
import { readRuby } from '../readers/ruby.js'
import { sourceReading } from '../readers/source-reading.js'
import { rubySmtpOptions } from '../ruby-smtp.js'
import { environmentFile, withEnvironment } from '../secret-file.js'
import { rubyString } from '../syntax/literals.js'

const FILE_NAME = 'send_mail.rb'

export const rubyMail: ConfigFormat = {
  ...sourceReading('ruby-mail', readRuby, /\.rb$/),
  id: 'ruby-mail',
  title: 'Ruby mail gem (script)',
  fileName: FILE_NAME,
  secret: 'reference',
  token: 'unsupported',
  proof: 'run by ruby: the login and the message arrive at a TLS server',
  write(settings, { secretName = 'SMTP_PASSWORD', fileName = FILE_NAME }) {
    const from = settings.from ?? settings.username ?? ''
    return {
      text: [
        `# Sends a message through ${settings.host}: ruby ${fileName} you@example.com`,
        '',
        "require 'mail'",
        '',
        'Mail.defaults do',
        '  delivery_method :smtp, {',
        ...rubySmtpOptions(settings, secretName).map((line) => `    ${line}`),
        '  }',
        'end',
        '',
        `sender = ${rubyString(from)}`,
        'recipient = ARGV.fetch(0, sender)',
        'Mail.deliver do',
        '  from sender',
        '  to recipient',
        "  subject 'Test'",
        "  body 'It works.'",
        'end',
        "puts 'Taken by the server.'",
        '',
      ].join('\n'),
      ...(settings.username && { secretFiles: [environmentFile(secretName, settings, ['bash'])] }),
      notes: [],
      commands: ['gem install mail', withEnvironment('ruby send_mail.rb you@example.com')],
    }
  },
}
