// The look-up that failed is for this machine's own name, which the client wanted for EHLO.

import type { Rule } from '../../model.js'
import { lookupFailures } from '../phrases/lookup.js'
import { murmuring } from '../select.js'

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
        /unqualified host ?name[^\n]{0,80}unknown|unable to qualify my own domain|UnknownHostException: ([\w-]{1,64}): \1\b|(?:local|own) host ?name[^\n]{0,60}(?:could not|cannot|can't|not)[^\n]{0,20}(?:resolve|be resolved|found|determine)|getLocalHost[^\n]{0,120}UnknownHost|unable to resolve host [\w-]{1,64}: /i,
      ),
    ].filter((one, index, all) => all.indexOf(one) === index)
    const [first] = found
    if (!first) return undefined
    const name = first.kind === 'dns' ? first.name : undefined
    return {
      certainty: 'certain',
      because: `The name that was not found${name ? `, ${name},` : ''} is this machine's own, wanted for the introduction (EHLO).`,
      seen: found,
    }
  },
  fixes: (context) => [
    {
      do: 'Add the machine\'s name to /etc/hosts, on Linux in the line "127.0.1.1 NAME.example.org NAME" (the command hostname shows NAME); in Docker start it with --hostname NAME and the same --add-host.',
    },
    {
      do: /java|spring|jakarta|jenkins|keycloak/i.test(context.client ?? '')
        ? 'In JavaMail name it by hand: mail.smtp.localhost=mail.example.org.'
        : /python|smtplib|django/i.test(context.client ?? '')
          ? 'In Python name it by hand: smtplib.SMTP(host, port, local_hostname="mail.example.org").'
          : 'Or give the program a name by hand: mail.smtp.localhost (Java), local_hostname (Python), name (nodemailer), Helo (PHPMailer), $j or Dj in sendmail.cf.',
    },
    { do: 'Or rename the machine to one that resolves: hostnamectl set-hostname mail.example.org.' },
  ],
}
