// A policy stops this sign-in, right password or not.

import type { Rule } from '../../model.js'
import { phrases } from '../../smtp/prefilter.js'
import { type Family, judge } from '../phrases/family.js'
import { changesNow, nameOf, steps } from '../phrases/fixes.js'
import { isSendingService } from '../phrases/letter.js'
import { UNSTATED_LOGIN_FAILURES } from '../phrases/ranks.js'

const families: readonly Family[] = [
  {
    text: /security defaults policy|security defaults/i,
    certainty: 'certain',
    because: "The reply names the organisation's security defaults, which forbid logins with a password alone.",
  },
  {
    text: phrases`
      did not meet the criteria to be authenticated
      organi[sz]ation configuration doesn.t allow
      conditional access
    `,
    not: /"?invalid_grant.{0,80}AADSTS70043|sign-in frequency/i,
    certainty: 'certain',
    because:
      'The reply says that the sign-in does not meet the conditions of the organisation (Conditional Access, security defaults, an authentication policy, or Authenticated SMTP being off).',
  },
  {
    text: /AADSTS(?:50076|50079|50074|50072|50158|53000|53001|53002|53003|53004|53011|530003|530004|50105|50020|90072|500014)\b/i,
    certainty: 'certain',
    because:
      'The error number of Microsoft Entra stands for a policy: a second factor, Conditional Access or a missing assignment.',
  },
  {
    text: /federated STS|federation server/i,
    certainty: 'certain',
    because: "The organisation's own sign-in server (federation) could not confirm the login.",
  },
  {
    text: phrases`
      (?:unauthori[sz]ed|not (?:an )?(?:authori[sz]ed|allowed|whitelisted|permitted)) (?:source |sender )?(?:IP|address\b.{0,20}\bIP)
      \bIP(?:v[46])?(?: address)?\b.{0,50}(?:not (?:in|on) (?:the |your )?(?:list of )?(?:allow|white|access)|(?:is )?not (?:allowed|authori[sz]ed|permitted|whitelisted) (?:to (?:log|auth|access|use)|for (?:this|your) (?:account|user|key)))
      access.{0,20}restricted.{0,30}\bIP\b
      unrecogni[sz]ed IP\b
      add the new IP address
      (?:login|log ?in|sign-?in|authentication|access) .{0,40}(?:from|for|in) (?:this|your) (?:\bIP|country|location|region|network)
    `,
    not: /5\.7\.[67]\d\d\b|traffic|RCPT domain|relay|block ?list|blacklist|spam|DNSBL|reputation|SPF|DMARC|too many/i,
    certainty: 'certain',
    because: 'The reply says that logins from this address or country are not allowed for the account.',
  },
  {
    text: /\bIP(?:v[46])?(?: address)?\b.{0,40}(?:is )?not (?:allowed|permitted|authori[sz]ed|whitelisted)\b/i,
    not: /block ?list|blacklist|spam|DNSBL|reputation|SPF|DMARC|relay/i,
    // A receiver turns strangers' addresses away; a service for sending knows its customer by then.
    when: (said, context) => isSendingService(context) && !said.isFromReceiver,
    certainty: 'likely',
    because: 'The service lets this account send only from addresses that are entered there, and this is none of them.',
  },
  {
    text: phrases`
      (?:suspicious|risky|unrecogni[sz]ed|unusual) (?:sign-?in|log-?in|location|device)
      sign-?in (?:was |has been |attempt )?blocked
      blocked (?:sign-?in|log-?in)
      (?:multi-?factor|second factor|MFA) (?:authentication )?(?:is )?(?:required|enforced|needed)
      geo-?(?:block|ip|fenc|restrict)
    `,
    not: /web browser|captcha|app(?:lication)?[- ](?:specific )?password/i,
    codes: [4, 5],
    certainty: 'likely',
    because: 'The reply says that a security rule stopped this sign-in.',
  },
]

export const securityPolicyBlocked: Rule = {
  id: 'security-policy-blocked',
  title: 'A security policy stops this sign-in',
  meaning:
    'The password may be right: a rule of the organisation or the provider forbids this way of signing in, or signing in from here. Such rules ask for a second factor, know only certain addresses or countries, or stop sign-ins that look risky.',
  seenAs: [
    "535 5.7.139 Authentication unsuccessful, user is locked by your organization's security defaults policy",
    '535 5.7.139 Authentication unsuccessful, the request did not meet the criteria to be authenticated successfully',
    'AADSTS50076: … you must use multi-factor authentication',
    '525 5.7.1 Unauthorized IP address',
  ],
  outranks: [
    'client-ip-blocked',
    'oauth-grant-invalid',
    'oauth-token-rejected',
    'account-locked',
    ...UNSTATED_LOGIN_FAILURES,
  ],
  match: (seen, context) => judge(securityPolicyBlocked, families, seen, context),
  fixes: (context, finding) => {
    const isMicrosoft = context.provider?.id === 'microsoft-365' || context.provider?.id === 'outlook'
    return [
      ...(isMicrosoft
        ? [
            {
              do: 'As administrator, look the refusal up in Microsoft Entra admin center → Identity → Monitoring & health → Sign-in logs: the entry names the policy that stopped it.',
              url: 'https://entra.microsoft.com',
            },
            ...steps(context, 'oauth'),
            {
              do: 'To go on with a password: check that security defaults are off, that no Conditional Access policy blocks "Other clients" for this account, and that Authenticated SMTP is on for the mailbox. OAuth 2.0 is the safer way.',
            },
          ]
        : isSendingService(context) && finding?.seen.some(({ evidence }) => /\bIP\b/.test(evidence ?? ''))
          ? [
              {
                do: `In the settings of the account at ${nameOf(context)}, look for the list of IP addresses that may send (or for the restriction to addresses): add this machine's public address, or switch the restriction off.`,
              },
            ]
          : [
              {
                do: `Open the security page of the account at ${nameOf(context)} and look for a blocked sign-in: confirm that it was you, or add this machine's public address to the allowed ones.`,
              },
            ]),
      ...steps(context, 'unlock', 'admin'),
      ...(isMicrosoft ? changesNow(context, /password|basic|OAuth/i) : []),
      {
        do: 'If it works from the office and not from the server: the rule is about the place. Let the server use OAuth 2.0, or have its address allowed.',
      },
    ]
  },
}
