// The names of SMTP options in the mail gem, Action Mailer and GitLab, from their documentation.

import type { Vocabulary } from './vocabulary.js'

/** Action Mailer hands its settings to the mail gem. */
const MAIL_GEM: Vocabulary = {
  scope: /./,
  known: [
    'address',
    'port',
    'domain',
    'user_name',
    'password',
    'authentication',
    'tls',
    'ssl',
    'enable_starttls',
    'enable_starttls_auto',
    'openssl_verify_mode',
    'ca_file',
    'ca_path',
    'open_timeout',
    'read_timeout',
    'return_response',
  ],
  aliases: {
    username: 'user_name',
    user: 'user_name',
    host: 'address',
    server: 'address',
    auth: 'authentication',
    starttls: 'enable_starttls',
    enable_tls: 'tls',
  },
}

/** By the format of the settings. */
export const RUBY_KEYS: Readonly<Record<string, Vocabulary>> = {
  rails: MAIL_GEM,
  'ruby-mail': MAIL_GEM,
  gitlab: {
    scope: /^smtp_/,
    known: [
      'smtp_enable',
      'smtp_address',
      'smtp_port',
      'smtp_user_name',
      'smtp_password',
      'smtp_domain',
      'smtp_authentication',
      'smtp_enable_starttls_auto',
      'smtp_tls',
      'smtp_ssl',
      'smtp_force_ssl',
      'smtp_openssl_verify_mode',
      'smtp_ca_path',
      'smtp_ca_file',
      'smtp_pool',
      'smtp_open_timeout',
      'smtp_read_timeout',
    ],
    aliases: {
      smtp_username: 'smtp_user_name',
      smtp_user: 'smtp_user_name',
      smtp_host: 'smtp_address',
      smtp_server: 'smtp_address',
      smtp_pass: 'smtp_password',
      smtp_starttls: 'smtp_enable_starttls_auto',
    },
  },
}
