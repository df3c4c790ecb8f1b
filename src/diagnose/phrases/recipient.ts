// How servers of many makes word that they have no mailbox of this name.

import { phrases } from '../../smtp/prefilter.js'

/** A mailbox or domain that is closed, given up, or on no list of the receiver's. */
export const GIVEN_UP = phrases`
    (?:mailbox|account) has been (?:blocked|closed|disabled|suspended) due to inactivity
    recipient(?:'s)? account is (?:blocked|disabled|closed|suspended)
    compte du destinataire est bloqu
    Recipient address rejected: (?:User |Account |Mailbox )?(?:disabled|inactive|suspended|blocked)
    disabled recipient address
    recipient not in (?:\S{1,20} ){0,3}list
    not in my validrcptto
    envelope recipient has been denied
    mailing list not found
    Access denied, banned recipient
    no such domain\b
    not listed in (?:\S{1,20} ){0,3}(?:directory|address book)
    indicated no SMTP service
    no route found to domain
    could not find a gateway for
    no MX record found
    can(?:not|'t) find an? MX\b
    marked as inactive
    \bsuppression list
    (?:in|on) my bad ?(?:rcptto|recipient(?:to)?) list
    \bbadrcptto\b
    archived recipient
    destinataire archiv
    destination mailbox address ambiguous
    recipient no longer (?:on|at|with)\b
    recipient name is not recogni[sz]ed
    (?:domain of recipient|recipient domain).{0,20}(?:must exist|DNS query error)
    (?:address|mailbox|account|user|recipient) (?:\S{1,20} )?no longer (?:accepts|receives) (?:mail|e-?mail|messages)
    there is (?:no one|nobody) at this address
    e-?mail address is wrong
    is not an active address
    recipient (?:address )?(?:can(?:not|['’]t)|could not) be verified
    recipient never logged on
    (?:due to|because of) (?:\S{1,20} )?inactivity
    not accepting any (?:mail|e-?mail|messages)
    mail receiving disabled
    not unique\. ?\s*several matches found
    deactivated mailbox
    is unavailable: user is terminated
    recipient was unavailable to take delivery
    no \S{1,320} in name directory
  `

/** A mailbox that is stopped: said by a receiver, it is the recipient's. */
export const STOPPED_MAILBOX = phrases`
    (?:user|account|mailbox|recipient)\b.{0,80}\b(?:suspended|disabled|deactivated|inactive|locked|expired|closed|discontinued|not activated|terminated|frozen)
    (?:suspended|disabled|deactivated|inactive|locked|expired|closed) (?:user|account|mailbox|recipient)
    temporarily locked\b
  `

/** No mailbox of this name. */
export const NO_SUCH_MAILBOX = phrases`
    (?:user|recipient|mailbox|account|addressee|alias|e-?mail) (?:address )?(?:\S{1,100} )?(?:is |was )?(?:unknown|not (?:found|known|exist\w*|listed|valid|recogni[sz]ed|a (?:known|valid) (?:user|recipient|mailbox))|(?:does|did|do) not exist|do(?:es)?n'?t exist|dosn't exist|nonexistent|non-existent|invalid\b|no longer (?:exists|valid|active|available|in use))
    (?:unknown|no such|nonexistent|non-existent|invalid|inexistent) (?:local |virtual )?(?:user|recipient|mailbox|account|addressee|local[- ]part|alias|person|e-?mail address|address here)
    no (?:mailbox|user|account|such \w+) (?:here|by that name|with that)
    user unknown
    undeliverable address
    (?:is not|not) a (?:known|valid) (?:user|recipient|mailbox|address)
    not our (?:customer|user)
    not found in (?:the )?(?:directory|virtual|local)
    Mailbox not found
    mailbox \( ?\S{1,320} ?\) not found
    mail ?box (?:not present|unavai?lable for|unavaiable)
    no mail ?box (?:available|found)
    address (?:is )?(?:unknown|not (?:present|known|found|listed))
    (?:recipient|rcpt) (?:is )?(?:not (?:ok|accepted here)|rejected)$
    can(?:not|'t) accept user
    not a local address
    recipient suspend
    nessun utente simile
    no existe (?:dicha persona|ese usuario|dicho usuario|la cuenta|el usuario)
    mailbox (?:is )?(?:disabled|inactive|unavailable for|deleted)
    recipient unavailable
    is no longer valid
    compte du destinataire
    5\.1\.0 #?Address rejected
    # ?Address rejected
    invalid (?:user address|recipient|final delivery userid)
    address (?:\S{1,100} )?(?:does not|doesn'?t) exist
    does(?: not|n't) (?:have|handle) (?:a |an )?(?:\S{1,100} )?(?:mailbox|account|user)
    unrout(?:e)?able (?:address|mail domain)
    all relevant MX records point to non-?existent
  `
