// Exim as a client of a smarthost: router, transport and authenticator for exim.conf; the password in a file of its own.

import type { ConfigFormat } from '../format.js'
import { readExim, recognisesExim } from '../readers/exim.js'
import { plainSecretFile } from '../secret-file.js'

const SECRET_PATH = '/etc/exim4/smarthost.password'

export const exim: ConfigFormat = {
  id: 'exim',
  title: 'Exim smarthost (exim.conf)',
  fileName: 'exim-smarthost.conf',
  secret: 'reference',
  token: 'unsupported',
  isSnippet: true,
  proof: 'run by Exim: the login and the message arrive at a TLS server',
  read: readExim,
  recognises: recognisesExim,
  write(settings, { secretName = SECRET_PATH }) {
    const { host, port, security, username, caFile } = settings
    const lines = [
      'begin routers',
      '',
      'smarthost:',
      '  driver = manualroute',
      '  domains = ! +local_domains',
      '  transport = smarthost_smtp',
      `  route_list = * ${host.includes(':') ? `<; [${host}]` : host}`,
      '  host_find_failed = defer',
      '  no_more',
      '',
      'begin transports',
      '',
      'smarthost_smtp:',
      '  driver = smtp',
      `  port = ${port}`,
      ...(security === 'tls' ? ['  protocol = smtps'] : []),
      ...(security === 'none'
        ? ['  hosts_avoid_tls = *']
        : [
            '  hosts_require_tls = *',
            '  tls_verify_hosts = *',
            '  tls_verify_cert_hostnames = *',
            `  tls_verify_certificates = ${caFile ?? 'system'}`,
            ...(/^[\d.:]+$/.test(host) ? [] : [`  tls_sni = ${host}`]),
          ]),
      ...(username ? ['  hosts_require_auth = *'] : []),
      '',
      ...(username
        ? [
            'begin authenticators',
            '',
            'smarthost_plain:',
            '  driver = plaintext',
            '  public_name = PLAIN',
            // The list is parted at ";" before it is expanded; "^" stands for NUL afterwards, so a real one is doubled.
            `  client_send = <; ^${escaped(username)}^\${sg{\${readfile{${secretName}}{}}}{\\N\\^\\N}{^^}}`,
            '',
          ]
        : []),
    ]
    return {
      text: lines.join('\n'),
      ...(username && { secretFiles: [plainSecretFile('smarthost.password', settings)] }),
      notes: [
        'Put each part below the begin line of its section: the router first in its section, the rest anywhere in theirs.',
      ],
      commands: [
        ...(username ? [`sudo install -m 640 -o root -g Debian-exim smarthost.password ${secretName}`] : []),
        'sudo exim -bV',
        'sudo systemctl restart exim4',
      ],
    }
  },
}

/** A text inside an expanded list with ";" between its items. */
function escaped(text: string): string {
  return text.replace(/[\\$]/g, '\\$&').replaceAll('^', '^^').replaceAll(';', ';;')
}
