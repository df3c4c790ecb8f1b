// Reports for the rendering tests, written by hand so that every screen is the same on every machine.

import type { EndpointReport, Report, Stage, StageReport } from '../../src/model.js'
import type { Look } from '../../src/report/look.js'

export const LOOKS: Readonly<Record<string, Look>> = {
  'terminal-80': { columns: 80, hasColor: true, isPlain: false },
  'pipe-80': { columns: 80, hasColor: false, isPlain: false },
  'terminal-40': { columns: 40, hasColor: true, isPlain: false },
  'plain-80': { columns: 80, hasColor: false, isPlain: true },
}

export const stage = (
  name: Stage,
  status: StageReport['status'],
  ms: number,
  detail: string,
  reply?: StageReport['reply'],
): StageReport => ({ stage: name, status, ms, detail, ...(reply && { reply }) })

const reached: readonly StageReport[] = [
  stage('dns', 'ok', 12.3, '203.0.113.25 and 2001:db8::25'),
  stage('connect', 'ok', 31, 'connected to 203.0.113.25'),
  stage('greeting', 'ok', 34, '220 smtp.example.net ESMTP'),
  stage('ehlo', 'ok', 30, 'offers STARTTLS'),
  stage('starttls', 'ok', 31, '220 ready'),
  stage('tls', 'ok', 66, 'TLSv1.3, certificate for smtp.example.net, valid to 2027-03-01'),
]

const submission: EndpointReport = {
  host: 'smtp.example.net',
  port: 587,
  security: 'starttls',
  status: 'fail',
  stages: [
    ...reached,
    stage('auth', 'fail', 210, 'AUTH PLAIN was refused', {
      code: 535,
      enhanced: '5.7.8',
      text: 'Username and Password not accepted. For more information, go to the help centre',
    }),
    stage('mail', 'skipped', 0, ''),
    stage('rcpt', 'skipped', 0, ''),
  ],
}

const port25: EndpointReport = {
  host: 'smtp.example.net',
  port: 25,
  security: 'starttls',
  status: 'fail',
  stages: [stage('dns', 'ok', 12, '203.0.113.25'), stage('connect', 'fail', 3000, 'no answer within 3 s')],
}

const port465: EndpointReport = {
  host: 'smtp.example.net',
  port: 465,
  security: 'tls',
  status: 'ok',
  stages: [stage('dns', 'ok', 12, '203.0.113.25'), stage('connect', 'ok', 30, 'connected')],
}

export const refused: Report = {
  version: 1,
  verdict: 'problem',
  target: { address: 'ada@example.net', provider: 'example', host: 'smtp.example.net', username: 'ada@example.net' },
  endpoints: [submission, port465, port25],
  diagnoses: [
    {
      id: 'app-password-required',
      layer: 'id',
      title: 'This provider wants an app password, not the account password',
      certainty: 'likely',
      endpoint: 'smtp.example.net:587',
      because: 'The login was refused, and what was sent does not have the form of an app password (16 letters).',
      evidence: [
        'AUTH PLAIN <redacted> → 535-5.7.8 Username and Password not accepted. For more information, go to / 535 5.7.8 https://support.example.net/mail/?p=BadCredentials',
      ],
      fixes: [
        {
          do: 'Switch on 2-Step Verification: Google Account > Security > How you sign in to Google > 2-Step Verification.',
          url: 'https://myaccount.example.net/signinoptions/two-step-verification',
        },
        { do: 'Make an app password and copy its 16 letters.', url: 'https://myaccount.example.net/apppasswords' },
        { do: 'Put it where the password stood. The user name stays the full address.' },
      ],
    },
    {
      id: 'port-25-blocked',
      layer: 'door',
      title: 'Port 25 is closed to you, as nearly everywhere',
      certainty: 'certain',
      endpoint: 'smtp.example.net:25',
      because: 'Port 25 gave no answer while port 587 of the same server did.',
      evidence: ['ETIMEDOUT 203.0.113.25'],
      fixes: [{ do: 'Use port 587 with STARTTLS.' }],
    },
  ],
}

export const works: Report = {
  version: 1,
  verdict: 'works',
  target: { address: 'ada@example.net', host: 'smtp.example.net', username: 'ada@example.net' },
  endpoints: [
    {
      ...submission,
      status: 'ok',
      stages: [
        ...reached,
        stage('auth', 'ok', 90, 'logged in with PLAIN'),
        stage('mail', 'ok', 20, 'ada@example.net may send'),
        stage('rcpt', 'ok', 20, 'ada@example.net is accepted'),
        stage('data', 'skipped', 0, 'nothing was sent'),
      ],
      families: [
        { family: 6, address: '2001:db8::25', status: 'fail', detail: 'ENETUNREACH' },
        { family: 4, address: '203.0.113.25', status: 'ok', detail: 'connected' },
      ],
    },
    port25,
  ],
  recommended: {
    host: 'smtp.example.net',
    port: 587,
    security: 'starttls',
    username: 'ada@example.net',
    mechanism: 'PLAIN',
  },
  proof: { by: 'nodemailer', status: 'ok', ms: 412, detail: 'verified' },
  notes: ['The host was smtp.old.example; that name is retired and was replaced.'],
  diagnoses: refused.diagnoses.slice(1),
}

/** What a hostile server can put into every text that it has a say in. */
export const hostile: Report = {
  ...refused,
  target: { host: 'smtp.\u001b[2Jexample.net' },
  endpoints: [
    {
      ...submission,
      host: 'smtp.\u001b[2Jexample.net',
      stages: [
        stage('greeting', 'fail', 3, '220 \u001b]0;owned\u0007 \u202etxt', {
          code: 220,
          text: '\u001b[31mred\r\nforged line',
        }),
      ],
    },
  ],
  diagnoses: [
    {
      id: 'unknown',
      layer: 'letter',
      title: 'Strange \u001b[1mtitle',
      certainty: 'possible',
      endpoint: 'smtp.\u001b[2Jexample.net:587',
      because: 'It said \u009b31m.',
      evidence: ['554 \u0007\u001b[2J\nforged'],
      fixes: [{ do: 'Ask \u001b[5mthem', url: 'https://example.net/\u001b[2J' }],
    },
  ],
  notes: ['note \u001b[2J'],
}
