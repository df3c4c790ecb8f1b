// A real OpenSMTPD, unpacked and run in a root directory of its own.
import { execFileSync } from 'node:child_process'
import { chownSync } from 'node:fs'
import { join } from 'node:path'
import { createAuthority } from '../../../src/lab/certificates.js'
import { ACCOUNTS, MAIL_DOMAIN, MAIL_HOST, mailboxName, SIZE_LIMIT_BYTES } from './accounts.js'
import { countMatches, type MailServer, readMaildir } from './mail-server.js'
import { buildUnpackedRoot } from './unpacked-root.js'
import { freePorts, openWorkshop } from './workshop.js'

const SMTPD = '/usr/sbin/smtpd'
const LIBEXEC = '/usr/libexec/opensmtpd'
const MAILBOX_OWNER = 'postman'

/** Starts OpenSMTPD; throws when it has not been unpacked. */
export async function startOpenSmtpd(): Promise<MailServer> {
  const workshop = openWorkshop('opensmtpd')
  try {
    const [submission, submissions, relay] = (await freePorts(3)) as [number, number, number]
    const authority = await createAuthority('Harbour Mail')
    const certificate = await authority.issue('good', [MAIL_HOST])
    const programs = [
      SMTPD,
      '/usr/sbin/smtpctl',
      '/bin/sh',
      ...['encrypt', 'mail.maildir'].map((it) => `${LIBEXEC}/${it}`),
    ]
    const root = buildUnpackedRoot(workshop, 'opensmtpd', programs, ['opensmtpd', 'opensmtpq', MAILBOX_OWNER])
    const { folder } = root
    workshop.directory('root/var/lib/opensmtpd/empty', 0o711)
    workshop.directory('root/var/spool/smtpd', 0o711)
    const owner = root.uids.get(MAILBOX_OWNER) as number
    chownSync(workshop.directory('root/var/mail/harbour', 0o700), owner, owner)

    const caFile = workshop.write('ca.pem', authority.rootPem)
    // It does not start without a list of trusted roots, although it sends nothing to anybody.
    workshop.write('root/etc/ssl/certs/ca-certificates.crt', authority.rootPem)
    workshop.write('root/etc/ssl/cert.pem', authority.rootPem)
    workshop.write('root/etc/certificate.pem', certificate.chainPem)
    workshop.write('root/etc/key.pem', certificate.keyPem, 0o600)
    const hashed = ACCOUNTS.map(({ address, password }) => {
      const hash = execFileSync('chroot', [folder, `${LIBEXEC}/encrypt`, password], { encoding: 'utf8' })
      return `${address} ${hash.trim()}\n`
    })
    workshop.write('root/etc/credentials', hashed.join(''), 0o644)
    workshop.write('root/etc/mailboxes', ACCOUNTS.map(({ address }) => `${address} ${MAILBOX_OWNER}\n`).join(''))
    workshop.write('root/etc/senders', ACCOUNTS.map(({ address }) => `${address} ${address}\n`).join(''))
    workshop.write('root/etc/smtpd.conf', smtpdConfiguration({ submission, submissions, relay }))
    await workshop.daemon(
      'smtpd',
      ['chroot', folder, SMTPD, '-d', '-v', '-f', '/etc/smtpd.conf'],
      [submission, submissions, relay],
    )

    const log = () => workshop.read('smtpd.out')
    return {
      name: `OpenSMTPD ${log().match(/OpenSMTPD (\S+) starting/)?.[1]}`,
      ports: { submission, submissions, relay },
      caFile,
      log,
      refusedLogins: () => countMatches(log(), / smtp authentication user=\S* result=\S*fail/g),
      acceptedLogins: () => countMatches(log(), / smtp authentication user=\S* result=ok/g),
      openSessions: () => countMatches(log(), / smtp connected /g) - countMatches(log(), / smtp disconnected /g),
      messages: (address) => readMaildir(join(folder, 'var/mail/harbour', mailboxName(address))),
      stop: () => workshop.close(),
    }
  } catch (error) {
    await workshop.close()
    throw error
  }
}

function smtpdConfiguration(ports: MailServer['ports']): string {
  const submission = 'pki harbour auth <credentials> senders <owners>'
  return `pki harbour cert "/etc/certificate.pem"
pki harbour key "/etc/key.pem"
table credentials file:/etc/credentials
table mailboxes file:/etc/mailboxes
table owners file:/etc/senders
table everybody { "@" = "${MAILBOX_OWNER}" }
smtp max-message-size ${SIZE_LIMIT_BYTES}
listen on 127.0.0.1 port ${ports.submission} tls-require hostname ${MAIL_HOST} ${submission}
listen on 127.0.0.1 port ${ports.submissions} smtps hostname ${MAIL_HOST} ${submission}
listen on 127.0.0.1 port ${ports.relay} tls hostname ${MAIL_HOST} pki harbour tag RELAY
action "mailbox" maildir "/var/mail/harbour/%{dest.user}" virtual <mailboxes>
# What is accepted for the outside stays here.
action "outside" maildir "/var/mail/outside" virtual <everybody>
match auth from any for domain "${MAIL_DOMAIN}" action "mailbox"
match auth from any for any action "outside"
match tag RELAY from any for domain "${MAIL_DOMAIN}" action "mailbox"
`
}
