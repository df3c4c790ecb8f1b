// The mailbox or provider has SMTP or third-party access switched off in its settings.

import type { Rule } from '../../model.js'
import { phrases } from '../../smtp/prefilter.js'
import { type Family, judge } from '../phrases/family.js'
import { nameOf, orElse, steps } from '../phrases/fixes.js'
import { UNSTATED_LOGIN_FAILURES } from '../phrases/ranks.js'

const OTHER = phrases`
    SmtpClientAuth
    basic authentication
    STARTTLS
    \bTLS\b.{0,20}disabled
    less secure
    password is incorrect
    TLS not available
  `

const families: readonly Family[] = [
  {
    text: /user has no permission|用户无权登[陆录]/i,
    not: OTHER,
    certainty: 'certain',
    because:
      'NetEase (163, 126, yeah) answers so while the SMTP service of the mailbox is switched off, or when the authorization code belongs to another mailbox.',
  },
  {
    text: /does ?n[o']t have access rights to this service|no access rights? to (?:this|the) service/i,
    not: OTHER,
    certainty: 'likely',
    because:
      'Yandex answers so while access by mail programs is switched off in the mailbox settings, or when the account password was used in place of an app password.',
  },
  {
    text: /(?:smtp|imap|pop3?|mail client|e-?mail client|external|third[- ]party|client) ?(?:\/ ?\w+ ?)?(?:access|service|protocol|submission|auth(?:entication)?|program|client|application|sending|use|login)?s?(?: access)? (?:is|are|was|has been|have been|isn't|aren't)? ?(?:currently |not |been ){0,2}(?:disabled|denied|blocked|switched off|turned off|deactivated|enabled|activated|allowed|permitted|open(?:ed)?\b|available) (?:for|in|on|by|to) (?:this|your|the|that) (?:user|account|mailbox|box|settings|e-?mail|domain|plan)/i,
    not: OTHER,
    codes: [4, 5],
    certainty: 'certain',
    because: 'The reply says that access by mail programs is switched off for this mailbox.',
  },
  {
    text: phrases`
      (?:is|are)(?: not|n't) (?:enabled|activated|allowed|permitted) (?:for|to use) (?:smtp|imap|pop3?|external|third[- ]party|mail clients)
      (?:smtp|imap|pop3?)(?:/\w+)? (?:access |service )?(?:is )?(?:disabled|not enabled|not activated|not opened|switched off|turned off|deactivated)\b
      (?:please )?(?:enable|activate|turn on|switch on|allow) (?:the )?(?:smtp|imap|pop3?|external|third[- ]party)(?:/\w+)? (?:access|service|protocol|settings?|clients?|programs?)
      mail clients?.{0,30}(?:disabled|not allowed|denied)
      disabled by (?:the )?user from hPanel
      (?:enable|activate|turn on|switch on|allow) (?:the )?(?:smtp|imap|pop3?)(?:/\w{2,5}){0,2} in (?:your|the)
      (?:smtp|imap|pop3?)(?:/\w{2,5}){0,2} (?:access|service|protocol) (?:is |was |has been |have been )?(?:disabled|denied|revoked|blocked|switched off|turned off|not (?:enabled|open(?:ed)?|activated|allowed|granted))
      (?:does|do)(?: not|n['’]t) have (?:smtp|imap|pop3?|client)(?: access| enabled| permission| service)?\b(?! auth)
      (?:mailbox|account|user|plan) has no (?:smtp|imap|pop3?)(?: access)?\b
      (?:access|sign-?in|login) (?:by|from|for|of|through) (?:third[- ]party|external|unknown|other) (?:clients?|programs?|apps?|applications?|mail clients) (?:is |was |has been )?(?:not (?:allowed|permitted)|prohibited|forbidden|disabled|denied|blocked)
      smtp (?:sending |access |relay )?(?:is )?not (?:available|included|part|offered) (?:on|in|for|of|with) (?:the |your |this |a )?(?:\w{1,12} )?(?:plans?|accounts?|tier|subscription)
    `,
    not: OTHER,
    certainty: 'certain',
    because: 'The reply says that SMTP is switched off for this mailbox.',
  },
  {
    text: phrases`
      (?:user|account|mailbox|you) .{0,40}(?:not (?:allowed|permitted|authori[sz]ed|enabled)|no (?:permission|right)s?) (?:to use|for|to access) (?:the )?(?:smtp|mail|submission|sending) ?(?:service|server|protocol|submission|access|auth)?\b
      smtp auth(?:entication)? (?:is )?not allowed for
    `,
    not: OTHER,
    codes: [5],
    certainty: 'likely',
    because: 'The reply says that this account may not use SMTP.',
  },
  {
    text: phrases`
      (?:SMTP|POP3|IMAP)\S{0,12}(?:服务|功能)?\S{0,6}(?:未开启|未开通|没有开启|已关闭|未启用)
      доступ.{0,60}(?:запрещ|отключ|выключ)
      (?:включите|разрешите) доступ.{0,60}(?:почтов|программ)
      Zugriff.{0,40}(?:deaktiviert|nicht aktiviert|nicht freigeschaltet)
      (?:POP3|IMAP|SMTP).{0,30}(?:freischalten|nicht freigeschaltet)
      Protokolle (?:POP3|IMAP|SMTP)\S{0,12} .{0,60}deaktiviert
      (?:SMTP|IMAP|POP3)[^\n]{0,40}(?:sind|ist|wurde|wurden) .{0,40}(?:deaktiviert|ausgeschaltet|gesperrt)
      (?:SMTP|IMAP|POP3)[^\n]{0,20} (?:est|a été|sont) (?:désactivé|bloqué)
      (?:SMTP|IMAP|POP3)[^\n]{0,20} (?:è|è stato|sono) (?:disabilitat|disattivat)
      (?:SMTP|IMAP|POP3)[^\n]{0,20} (?:está|fue|ha sido|foi) (?:desactivad|deshabilitad|desativad|desabilitad)
      (?:SMTP|IMAP|POP3)[^\n]{0,30} (?:отключ|выключ|запрещ)
      (?:请先?|需要?先?|尚未|未)(?:开启|开通|启用|打开).{0,8}(?:SMTP|POP3|IMAP)
    `,
    not: OTHER,
    certainty: 'certain',
    because: 'The reply says that access by mail programs is switched off for this mailbox.',
  },
]

export const smtpAccessDisabled: Rule = {
  id: 'smtp-access-disabled',
  title: 'SMTP access is switched off in the mailbox settings',
  meaning:
    'The account is in order and works in the browser, but the provider lets no program in until access by SMTP (often together with IMAP and POP3) has been allowed in the mailbox settings. The password is not the problem, or not the first one.',
  seenAs: [
    '550 User has no permission',
    '535 5.7.8 Error: authentication failed: This user does not have access rights to this service',
    'SMTP is not enabled for this account',
  ],
  outranks: [...UNSTATED_LOGIN_FAILURES],
  match: (seen, context) =>
    judge(smtpAccessDisabled, families, seen, context, ['app-password-required', 'credentials-rejected']),
  fixes: (context) => [
    ...orElse(steps(context, 'smtp-access'), [
      {
        do: `Sign in to the mailbox in a browser, open its settings, find "POP3/IMAP/SMTP", "Mail clients" or "External programs", and allow SMTP${context.provider ? ` (${nameOf(context)})` : ''}.`,
      },
    ]),
    ...orElse(steps(context, 'secret'), [
      {
        do: 'Take the authorization code or app password that is shown when you switch it on: it goes into the password field in place of the account password.',
      },
    ]),
    ...steps(context, 'admin'),
    {
      do: 'If there is no such switch: the plan may not include SMTP, or an administrator of the domain has it off. Ask them.',
    },
    { do: 'After switching it on, wait a few minutes before the next attempt.' },
  ],
}
