// The names of settings that each program knows, and names from elsewhere that people write in their place. What is not
// listed is only complained about when it is nearly a listed one.

import { APPLICATION_KEYS } from './known-keys-applications.js'
import { JAVA_KEYS } from './known-keys-java.js'
import { JAVASCRIPT_KEYS } from './known-keys-javascript.js'
import { MAIL_PROGRAM_KEYS } from './known-keys-mail-programs.js'
import { PHP_KEYS } from './known-keys-php.js'
import { PYTHON_KEYS } from './known-keys-python.js'
import { RUBY_KEYS } from './known-keys-ruby.js'
import type { Vocabulary } from './vocabulary.js'

/** By the format of the settings. */
export const VOCABULARIES: Readonly<Record<string, Vocabulary>> = {
  ...JAVASCRIPT_KEYS,
  ...PYTHON_KEYS,
  ...PHP_KEYS,
  ...RUBY_KEYS,
  ...JAVA_KEYS,
  ...MAIL_PROGRAM_KEYS,
  ...APPLICATION_KEYS,
}
