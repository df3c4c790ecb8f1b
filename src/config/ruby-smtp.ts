// The options of Net::SMTP as the mail gem and Action Mailer name them, one line each.

import type { Settings } from '../model.js'
import { rubyString } from './syntax/literals.js'

/** The lines of an options hash; `enable_starttls` insists on STARTTLS, `tls` is TLS from the first byte. */
export function rubySmtpOptions({ host, port, security, username, caFile }: Settings, secretName: string): string[] {
  return [
    `address: ${rubyString(host)},`,
    `port: ${port},`,
    ...(username
      ? [
          `user_name: ${rubyString(username)},`,
          `password: ENV.fetch(${rubyString(secretName)}),`,
          'authentication: :plain,',
        ]
      : []),
    ...(security === 'tls' ? ['tls: true,'] : []),
    ...(security === 'starttls' ? ['enable_starttls: true,'] : []),
    ...(security === 'none' ? ['enable_starttls_auto: false,'] : []),
    ...(security === 'none' ? [] : ["openssl_verify_mode: 'peer',"]),
    ...(caFile ? [`ca_file: ${rubyString(caFile)},`] : []),
    'open_timeout: 10,',
    'read_timeout: 30,',
  ]
}
