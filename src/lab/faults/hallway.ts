// Faults of the hallway: is the way encrypted? STARTTLS, the wrong kind of TLS, versions and ciphers.
// Certificates are in hallway-certificates.ts.

import { answer, customSetup, type Fault, type Role } from '../fault.js'

const CLEAR_DOORS: readonly Role[] = ['submission', 'smtp']

export const hallwayFaults: readonly Fault[] = [
  {
    id: 'tls-only',
    title: 'Clear text to a port that expects TLS at once',
    layer: 'hallway',
    expect: 'plaintext-on-tls-port',
    exercise: 'The program connects and then waits for a greeting that never comes. What does the server wait for?',
    hint: 'Perhaps the server wants to be spoken to first, in another language.',
    solution: 'This port speaks TLS from the first byte. Set the encryption to SSL/TLS (implicit), not STARTTLS.',
    setup: customSetup({ doors: ['submission'] }),
    healed: { doors: ['submissions'] },
    serve: (role) => (role === 'submissions' ? { kind: 'script', script: {} } : { kind: 'tls-first', script: {} }),
  },
  {
    id: 'clear-only',
    title: 'TLS to a port that begins in clear text',
    layer: 'hallway',
    expect: 'tls-on-plaintext-port',
    exercise: 'The program says "wrong version number". Find out which version of what.',
    hint: 'The client began with TLS. What did the server begin with?',
    solution: 'The port begins in clear text. Set the encryption to STARTTLS, or take the port for implicit TLS.',
    setup: customSetup({ doors: ['submissions'] }),
    healed: { doors: ['submission'] },
    serve: (role) => (role === 'submissions' ? { kind: 'clear-first', script: {} } : { kind: 'script', script: {} }),
  },
  {
    id: 'starttls-missing',
    title: 'STARTTLS is not offered',
    layer: 'hallway',
    expect: 'starttls-not-offered',
    exercise: 'The program insists on STARTTLS and fails. Find out what the server offers.',
    hint: 'Read the lines after EHLO.',
    solution: 'The server has no STARTTLS. Use port 465 with TLS from the start; never send the password in clear.',
    setup: customSetup({ doors: CLEAR_DOORS }),
    serve: (role) =>
      role === 'submissions'
        ? { kind: 'smtp-server' }
        : { kind: 'smtp-server', options: { disabledCommands: ['STARTTLS'], allowInsecureAuth: true } },
  },
  {
    id: 'starttls-stripped',
    title: 'A box on the way removes STARTTLS',
    layer: 'hallway',
    expect: 'starttls-not-offered',
    exercise: 'At home it works, in this network STARTTLS is missing. Find out where it went.',
    hint: 'One of the EHLO keywords makes no sense. How many letters has it?',
    solution: 'A firewall overwrites STARTTLS with XXXXXXXA. Use port 465 or have the SMTP inspection switched off.',
    setup: customSetup({ doors: CLEAR_DOORS }),
    serve: (role) => ({
      kind: 'script',
      script: role === 'submissions' ? {} : { startTls: 'stripped', clearMechanisms: ['PLAIN', 'LOGIN'] },
    }),
  },
  {
    id: 'starttls-refused',
    title: 'STARTTLS is offered and refused',
    layer: 'hallway',
    expect: 'starttls-failed',
    exercise: 'EHLO shows STARTTLS, and yet there is no encryption. Find out what the server answers.',
    hint: 'Look at the reply to STARTTLS.',
    solution:
      "The server's certificate or key cannot be read. Its operator has to repair that; port 465 may still work.",
    setup: customSetup({ doors: CLEAR_DOORS }),
    serve: {
      kind: 'script',
      script: { startTlsReply: answer('454 4.7.0 TLS not available due to local problem') },
    },
  },
  {
    id: 'starttls-injection',
    title: 'Somebody speaks between STARTTLS and the handshake',
    layer: 'hallway',
    expect: 'starttls-injection',
    exercise: 'Everything seems to work, but one reply came too early. Find it.',
    hint: 'Count the replies before the first encrypted byte.',
    solution: 'Bytes in clear after the STARTTLS reply are an attack or a broken box. Do not log in from this network.',
    setup: customSetup({ doors: CLEAR_DOORS }),
    serve: {
      kind: 'script',
      script: {
        startTlsReply: answer('220 2.0.0 Ready to start TLS', '250-mail.lab.test', '250 AUTH PLAIN LOGIN'),
      },
    },
  },
  {
    id: 'starttls-required',
    title: 'The server wants STARTTLS before anything else',
    layer: 'hallway',
    expect: 'starttls-required',
    exercise: 'The program does not encrypt, as it was set to. Find out whether the server likes that.',
    hint: 'What does the reply 530 ask for, word by word?',
    solution: 'Switch STARTTLS on in the program: starttls() before login().',
    setup: customSetup({ doors: CLEAR_DOORS, isUnencrypted: true }),
    healed: { isUnencrypted: false },
    serve: {
      kind: 'script',
      script: {
        clearMechanisms: ['PLAIN', 'LOGIN'],
        auth: {
          at: 'start',
          reply: ({ isEncrypted }) =>
            isEncrypted ? undefined : answer('530 5.7.0 Must issue a STARTTLS command first'),
        },
      },
    },
  },
  {
    id: 'auth-after-starttls',
    title: 'AUTH appears only after STARTTLS',
    layer: 'hallway',
    expect: 'starttls-required',
    exercise: 'smtplib says "SMTP AUTH extension not supported by server". Is that true?',
    hint: 'Read the EHLO lines twice: once in clear, once after STARTTLS.',
    solution: 'The server takes passwords over TLS only. Call starttls() before login().',
    setup: customSetup({ doors: CLEAR_DOORS, isUnencrypted: true }),
    healed: { isUnencrypted: false },
    serve: { kind: 'script', script: {} },
  },
  {
    id: 'handshake-stalls',
    title: 'The TLS handshake begins and never ends',
    layer: 'hallway',
    expect: 'tls-handshake-failed',
    exercise: 'The program hangs after STARTTLS. Find out who waits for whom.',
    hint: 'The client has said hello. What came back?',
    solution: 'The server, or a box before it, swallows the handshake. Try another network, then ask the operator.',
    setup: customSetup(),
    serve: { kind: 'script', script: { handshake: 'stall' } },
  },
  {
    id: 'handshake-closed',
    title: 'The connection is cut during the handshake',
    layer: 'hallway',
    expect: 'tls-handshake-failed',
    exercise: 'The program says that the socket was closed before TLS was there. Find out when exactly.',
    hint: 'The client has said hello. Did the server answer with anything?',
    solution: 'The server, or a box before it, cuts TLS connections. Try another network, then ask the operator.',
    setup: customSetup(),
    serve: { kind: 'script', script: { handshake: 'close' } },
  },
  {
    id: 'tls10-only',
    title: 'The server knows TLS 1.0 only',
    layer: 'hallway',
    expect: 'tls-version-unsupported',
    exercise: 'The program says "unsupported protocol". Find out which version the server has.',
    hint: 'TLS 1.0 is from 1999, and clients have given it up.',
    solution: 'The server needs an update to TLS 1.2 or later. Do not weaken the client for it.',
    setup: customSetup(),
    serve: {
      kind: 'smtp-server',
      tls: { minVersion: 'TLSv1', maxVersion: 'TLSv1', ciphers: 'DEFAULT@SECLEVEL=0' },
    },
  },
  {
    id: 'no-shared-cipher',
    title: 'No cipher in common',
    layer: 'hallway',
    expect: 'tls-version-unsupported',
    exercise: 'The handshake fails with an alert. Find out on what both sides cannot agree.',
    hint: 'The version fits. What else is agreed on in a handshake?',
    solution: 'The server allows one unusual cipher only. Its operator has to allow the common ones.',
    setup: customSetup(),
    serve: {
      kind: 'script',
      script: {},
      // OpenSSL 3.5 takes it only without a security level, and Node.js 20 takes a level only beside older ciphers.
      tls: { minVersion: 'TLSv1.3', ciphers: 'TLS_AES_128_CCM_8_SHA256:DEFAULT@SECLEVEL=0' },
    },
  },
]
