// GitLab (Omnibus): lines for gitlab.rb; the password in a file that gitlab.rb reads. Keys from the documentation, and that
// 15.11 and newer refuse both kinds of TLS at once, read on 2026-11-27: https://docs.gitlab.com/omnibus/settings/smtp and
// https://gitlab.com/gitlab-org/gitlab/-/issues/409835

import type { ConfigFormat } from '../format.js'
import { readRuby } from '../readers/ruby.js'
import { sourceReading } from '../readers/source-reading.js'
import { plainSecretFile } from '../secret-file.js'
import { rubyString } from '../syntax/literals.js'

const SECRET_PATH = '/etc/gitlab/smtp_password'

export const gitlab: ConfigFormat = {
  ...sourceReading('gitlab', readRuby, /\.rb$/),
  id: 'gitlab',
  title: 'GitLab Omnibus (gitlab.rb)',
  fileName: 'gitlab-smtp.rb',
  fileNames: /^gitlab(?:-smtp)?\.rb$/,
  secret: 'reference',
  token: 'unsupported',
  isSnippet: true,
  proof: 'run by ruby: gitlab_rails has exactly these values; keys from the GitLab documentation',
  write(settings, { secretName = SECRET_PATH }) {
    const { host, port, security, username } = settings
    const from = settings.from ?? (username?.includes('@') ? username : undefined)
    const set = (name: string, value: string) => `gitlab_rails['${name}'] = ${value}`
    const lines = [
      set('smtp_enable', 'true'),
      set('smtp_address', rubyString(host)),
      set('smtp_port', String(port)),
      ...(username
        ? [
            set('smtp_user_name', rubyString(username)),
            set('smtp_password', `File.read(${rubyString(secretName)}, encoding: 'UTF-8').chomp`),
            set('smtp_authentication', "'plain'"),
          ]
        : []),
      set('smtp_tls', String(security === 'tls')),
      set('smtp_enable_starttls_auto', String(security === 'starttls')),
      ...(security === 'none' ? [] : [set('smtp_openssl_verify_mode', "'peer'")]),
      ...(from ? [set('gitlab_email_from', rubyString(from)), set('gitlab_email_reply_to', rubyString(from))] : []),
      ...(settings.fromName ? [set('gitlab_email_display_name', rubyString(settings.fromName))] : []),
      '',
    ]
    return {
      text: lines.join('\n'),
      ...(username && { secretFiles: [plainSecretFile('smtp_password', settings)] }),
      notes: ['The lines belong into /etc/gitlab/gitlab.rb.'],
      commands: [
        ...(username ? [`sudo install -m 600 smtp_password ${secretName}`] : []),
        'sudo gitlab-ctl reconfigure',
        `sudo gitlab-rails runner "Notify.test_email('you@example.com', 'Test', 'It works.').deliver_now"`,
      ],
    }
  },
}
