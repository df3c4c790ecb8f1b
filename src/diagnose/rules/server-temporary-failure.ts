// A 4xx for which no more specific row fits: try again later.

import type { Fix, Rule } from '../../model.js'
import { phrases } from '../../smtp/prefilter.js'
import { type Family, judge } from '../phrases/family.js'

const families: readonly Family[] = [
  {
    text: phrases`
      user you are trying to contact is receiving mail at a rate
      p=ReceivingRate
      recipient has exceeded (?:their |its |the )?(?:message rate )?limit
      user is receiving mail too quickly
    `,
    certainty: 'certain',
    because: 'The recipient gets more mail at the moment than the receiver lets through; it is not about this sender.',
  },
  {
    codes: [4],
    enhanced: ['4.3', '4.2', '4.4', '4.5', '4.7', '4.6', '4.1', '4.0'],
    certainty: 'likely',
    because: 'The server answers with a temporary code (4xx): it did not refuse for good and wants a later attempt.',
  },
  {
    codes: [4],
    certainty: 'likely',
    because: 'The server answers with a temporary code (4xx): it did not refuse for good and wants a later attempt.',
  },
  {
    text: phrases`
      connect to milter service\b
      \bmilter\b.{0,80}(?:can't (?:read|write)|cannot connect|connection (?:refused|timed out)|error connecting)
      problem talking to server \S{1,80}(?:polic|spf|grey|dkim|rspamd|amavis)
    `,
    certainty: 'likely',
    because:
      'The mail server could not reach a filter or table of its own, and puts mail off as long as that is so; nobody was refused.',
  },
  {
    text: phrases`
      defer \(-\d{1,3}\): failed to expand
      failed to expand .{1,80} (?:option|in|for) .{1,80}(?:transport|router)\b
      \btainted (?:filename|search query|arg)
    `,
    certainty: 'likely',
    because: "Exim's own configuration asks for something that it cannot get; the mail waits in its queue.",
  },
  {
    text: phrases`
      lost connection with \S{1,255} while (?:sending|performing|receiving the (?!initial))
      conversation with \S{1,255} timed out while (?:sending|performing|receiving the (?!initial))
      SMTP timeout after (?:end of data|sending|pipelined|MAIL|RCPT|DATA)
      closed connection in response to (?:end of data|pipelined|MAIL|RCPT|DATA|sending)
      was lost in the middle of the transaction
    `,
    certainty: 'possible',
    because:
      'The conversation broke off or fell silent in its middle, and no reply says why; a mail server that queues tries again by itself.',
    meaning:
      'The other server was there and answered, and then it hung up or said nothing more. Commonly it is overloaded or a filter of it takes too long; a firewall, or a VPN with a wrong packet size (MTU), that loses the connection looks the same. Nothing was refused: a later attempt often gets through. If each attempt ends at the same place, it is no passing trouble.',
  },
  {
    text: phrases`
      insufficient system (?:storage|resources)
      (?:service|server|system) (?:is )?(?:currently |temporarily )?(?:unavailable|busy|overloaded).{0,40}(?:try|later)
      temporary (?:system|server|local|service)? ?(?:problem|failure|error)
      due to a transient (?:exception|error|failure)
      (?<!\byour (?:message|e-?mail|request|form|submission)\b.{0,40})try (?:again )?later
      milter-reject.{0,200}4\.7\.1
      \bEX_TEMPFAIL\b
      retry time not reached for any host
      \b(?:spam|malware) acl condition:[ ]
      \btried all MXs\b
      unknown mail transport error
      mail transport unavailable
      (?:retry|delivery) time(?:out)? (?:exceeded|expired)
      (?:message|envelope) expired
      QUEUE\.Expired
      all hosts (?:for \S{1,255} )?have been failing for a long time
      (?:could|can) not be delivered for (?:more than )?\S{1,8} (?:days?|hours?)\b
      not delivered within \d{1,3} (?:days|hours)
      was not reachable within the allowed queue period
      delivery failed \d{1,4} (?:attempts|times)
      \bdelivery expired\b
      \(#4\.[2-7]\.\d\)
      did not respond after several attempts
      delivery retry timeout
      in the queue too long
      temporarily rejected (?:RCPT|MAIL|DATA|connection|after)
      recipients? has been delayed
      could not deliver for the last \d
      after multiple retries
      mail.{0,120}exit (?:status|code) 75\b
    `,
    certainty: 'possible',
    because: 'The words speak of a trouble that passes; the code is missing.',
  },
]

const EXPANSION = /failed to (?:expand|open)\b/i

const READ_THE_OPTION: Fix = {
  do: 'The log line names an option and mostly a file: let the user that Exim runs as (Debian-exim, exim or mail) read that file, or correct the option. Then have the queue tried again: exim -qff.',
}

/** A service of the same machine, which the mail server reaches by a path. */
const OWN_SOCKET = /\bconnect to [^\s[]{1,255}\[(?:\/|private\/|public\/)[^\]]{1,200}\]/

const START_THE_SERVICE: Fix = {
  do: 'The path in brackets is a socket on the mail server itself: start the service that should listen there (mostly Dovecot, "service lmtp" with its unix_listener), and compare the path with the one in Postfix (virtual_transport, mailbox_transport). Then have the queue tried again: postqueue -f.',
}

export const serverTemporaryFailure: Rule = {
  id: 'server-temporary-failure',
  title: 'The server has a temporary trouble; try again later',
  meaning:
    'Codes that begin with 4 mean "not now". The server is short of something (space, memory, a service behind it), overloaded, or puts the message off for a reason that it does not name. Nothing on your side has to change.',
  seenAs: [
    '451 4.3.0 Temporary lookup failure',
    '452 4.3.1 Insufficient system storage',
    '421 4.7.0 Temporary System Problem',
    '451 4.7.0 Temporary server error',
  ],
  match: (seen, context) => judge(serverTemporaryFailure, families, seen, context),
  fixes: (context, finding) => [
    ...(finding?.seen.some(({ evidence }) => EXPANSION.test(evidence ?? '')) ? [READ_THE_OPTION] : []),
    ...(finding?.seen.some(({ evidence }) => OWN_SOCKET.test(evidence ?? '')) ? [START_THE_SERVICE] : []),
    {
      do: 'Send the same message again after some minutes, and then with growing pauses for up to a day or two. A mail server in between (your provider, a local Postfix) does so by itself.',
    },
    {
      do: context.provider
        ? `If it lasts for more than an hour, look at the status page of ${context.provider.name}.`
        : 'If it lasts for more than an hour, tell the operator of the server and quote the reply.',
    },
    {
      do: 'If the server is your own: read its log at that moment, and check free disk space (df -h), memory, and the services that it asks (milters, rspamd, amavis, database, DNS).',
    },
  ],
}
