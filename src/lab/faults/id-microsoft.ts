// Faults of the id at Microsoft: 5.7.139 in its variants. The words after the comma decide, the code never does.

import { answer, type Fault, type Script } from '../fault.js'
import { ACCESS_TOKEN, MICROSOFT_TRACE, microsoft365, outlook } from '../pretended-providers.js'

const always = (script: Script, ...lines: string[]): Script => ({
  ...script,
  auth: { at: 'end', reply: answer(...lines) },
})

const microsoft = (text: string): Script =>
  always(outlook.script, `535 5.7.139 Authentication unsuccessful, ${text} ${MICROSOFT_TRACE}`)

export const microsoftIdFaults: readonly Fault[] = [
  {
    id: 'outlook-basic-auth',
    title: 'Outlook.com: passwords are not taken any more',
    layer: 'id',
    expect: 'basic-auth-disabled',
    exercise: 'The password is right, the app password too, and both are refused. Find out what is wanted instead.',
    hint: 'Which kind of login does the reply call disabled?',
    solution: 'Outlook.com takes OAuth 2.0 only, since September 2024. Use a program that can sign in with Microsoft.',
    setup: outlook.setup({ doors: ['submission'] }),
    healed: { secret: ACCESS_TOKEN, isToken: true },
    serve: { kind: 'script', script: microsoft('basic authentication is disabled.') },
  },
  {
    id: 'm365-basic-auth',
    title: 'Microsoft 365: basic authentication is disabled',
    layer: 'id',
    expect: 'basic-auth-disabled',
    exercise: "It worked until the administrator tidied up. Find out what can't be used any more.",
    hint: 'Would another password help?',
    solution: 'Use OAuth 2.0, or ask the administrator to allow basic authentication for SMTP AUTH for this mailbox.',
    setup: microsoft365.setup({ doors: ['submission', 'smtp'] }),
    healed: { secret: ACCESS_TOKEN, isToken: true },
    serve: { kind: 'script', script: microsoft('basic authentication is disabled.') },
  },
  {
    id: 'm365-wrong-password',
    title: 'Microsoft 365: the credentials were incorrect',
    layer: 'id',
    expect: 'credentials-rejected',
    exercise: '5.7.139 again, but the words differ. Find out what it is this time.',
    hint: 'The words after the comma decide.',
    solution: 'User name or password is wrong. Try both at outlook.office.com.',
    setup: microsoft365.setup({ doors: ['submission', 'smtp'] }),
    healed: { secret: 'Winter-in-Rome-2026' },
    account: { username: 'ada@contoso.example', secret: 'Winter-in-Rome-2026' },
    serve: {
      kind: 'script',
      script: {
        ...microsoft365.script,
        refusal: answer(
          `535 5.7.139 Authentication unsuccessful, the user credentials were incorrect. ${MICROSOFT_TRACE}`,
        ),
      },
    },
  },
  {
    id: 'm365-tenant',
    title: 'Microsoft 365: SMTP AUTH is off for the organisation',
    layer: 'id',
    expect: 'tenant-smtp-auth-disabled',
    exercise: 'No account of this organisation can send from programs. Find out who can change that.',
    hint: 'The reply says for what it is disabled.',
    solution: 'An administrator switches SMTP AUTH on, best for this one mailbox only.',
    setup: microsoft365.setup({ doors: ['submission', 'smtp'] }),
    serve: {
      kind: 'script',
      script: microsoft(
        'SmtpClientAuthentication is disabled for the Tenant. Visit https://aka.ms/smtp_auth_disabled for more information.',
      ),
    },
  },
  {
    id: 'm365-mailbox',
    title: 'Microsoft 365: SMTP AUTH is off for this mailbox',
    layer: 'id',
    expect: 'tenant-smtp-auth-disabled',
    exercise: "A colleague's account works with the same settings. Find out how the mailboxes differ.",
    hint: 'The reply says for what it is disabled.',
    solution: 'An administrator ticks "Authenticated SMTP" under Manage email apps of this user.',
    setup: microsoft365.setup({ doors: ['submission', 'smtp'] }),
    serve: {
      kind: 'script',
      script: microsoft(
        'SmtpClientAuthentication is disabled for the Mailbox. Visit https://aka.ms/smtp_auth_disabled for more information.',
      ),
    },
  },
  {
    id: 'm365-security-defaults',
    title: "Microsoft 365: the organisation's security defaults",
    layer: 'id',
    expect: 'security-policy-blocked',
    exercise: 'SMTP AUTH is on, the password is right. Find out what stands above both.',
    hint: 'The reply names the policy.',
    solution: 'Security defaults block passwords for SMTP. Use OAuth 2.0, or replace them by Conditional Access.',
    setup: microsoft365.setup({ doors: ['submission', 'smtp'] }),
    serve: {
      kind: 'script',
      script: microsoft("user is locked by your organization's security defaults policy. Contact your administrator."),
    },
  },
  {
    id: 'm365-conditional-access',
    title: 'Microsoft 365: criteria not met',
    layer: 'id',
    expect: 'security-policy-blocked',
    exercise: 'In the office it works, on the server it does not. Find out who objects.',
    hint: 'Not the password: the circumstances.',
    solution: 'Conditional Access or MFA stops this sign-in. An administrator finds it in the sign-in log.',
    setup: microsoft365.setup({ doors: ['submission', 'smtp'] }),
    serve: {
      kind: 'script',
      script: microsoft(
        'the request did not meet the criteria to be authenticated successfully. Contact your administrator.',
      ),
    },
  },
  {
    id: 'm365-unsuccessful',
    title: 'Microsoft 365: authentication unsuccessful, nothing more',
    layer: 'id',
    expect: 'credentials-rejected',
    exercise: 'A short reply with many possible causes. Find out which come first.',
    hint: 'Begin with what you can check yourself.',
    solution: 'Check name and password first, then whether SMTP AUTH is on for the mailbox.',
    setup: microsoft365.setup({ doors: ['submission', 'smtp'] }),
    serve: {
      kind: 'script',
      script: always(microsoft365.script, `535 5.7.3 Authentication unsuccessful ${MICROSOFT_TRACE}`),
    },
  },
  {
    id: 'm365-basic-auth-removed',
    title: 'Microsoft 365: basic authentication is not supported',
    layer: 'id',
    expect: 'basic-auth-disabled',
    exercise: 'A code that nobody has met before: 5.7.30. Find out whether an administrator could help.',
    hint: 'Disabled can be enabled again. What does this reply say instead?',
    solution: 'Passwords are not taken any more, whatever the settings are. Use OAuth 2.0.',
    setup: microsoft365.setup({ doors: ['submission', 'smtp'] }),
    healed: { secret: ACCESS_TOKEN, isToken: true },
    serve: {
      kind: 'script',
      script: always(
        microsoft365.script,
        `550 5.7.30 Basic authentication is not supported for Client Submission. ${MICROSOFT_TRACE}`,
      ),
    },
  },
]
