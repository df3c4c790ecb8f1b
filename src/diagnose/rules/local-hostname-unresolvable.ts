// The look-up that failed is for this machine's own name, which the client wanted for EHLO.

import type { Fix, Observation, Rule } from '../../model.js'
import { lookupFailures } from '../phrases/lookup.js'
import { murmuring } from '../select.js'

const RENAME: Fix = {
  do: 'Give the computer a name of the letters A to Z, digits and hyphens, and restart it (Windows: Settings → System → About → Rename this PC).',
}

const ADD_TO_HOSTS: Fix = {
  do: 'Add the machine\'s name to /etc/hosts, on Linux in the line "127.0.1.1 NAME.example.org NAME" (the command hostname shows NAME); in Docker start it with --hostname NAME and the same --add-host.',
}

const UNSENDABLE =
  "Before it introduces itself to the server, the program asks for the name of the machine it runs on. That name holds characters outside ASCII, as Windows allows them; SMTP's introduction cannot carry them. The mail server has nothing to do with it, and nothing has been sent."

/** Names in scripts that SMTP's introduction cannot carry, as Windows allows them. */
function isUnsendable(seen: readonly Observation[]): boolean {
  return seen.some((one) => one.kind === 'dns' && /Unicode(?:De|En)codeError/.test(one.message ?? ''))
}

export const localHostnameUnresolvable: Rule = {
  id: 'local-hostname-unresolvable',
  title: "This machine's own name cannot be looked up",
  meaning:
    'Before it introduces itself to the server, the program asks for the full name of the machine it runs on, and the name service does not know it. The mail server has nothing to do with it. Fresh containers and laptops with a home-made name are often like this.',
  seenAs: [
    'java.net.UnknownHostException: myhost: myhost: Name or service not known (at InetAddress.getLocalHost)',
    'My unqualified host name (…) unknown; sleeping for retry',
    'unable to qualify my own domain name (…) -- using short name',
    'socket.gethostbyname(socket.gethostname()): gaierror',
  ],
  outranks: ['host-not-found', 'host-typo', 'dns-unavailable', 'host-not-configured', 'host-wrong-service'],
  match(seen) {
    const found = [
      ...lookupFailures(seen)
        .filter(({ isOwnName }) => isOwnName)
        .map((one) => one.seen),
      ...murmuring(
        seen,
        /unqualified host ?name[^\n]{0,80}unknown|unable to qualify my own domain|UnknownHostException: ([\w-]{1,64}): \1\b|(?:local|own) host ?name[^\n]{0,60}(?:could not|cannot|can't|not)[^\n]{0,20}(?:resolve|be resolved|found|determine)|getLocalHost[^\n]{0,120}UnknownHost|(?:cannot|can't|could not|unable to) (?:determine|get|find|resolve|qualify|use) (?:my (?:own )?|the local |local |own |this )(?:host ?name|domain name|host's name)|fatal: unable to use my own hostname|unable to resolve host [\w-]{1,64}: /i,
      ),
    ].filter((one, index, all) => all.indexOf(one) === index)
    const [first] = found
    if (!first) return undefined
    const name = first.kind === 'dns' ? first.name : undefined
    return {
      certainty: 'certain',
      because: isUnsendable(found)
        ? "The program wanted this machine's own name for the introduction (EHLO), and that name holds characters which it can neither read nor send."
        : `The name that was not found${name ? `, ${name},` : ''} is this machine's own, wanted for the introduction (EHLO).`,
      seen: found,
      ...(isUnsendable(found) && { meaning: UNSENDABLE }),
    }
  },
  fixes: (context, finding) => [
    isUnsendable(finding?.seen ?? []) ? RENAME : ADD_TO_HOSTS,
    {
      do: /java|spring|jakarta|jenkins|keycloak/i.test(context.client ?? '')
        ? 'Or name it by hand in JavaMail: mail.smtp.localhost=mail.example.org.'
        : /python|smtplib|django/i.test(context.client ?? '')
          ? 'Or name it by hand in Python: smtplib.SMTP(host, port, local_hostname="mail.example.org").'
          : 'Or give the program a name by hand: mail.smtp.localhost (Java), local_hostname (Python), name (nodemailer), Helo (PHPMailer), $j or Dj in sendmail.cf.',
    },
    ...(isUnsendable(finding?.seen ?? [])
      ? []
      : [{ do: 'Or rename the machine to one that resolves: hostnamectl set-hostname mail.example.org.' }]),
  ],
}
