// Nothing fits: say what was seen and what to try next, never guess.

import type { Context, Finding, Fix, Observation, Rule } from '../../model.js'
import { matches, type Pattern, phrases } from '../../smtp/prefilter.js'
import { brokenOff } from '../broken-off.js'
import { isOvercome, socketFailures } from '../phrases/socket.js'
import { lineOf, ofKind } from '../select.js'

/** What is missing in what was seen, so that the next step can ask for it. */
function missingOf(seen: readonly Observation[]): string {
  if (ofKind(seen, 'reply').length > 0) return 'The replies that were seen fit none of the known causes.'
  if (ofKind(seen, 'client').length > 0)
    return "The client's message names no cause, and no reply of the server stands beside it."
  return 'No reply of a mail server and no network error was found in it.'
}

/** What smtplib's exceptions say by their names alone (https://docs.python.org/3/library/smtplib.html). */
const EXCEPTIONS: Readonly<Record<string, string>> = {
  SMTPConnectError: 'the server greeted the connection with something else than 220',
  SMTPHeloError: 'the server refused the name with which the program introduced itself (EHLO)',
  SMTPNotSupportedError:
    'the server does not list what the program wants to use: AUTH (which many list only after starttls()), STARTTLS or SMTPUTF8',
  SMTPSenderRefused:
    "the server refused the sender's address: a login is missing, or this account may not send in that name",
  SMTPRecipientsRefused: 'the server refused every recipient: unknown to it, or elsewhere and nobody had logged in',
  SMTPDataError: 'the server refused the message itself: its contents, its size or a limit of the account',
}

function exceptionIn(seen: readonly Observation[]): string | undefined {
  const [, name = ''] =
    /\b(SMTP(?:Connect|Helo|NotSupported|Data)Error|SMTP(?:Sender|Recipients)Refused)\b/.exec(
      seen.map(lineOf).join('\n'),
    ) ?? []
  const words = EXCEPTIONS[name]
  return words && `${name} means that ${words}. The server's answer, which says why, is missing.`
}

/** WordPress and its form plugins, as they tell of every failure. */
const WORDPRESS = phrases`
    wp_mail
    wp-mail
    \bWP_Error\b
    wpforms
    contact form 7
    \bwpcf7
    there was an error trying to send your message
    the e-?mail could not be sent
  `
/** Websites to whoever has filled in their form. */
const FORM = phrases`
    (?:error|problem|failed|unable|could not|couldn['’]t|went wrong).{0,60}your (?:message|e-?mail|request|form|submission)
    (?:message|mail|e-?mail) could not be sent
    unable to send e-?mail
    failed to send (?:the |an |your )?(?:e-?mail|message)
    e-?mail (?:sending |delivery )?failed
    mailer error
  `

/** What lies behind a sentence that is the same for every failure. */
function behindSentence(
  seen: readonly Observation[],
): { readonly because: string; readonly fixes: readonly Fix[] } | undefined {
  const isSaid = (pattern: Pattern) => seen.some((one) => matches(pattern, lineOf(one)))
  if (isSaid(WORDPRESS))
    return {
      because:
        'This is what WordPress and its form plugins say of every mail that fails; the reason is left out of it, and stands in a log.',
      fixes: [
        {
          do: 'In WordPress open the SMTP plugin (WP Mail SMTP: Tools → Email Test; FluentSMTP: Email Test), send a test, and paste the whole error that it shows.',
        },
        {
          do: 'If there is no SMTP plugin, install one and enter host, port, encryption, user name and password: without it WordPress uses mail() of its own machine, which many hosts switch off.',
        },
        {
          do: "For a developer: add_action('wp_mail_failed', fn($error) => error_log($error->get_error_message())); then the next failure stands in PHP's error log.",
        },
      ],
    }
  if (!isSaid(FORM)) return undefined
  return {
    because:
      'This is the sentence that the program shows for every mail that fails; the reason is left out of it, and stands in a log.',
    fixes: [
      {
        do: "Look into the program's own log and the web server's error log at that minute, and paste what stands there: the line with a number (535, 550 …) or with the name of an error.",
      },
    ],
  }
}

export const unknown: Rule = {
  id: 'unknown',
  title: 'The cause is not known',
  meaning:
    'Something failed, and what was seen fits none of the causes that smtp-doctor knows. Mostly the line that would tell is missing: the last answer of the server, or the command after which it hung up or fell silent. That is better said than guessed.',
  seenAs: [],
  match(seen, context) {
    const failed = seen.filter(({ status }) => status === 'fail')
    // One address of a server that answers at another one is nothing that stops a mail.
    const mattering = context.source === 'probe' ? failed.filter((one) => !isDetour(one, seen)) : failed
    if (mattering.length === 0) return undefined
    return (
      brokenOff(seen, context) ?? {
        certainty: 'possible',
        because:
          exceptionIn(failed) ??
          (context.source === 'paste' ? behindSentence(failed)?.because : undefined) ??
          missingOf(seen),
        seen: mattering.slice(-3),
      }
    )
  },
  fixes: (context, finding) => (context.source === 'probe' ? AFTER_A_CHECK : fixesForPaste(context, finding)),
}

function isDetour(one: Observation, seen: readonly Observation[]): boolean {
  return socketFailures(seen).some(
    (failure) => failure.seen === one && failure.stage === 'connect' && isOvercome(failure, seen),
  )
}

/** The check has seen the dialogue itself; debugging output of another program would show no more. */
const AFTER_A_CHECK: readonly Fix[] = [
  { do: 'Check once more with more time, and keep the dialogue: add --timeout 60 --transcript dialogue.txt' },
  {
    do: 'Give the dialogue to whoever runs the server; secrets are replaced in it. Its log says more about this moment.',
  },
]

function fixesForPaste(context: Context, finding?: Finding): readonly Fix[] {
  return [
    ...(behindSentence(finding?.seen ?? [])?.fixes ?? []),
    ...(exceptionIn(finding?.seen ?? [])
      ? [
          {
            do: "In Python the server's answer stands in the exception: print error.smtp_code and error.smtp_error (error.recipients for SMTPRecipientsRefused), and paste that.",
          },
        ]
      : []),
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
  ]
}

function targetOf({ address, host, port }: Context): string {
  if (address) return address
  if (host) return `--host ${host}${port ? ` --ports ${port}` : ''}`
  return 'YOUR-ADDRESS'
}
