// Which diagnoses give way to more exact ones: lists that many rules share, so that the order of specificity stands once.

import type { DiagnosisId } from '../../model.js'

/** Rows for a code that no more specific row explains. Everything outranks them. */
export const CATCH_ALLS: readonly DiagnosisId[] = ['server-temporary-failure', 'server-permanent-failure']

/**
 * What a failed login drags behind it: the client goes on without one and is refused for that, or the server cuts the
 * connection. Every cause that explains the failed login outranks them.
 */
export const AFTER_A_FAILED_LOGIN: readonly DiagnosisId[] = [
  'auth-required',
  'auth-not-offered',
  'closed-during-auth',
  'relay-denied',
  'sender-not-authorized',
  'command-sequence',
  ...CATCH_ALLS,
]

/** What a stated reason for a refused login leaves behind: guesses from the bare code, and the consequences. */
export const UNSTATED_LOGIN_FAILURES: readonly DiagnosisId[] = [
  'credentials-rejected',
  'app-password-required',
  'username-format',
  'auth-exchange-malformed',
  ...AFTER_A_FAILED_LOGIN,
]

/** What a stated reason for a refused letter leaves behind. */
export const UNSTATED_LETTER_FAILURES: readonly DiagnosisId[] = [
  'message-rejected-content',
  'command-sequence',
  ...CATCH_ALLS,
]
