// What the secrets of a paste show without being shown: empty, undefined, never expanded, quoted, not ASCII.

import type { ClientComplaint } from '../model.js'
import type { Fact } from './reading.js'
import type { SeenSecret } from './redact.js'
import type { SecretFault } from './secrets.js'

const COMPLAINTS: Readonly<Record<SecretFault, ClientComplaint>> = {
  empty: 'credentials-missing',
  undefined: 'credentials-missing',
  unexpanded: 'secret-mangled',
  placeholder: 'secret-mangled',
  quoted: 'secret-mangled',
  blanks: 'secret-mangled',
  'not-ascii': 'credentials-not-ascii',
}

const WORDS: Readonly<Record<SecretFault, string>> = {
  empty: 'is empty',
  undefined: 'is the word for "nothing" of the program\'s language, not a value',
  unexpanded: 'is a placeholder for a variable that was never replaced',
  placeholder: 'is the placeholder of an example',
  quoted: 'still has its quotes around it',
  blanks: 'begins or ends with a blank',
  'not-ascii': 'holds characters outside ASCII',
}

/** Facts about what was sent in an AUTH exchange (a complaint), and about settings (a setting with its problem). */
export function secretFacts(secrets: readonly SeenSecret[], lines: readonly string[]): Fact[] {
  return secrets.flatMap(({ line, where, name, faults, mechanism }): Fact[] => {
    const fault = faults[0]
    if (!fault) return []
    const evidence = (lines[line] ?? '').trim().slice(0, 300)
    if (where === 'auth') {
      // In the place of the token stands nothing: the program got none, and the mail server was not asked about one.
      if (mechanism === 'XOAUTH2' && COMPLAINTS[fault] === 'credentials-missing') {
        const message = `The access token that the client sent ${WORDS[fault]}.`
        return [
          {
            line,
            weight: 'evidence',
            seen: { stage: 'auth', status: 'fail', kind: 'oauth', error: 'no-token', message, evidence },
          },
        ]
      }
      return [
        {
          line,
          weight: 'evidence',
          seen: {
            stage: 'auth',
            status: 'fail',
            kind: 'client',
            complaint: COMPLAINTS[fault],
            message: `What the client sent for AUTH ${mechanism ?? ''} ${WORDS[fault]}.`.replace('  ', ' '),
            evidence,
          },
        },
      ]
    }
    if (fault === 'placeholder' || fault === 'undefined') return []
    return [
      {
        line,
        weight: 'background',
        seen: {
          stage: 'auth',
          status: 'fail',
          kind: 'setting',
          name,
          value: '<redacted>',
          problem: WORDS[fault],
          evidence,
        },
      },
    ]
  })
}
