// Rails: Action Mailer settings for config/environments/production.rb; the secret from the environment.

import type { ConfigFormat } from '../format.js'
import { readRuby } from '../readers/ruby.js'
import { sourceReading } from '../readers/source-reading.js'
import { rubySmtpOptions } from '../ruby-smtp.js'
import { environmentFile, withEnvironment } from '../secret-file.js'

export const rails: ConfigFormat = {
  ...sourceReading('rails', readRuby, /\.rb$/),
  id: 'rails',
  title: 'Rails Action Mailer (config/environments/production.rb)',
  fileName: 'action_mailer.rb',
  fileNames: /^(?:production|development|staging|application|action_mailer)\.rb$/,
  secret: 'reference',
  token: 'unsupported',
  proof: 'run by Action Mailer: the login and the message arrive at a TLS server',
  isSnippet: true,
  write(settings, { secretName = 'SMTP_PASSWORD' }) {
    const { username } = settings
    return {
      text: [
        'Rails.application.configure do',
        '  config.action_mailer.delivery_method = :smtp',
        '  config.action_mailer.raise_delivery_errors = true',
        '  config.action_mailer.smtp_settings = {',
        ...rubySmtpOptions(settings, secretName).map((line) => `    ${line}`),
        '  }',
        'end',
        '',
      ].join('\n'),
      ...(username && { secretFiles: [environmentFile(secretName, settings, ['bash'])] }),
      notes: ['The lines between the first and the last belong into config/environments/production.rb.'],
      commands: [withEnvironment('bin/rails server')],
    }
  },
}
