// The names of settings in Django, Flask-Mail and fastapi-mail, from their documentation.

import type { Vocabulary } from './vocabulary.js'

/** By the format of the settings. */
export const PYTHON_KEYS: Readonly<Record<string, Vocabulary>> = {
  django: {
    scope: /^EMAIL_/,
    known: [
      'EMAIL_BACKEND',
      'EMAIL_HOST',
      'EMAIL_PORT',
      'EMAIL_HOST_USER',
      'EMAIL_HOST_PASSWORD',
      'EMAIL_USE_TLS',
      'EMAIL_USE_SSL',
      'EMAIL_TIMEOUT',
      'EMAIL_SSL_KEYFILE',
      'EMAIL_SSL_CERTFILE',
      'EMAIL_SUBJECT_PREFIX',
      'EMAIL_USE_LOCALTIME',
      'EMAIL_FILE_PATH',
    ],
    aliases: {
      EMAIL_USER: 'EMAIL_HOST_USER',
      EMAIL_PASSWORD: 'EMAIL_HOST_PASSWORD',
      EMAIL_HOST_USERNAME: 'EMAIL_HOST_USER',
      EMAIL_HOST_PASS: 'EMAIL_HOST_PASSWORD',
      EMAIL_USERNAME: 'EMAIL_HOST_USER',
      EMAIL_SERVER: 'EMAIL_HOST',
    },
  },
  'flask-mail': {
    scope: /^MAIL_/,
    known: [
      'MAIL_SERVER',
      'MAIL_PORT',
      'MAIL_USE_TLS',
      'MAIL_USE_SSL',
      'MAIL_DEBUG',
      'MAIL_USERNAME',
      'MAIL_PASSWORD',
      'MAIL_DEFAULT_SENDER',
      'MAIL_MAX_EMAILS',
      'MAIL_SUPPRESS_SEND',
      'MAIL_ASCII_ATTACHMENTS',
    ],
    aliases: {
      MAIL_HOST: 'MAIL_SERVER',
      MAIL_USER: 'MAIL_USERNAME',
      MAIL_TLS: 'MAIL_USE_TLS',
      MAIL_SSL: 'MAIL_USE_SSL',
    },
  },
  'fastapi-mail': {
    scope: /^(?:MAIL|USE|VALIDATE|SUPPRESS|TEMPLATE)_/,
    known: [
      'MAIL_USERNAME',
      'MAIL_PASSWORD',
      'MAIL_PORT',
      'MAIL_SERVER',
      'MAIL_STARTTLS',
      'MAIL_SSL_TLS',
      'MAIL_DEBUG',
      'MAIL_FROM',
      'MAIL_FROM_NAME',
      'TEMPLATE_FOLDER',
      'SUPPRESS_SEND',
      'USE_CREDENTIALS',
      'VALIDATE_CERTS',
      'TIMEOUT',
      'LOCAL_HOSTNAME',
      'CERT_BUNDLE',
    ],
    aliases: { MAIL_TLS: 'MAIL_STARTTLS', MAIL_SSL: 'MAIL_SSL_TLS', MAIL_USE_TLS: 'MAIL_STARTTLS' },
  },
}
