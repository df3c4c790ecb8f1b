// The recipient exists and takes mail only from certain senders.

import type { Rule } from '../../model.js'
import { phrases } from '../../smtp/prefilter.js'
import { type Family, judge } from '../phrases/family.js'
import { UNSTATED_LETTER_FAILURES } from '../phrases/ranks.js'

const families: readonly Family[] = [
  {
    text: /exceeded its quota for total number of external recipients/i,
    certainty: 'certain',
    because:
      'Google Groups says that this group has handed on as much mail to people outside the organisation as it may.',
  },
  {
    text: phrases`
      5\.7\.(?:124|129|133|134|135|136)\b
      RESOLVER\.RST\.(?:Auth|Not|Restrict|Sender)\w*
      RequireSenderAuth
      sender not authenticated for (?:group|mailbox|address|recipient)
      OrgDLRestrict
      sender (?:was |is )?not authenticated (?:by organization|for (?:a )?public folder)
      AuthRequired; authentication required
    `,
    certainty: 'certain',
    because:
      'Exchange says that this recipient or group takes mail only from senders that its owner allows, often those of the own organisation.',
  },
  {
    text: phrases`
      (?:only|just) (?:the )?(?:members?|subscribers?|list members|authori[sz]ed (?:senders|users|persons)|internal (?:senders|users)|moderators?) (?:\S{1,30} )?(?:can|may|are|is|allowed)
      members?[- ]only
      subscribers?[- ]only
      (?:not|non)[- ](?:a )?(?:member|subscriber|subscribed)
      moderated (?:list|group)
      closed (?:list|group)
      (?:not (?:allowed|permitted|authori[sz]ed)|(?:don't|do not|doesn't|does not) have permission|no permission) to (?:post|send|write|mail)(?: e-?mails?| messages?| mail)? to
      (?:recipient|mailbox|group|list|address|user)\b.{0,60}(?:(?:only )?accepts? (?:mail|messages?|e-?mails?) only|only accepts?|restricted|not accepting (?:mail|messages|e-?mails?) from|does not accept (?:mail|messages|e-?mails?) from|cannot receive (?:external|outside))
      delivery (?:restriction|not authori[sz]ed)
      not authori[sz]ed,? (?:message )?refused
      recipient .{0,40}has restricted
      group you tried to contact
      may not have permission to post
      not subscribed to this group
      does not accept (?:incoming|inbound) (?:mail|messages)
      closed mailing list
      (?:isn't|is not) on (?:the )?(?:recipient|user|receiver)'?s? (?:\S{1,20} )?list of senders
      sender (?:is )?not pre-?approved
      allow incoming messages only from senders
      \brecipient (?:address )?(?:is |was )?not (?:allowed|permitted)\b
      (?:mailing[- ]?list|\blist|group|alias|recipient|mailbox) (?:is |are )?(?:for (?:internal|private|members)|only (?:allows?|permits?|takes?|for)|(?:is )?limited to|(?:is )?(?:restricted|reserved) (?:to|for))
      mail to (?:this|the) (?:group|list|alias|address) is (?:limited|restricted|reserved)
      (?:access|delivery|posting|distribution|sending)\b.{0,40} to (?:this|the) (?:alias|address|list|group|recipient|mailbox|lists?) is (?:restricted|reserved|limited)
      (?:restricted|reserved|limited) to (?:the )?(?:list )?(?:moderators?|subscribers?|members|owners?|editors?)
      sender(?: address| e-?mail)? (?:is )?not (?:on|in) the list of (?:allowed|approved|permitted|authori[sz]ed) (?:posters|senders|members)
      rejected\(\) because sender not allowed
      reason=send_(?:editor|subscriber|private|member|owner|local|auth|closed)
      UserAccessSettings; user not allowed
    `,
    not: phrases`
      relay
      own (?:e-?mail )?address
      testing (?:e-?mails?|mode|domain|purposes)
      authori[sz]ed recipients
      sandbox
      DMARC
      \bSPF\b
      verify
      open resolver
    `,
    codes: [4, 5],
    certainty: 'certain',
    because: 'The reply says that this recipient takes mail only from certain senders.',
  },
  {
    text: phrases`
      (?:réservée?s?|limitée?s?|restreinte?s?) aux? (?:seuls )?(?:modérateurs?|abonnée?s?|membres|propriétaires?)
      seuls les (?:membres|abonnés|modérateurs|propriétaires) .{0,40}(?:peuvent|sont autorisés)
      nur (?:die )?(?:Mitglieder|Moderatoren|Abonnenten|Eigentümer|interne Absender) .{0,60}(?:dürfen|können|erlaubt|berechtigt)
      (?:restringid[oa]|reservad[oa]|limitad[oa])s? (?:a|aos?) (?:los |las |os )?(?:suscriptores|miembros|moderadores|assinantes|membros|propietarios)
      sólo (?:los )?(?:miembros|suscriptores|moderadores) .{0,40}pueden
      (?:riservat|limitat|ristrett)[ao] (?:ai|agli) (?:moderatori|iscritti|membri)
      solo (?:i |gli )?(?:membri|iscritti|moderatori) .{0,40}possono
      alleen (?:leden|abonnees|moderators) .{0,40}(?:mogen|kunnen)
      только (?:для )?(?:подписчик|участник|модератор)\p{L}{0,4}
      仅限?(?:成员|会员|订阅者|管理员)
    `,
    not: /relay/i,
    certainty: 'certain',
    because: 'The list or recipient says that only certain people may write to it.',
  },
  {
    enhanced: ['5.7.2'],
    not: /\[TSS?\d\d\]|\bIP\b|deferred/i,
    certainty: 'likely',
    because: 'X.7.2 stands for a mailing list that this sender may not write to (RFC 3463 section 3.8).',
  },
]

export const recipientRestricted: Rule = {
  id: 'recipient-restricted',
  title: 'The recipient takes mail only from certain senders',
  meaning:
    'The address exists, but its owner or administrator lets only some senders write to it: members of a list, people of the same organisation, or those on an allow-list. The sender of this message is not among them, or did not log in as one of them.',
  seenAs: [
    '550 5.7.133 RESOLVER.RST.SenderNotAuthenticatedForGroup',
    '550 5.7.1 RESOLVER.RST.AuthRequired; authentication required',
    'Only members can post to this list',
  ],
  outranks: [
    'auth-required',
    'sender-not-authorized',
    'sender-blocked',
    'recipient-unknown',
    ...UNSTATED_LETTER_FAILURES,
  ],
  match: (seen, context) => judge(recipientRestricted, families, seen, context),
  fixes: () => [
    {
      do: 'Ask the owner of the address or list to allow the sender, or join the list with exactly the sender address that the program uses.',
    },
    {
      do: 'Exchange, for a group: admin center → Recipients → Groups → the group → Settings → "Delivery management", and allow senders from outside the organisation.',
    },
    {
      do: 'If sender and recipient are of the same organisation: send with a login (port 587) in place of anonymously, so that the server knows the sender as internal.',
    },
    { do: 'Or send to a person or another mailbox that takes mail from outside.' },
  ],
}
