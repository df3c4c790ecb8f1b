// WordPress with the plugin WP Mail SMTP: constants for wp-config.php.

import { type ConfigFormat, PLACEHOLDER } from '../format.js'
import { readPhp } from '../readers/php.js'
import { sourceReading } from '../readers/source-reading.js'
import { phpString } from '../syntax/literals.js'

export const wordpress: ConfigFormat = {
  ...sourceReading('wordpress', readPhp, /\.php$/),
  id: 'wordpress',
  title: 'WordPress, WP Mail SMTP (wp-config.php)',
  fileName: 'wp-config-mail.php',
  fileNames: /^wp-config(?:[\w-]*)\.php$/,
  secret: 'embedded',
  token: 'unsupported',
  isSnippet: true,
  proof: 'run by php: each constant has exactly this value; names from the WP Mail SMTP documentation',
  write(settings) {
    const { host, port, security, username, secret = PLACEHOLDER } = settings
    const from = settings.from ?? (username?.includes('@') ? username : undefined)
    const define = (name: string, value: string) => `define( '${name}', ${value} );`
    const lines = [
      '<?php',
      define('WPMS_ON', 'true'),
      define('WPMS_MAILER', "'smtp'"),
      define('WPMS_SMTP_HOST', phpString(host)),
      define('WPMS_SMTP_PORT', String(port)),
      define('WPMS_SSL', { tls: "'ssl'", starttls: "'tls'", none: "''" }[security]),
      define('WPMS_SMTP_AUTOTLS', security === 'none' ? 'false' : 'true'),
      define('WPMS_SMTP_AUTH', username ? 'true' : 'false'),
      ...(username ? [define('WPMS_SMTP_USER', phpString(username)), define('WPMS_SMTP_PASS', phpString(secret))] : []),
      ...(from ? [define('WPMS_MAIL_FROM', phpString(from)), define('WPMS_MAIL_FROM_FORCE', 'true')] : []),
      ...(settings.fromName ? [define('WPMS_MAIL_FROM_NAME', phpString(settings.fromName))] : []),
      '',
    ]
    return {
      text: lines.join('\n'),
      notes: [
        'Put the lines without the first one into wp-config.php, above "That\'s all, stop editing!".',
        'They count only with the plugin WP Mail SMTP.',
      ],
      commands: [],
    }
  },
}
