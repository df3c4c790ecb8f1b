// Microsoft 365: Authenticated SMTP is off for the organisation or for this mailbox.

import type { Rule } from '../../model.js'
import { phrases } from '../../smtp/prefilter.js'
import { certaintyOf, type Family, findFamily, findingOf } from '../phrases/family.js'
import { changesNow, orElse, steps } from '../phrases/fixes.js'
import { atProvider } from '../phrases/provider-of.js'
import { UNSTATED_LOGIN_FAILURES } from '../phrases/ranks.js'

const families: readonly Family[] = [
  {
    text: /SmtpClientAuth\w{0,12} is disabled for the mailbox/i,
    certainty: 'certain',
    because: 'The reply says that Authenticated SMTP is off for this one mailbox.',
  },
  {
    text: phrases`
      SmtpClientAuth\w{0,12} is disabled
      smtp_auth_disabled
      SMTP ?AUTH(?:entication)? (?:(?:is|was|has been) )?(?:disabled|(?:turned |switched )?off|not enabled) (?:for|in|on|by) (?:our|the|my|your|this) (?:\w{2,10} ){0,3}(?:tenant|organi[sz]ation|company)\b
      disabled SMTP auth(?:entication)? for (?:our|the|my|your|this) (?:tenant|organi[sz]ation|company)
      SmtpClientAuthenticationDisabled
      SMTP AUTH (?:is )?disabled for (?:the|your) (?:tenant|organi[sz]ation)
    `,
    certainty: 'certain',
    because: 'The reply says that Authenticated SMTP is off for the whole organisation.',
  },
]

export const tenantSmtpAuthDisabled: Rule = {
  id: 'tenant-smtp-auth-disabled',
  title: 'Microsoft 365 has Authenticated SMTP switched off',
  meaning:
    'In Microsoft 365 sending by SMTP is a switch of its own, once for the organisation and once for each mailbox; the one of the mailbox wins. It is off for organisations made since 2020. The password has not been judged.',
  seenAs: [
    '535 5.7.139 Authentication unsuccessful, SmtpClientAuthentication is disabled for the Tenant',
    '535 5.7.139 Authentication unsuccessful, SmtpClientAuthentication is disabled for the Mailbox',
  ],
  outranks: ['basic-auth-disabled', 'security-policy-blocked', 'smtp-access-disabled', ...UNSTATED_LOGIN_FAILURES],
  match(seen, context) {
    // The families tell tenant from mailbox, which a preset's one phrase for both does not.
    const at = atProvider(seen, context)
    const found = findFamily(tenantSmtpAuthDisabled.id, families, seen, at)
    return found && findingOf(tenantSmtpAuthDisabled, found.said, certaintyOf(found), found.family.because, at)
  },
  fixes: (context) => [
    { do: 'If you are not the administrator of the organisation, pass these steps on.' },
    ...orElse(steps(context, 'admin'), [
      {
        do: 'As administrator, open the Microsoft 365 admin center → Users → Active users → the user → Mail → Manage email apps, and tick "Authenticated SMTP".',
        url: 'https://admin.microsoft.com',
      },
      {
        do: 'Or in Exchange Online PowerShell: Set-CASMailbox -Identity USER@DOMAIN -SmtpClientAuthenticationDisabled $false',
      },
      {
        do: 'The switch of the whole organisation: Set-TransportConfig -SmtpClientAuthenticationDisabled $false (the mailbox setting wins, so one mailbox is enough).',
        url: 'https://aka.ms/smtp_auth_disabled',
      },
      {
        do: 'If security defaults are on in Microsoft Entra, they keep password logins off whatever these switches say: sign in with OAuth 2.0 then.',
      },
      { do: 'Wait up to an hour for the change to reach the servers, then try once.' },
    ]),
    ...changesNow(context, /switches passwords|basic/i),
  ],
}
