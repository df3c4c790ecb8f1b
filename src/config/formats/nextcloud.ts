// Nextcloud: a file in config/ that it merges into its config.php.

import { type ConfigFormat, PLACEHOLDER } from '../format.js'
import { readPhp } from '../readers/php.js'
import { sourceReading } from '../readers/source-reading.js'
import { phpString } from '../syntax/literals.js'

export const nextcloud: ConfigFormat = {
  ...sourceReading('nextcloud', readPhp, /\.php$/),
  id: 'nextcloud',
  title: 'Nextcloud (config/mail.config.php)',
  fileName: 'mail.config.php',
  fileNames: /^(?:config|[\w-]+\.config)\.php$/,
  secret: 'embedded',
  token: 'unsupported',
  proof: 'run by php: $CONFIG has exactly these values; keys from the Nextcloud documentation',
  write(settings) {
    const { host, port, security, username, secret = PLACEHOLDER } = settings
    const from = settings.from ?? (username?.includes('@') ? username : undefined)
    const at = from?.lastIndexOf('@') ?? -1
    const entry = (name: string, value: string) => `  '${name}' => ${value},`
    const lines = [
      '<?php',
      '$CONFIG = array (',
      entry('mail_smtpmode', "'smtp'"),
      entry('mail_smtphost', phpString(host)),
      entry('mail_smtpport', String(port)),
      // Empty means STARTTLS where the server offers it; 'tls' was that in old versions and is refused by new ones.
      entry('mail_smtpsecure', security === 'tls' ? "'ssl'" : "''"),
      entry('mail_smtptimeout', '30'),
      entry('mail_smtpauth', username ? 'true' : 'false'),
      ...(username ? [entry('mail_smtpname', phpString(username)), entry('mail_smtppassword', phpString(secret))] : []),
      ...(from && at > 0
        ? [
            entry('mail_from_address', phpString(from.slice(0, at))),
            entry('mail_domain', phpString(from.slice(at + 1))),
          ]
        : []),
      ');',
      '',
    ]
    return {
      text: lines.join('\n'),
      notes: [
        'Put the file into the folder config of Nextcloud, readable by the web server alone.',
        ...(security === 'starttls'
          ? ['Nextcloud uses STARTTLS when the server offers it; it cannot be made to insist.']
          : []),
      ],
      commands: ['sudo chown www-data config/mail.config.php'],
    }
  },
}
