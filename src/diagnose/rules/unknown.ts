// Nothing fits: say what was seen and what to try next, never guess.

import type { Context, Observation, Rule } from '../../model.js'
import { ofKind } from '../select.js'

/** What is missing in what was seen, so that the next step can ask for it. */
function missingOf(seen: readonly Observation[]): string {
  if (ofKind(seen, 'reply').length > 0) return 'The replies that were seen fit none of the known causes.'
  if (ofKind(seen, 'client').length > 0)
    return "The client's message names no cause, and no reply of the server stands beside it."
  return 'No reply of a mail server and no network error was found in it.'
}

export const unknown: Rule = {
  id: 'unknown',
  title: 'The cause is not known',
  meaning:
    'Something failed, and what was seen fits none of the causes that smtp-doctor knows. That is better said than guessed.',
  seenAs: [],
  match(seen) {
    const failed = seen.filter(({ status }) => status === 'fail')
    return failed.length === 0 ? undefined : { certainty: 'possible', because: missingOf(seen), seen: failed.slice(-3) }
  },
  fixes: (context) => [
    {
      do: `Run: smtp-doctor check ${targetOf(context)} – it walks every stage itself and shows where it stops.`,
    },
    {
      do: "Switch your program's SMTP debugging on and paste the whole dialogue: the last line that the server sent is what counts.",
    },
    {
      do: 'nodemailer: logger: true, debug: true – Python smtplib: set_debuglevel(1) – PHPMailer: SMTPDebug = 2 – JavaMail: mail.debug=true – curl: -v – msmtp: --debug',
    },
    {
      do: 'If the message came back: paste the whole notice, with the lines that begin with "Diagnostic-Code", "Status" and "said:".',
    },
  ],
}

function targetOf({ address, host, port }: Context): string {
  if (address) return address
  if (host) return `--host ${host}${port ? ` --ports ${port}` : ''}`
  return 'YOUR-ADDRESS'
}
