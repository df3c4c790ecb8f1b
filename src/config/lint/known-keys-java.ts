// The names of JavaMail's session properties, and of what Spring Boot puts around them, from their documentation.

import type { Vocabulary } from './vocabulary.js'

/** By the format of the settings. */
export const JAVA_KEYS: Readonly<Record<string, Vocabulary>> = {
  'spring-properties': springVocabulary(),
  'spring-yaml': springVocabulary(),
  'jakarta-mail': {
    scope: /^mail\.smtps?\./,
    known: [
      'host',
      'port',
      'user',
      'from',
      'auth',
      'auth.mechanisms',
      'starttls.enable',
      'starttls.required',
      'ssl.enable',
      'ssl.trust',
      'ssl.protocols',
      'ssl.checkserveridentity',
      'connectiontimeout',
      'timeout',
      'writetimeout',
      'localhost',
      'localaddress',
      'ehlo',
      'sasl.enable',
      'socketFactory.class',
      'socketFactory.port',
      'socketFactory.fallback',
      'dsn.notify',
      'quitwait',
      'sendpartial',
      'allow8bitmime',
      'ssl.socketFactory.class',
      'ssl.ciphersuites',
      'reportsuccess',
    ].map((name) => `mail.smtp.${name}`),
    aliases: {
      'mail.smtp.username': 'mail.smtp.user',
      'mail.smtp.ssl': 'mail.smtp.ssl.enable',
      'mail.smtp.starttls': 'mail.smtp.starttls.enable',
      'mail.smtp.tls': 'mail.smtp.starttls.enable',
    },
  },
}

function springVocabulary(): Vocabulary {
  const root = [
    'host',
    'port',
    'username',
    'password',
    'protocol',
    'default-encoding',
    'test-connection',
    'jndi-name',
    'ssl.bundle',
    'ssl.enabled',
  ].map((name) => `spring.mail.${name}`)
  const smtp = [
    'auth',
    'auth.mechanisms',
    'from',
    'starttls.enable',
    'starttls.required',
    'ssl.enable',
    'ssl.trust',
    'ssl.protocols',
    'ssl.checkserveridentity',
    'connectiontimeout',
    'timeout',
    'writetimeout',
    'localhost',
    'socketFactory.class',
    'socketFactory.port',
    'socketFactory.fallback',
    'quitwait',
  ].map((name) => `spring.mail.properties.mail.smtp.${name}`)
  return {
    scope: /^spring\.mail\./,
    known: [...root, ...smtp, 'spring.mail.properties.mail.debug', 'spring.mail.properties.mail.transport.protocol'],
    aliases: {
      'spring.mail.user': 'spring.mail.username',
      'spring.mail.pass': 'spring.mail.password',
      'spring.mail.smtp.auth': 'spring.mail.properties.mail.smtp.auth',
      'spring.mail.smtp.starttls.enable': 'spring.mail.properties.mail.smtp.starttls.enable',
    },
  }
}
