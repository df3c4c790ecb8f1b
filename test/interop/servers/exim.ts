// A real Exim, unpacked and run in a root directory of its own.
import { execFileSync } from 'node:child_process'
import { chownSync } from 'node:fs'
import { join } from 'node:path'
import { createAuthority } from '../../../src/lab/certificates.js'
import { ACCOUNTS, MAIL_DOMAIN, MAIL_HOST, mailboxName, SIZE_LIMIT_BYTES } from './accounts.js'
import { countMatches, type MailServer, readMaildir } from './mail-server.js'
import { buildUnpackedRoot } from './unpacked-root.js'
import { countChildren, freePorts, openWorkshop } from './workshop.js'

const EXIM = '/usr/sbin/exim4'
const USER = 'Debian-exim'

/** Starts Exim; throws when it has not been unpacked. */
export async function startExim(): Promise<MailServer> {
  const workshop = openWorkshop('exim')
  try {
    const [submission, submissions, relay] = (await freePorts(3)) as [number, number, number]
    const authority = await createAuthority('Harbour Mail')
    const certificate = await authority.issue('good', [MAIL_HOST])
    const { folder, uids } = buildUnpackedRoot(workshop, 'exim4-daemon-light', [EXIM], [USER])
    const uid = uids.get(USER) as number
    const own = (path: string) => chownSync(path, uid, uid)
    for (const place of ['var/spool/exim4', 'var/log/exim4', 'var/mail/harbour', 'run/exim4']) {
      own(workshop.directory(join('root', place), 0o750))
    }
    const caFile = workshop.write('ca.pem', authority.rootPem)
    own(workshop.write('root/etc/certificate.pem', certificate.chainPem))
    own(workshop.write('root/etc/key.pem', certificate.keyPem, 0o600))
    own(workshop.write('root/etc/accounts', ACCOUNTS.map((one) => `${one.address}: ${one.password}\n`).join(''), 0o600))
    workshop.write(
      'root/etc/mailboxes',
      ACCOUNTS.map(({ address }) => mailboxName(address))
        .map((it) => `${it}: ${it}\n`)
        .join(''),
    )
    // The path that is compiled in: for a configuration named on the command line Exim gives up its privileges.
    workshop.write('root/etc/exim4/exim4.conf', eximConfiguration({ submission, submissions, relay }))
    const daemon = await workshop.daemon('exim', ['chroot', folder, EXIM, '-bdf'], [submission, submissions, relay])

    const log = () => workshop.read('root/var/log/exim4/mainlog')
    const version = execFileSync('chroot', [folder, EXIM, '-bV'], { encoding: 'utf8' }).match(/Exim version (\S+)/)?.[1]
    return {
      name: `Exim ${version}`,
      ports: { submission, submissions, relay },
      caFile,
      log,
      refusedLogins: () => countMatches(log(), /authenticator failed/g),
      acceptedLogins: () => countMatches(log(), /login accepted/g),
      // One process a session: what its log says of connections depends on how they end.
      openSessions: () => countChildren(daemon),
      messages: (address) => readMaildir(join(folder, 'var/mail/harbour', mailboxName(address))),
      stop: () => workshop.close(),
    }
  } catch (error) {
    await workshop.close()
    throw error
  }
}

function eximConfiguration(ports: MailServer['ports']): string {
  return `exim_path = ${EXIM}
primary_hostname = ${MAIL_HOST}
spool_directory = /var/spool/exim4
log_file_path = /var/log/exim4/%slog
pid_file_path = /run/exim4/exim.pid
domainlist local_domains = ${MAIL_DOMAIN}
local_interfaces = 127.0.0.1
daemon_smtp_ports = ${ports.submission} : ${ports.submissions} : ${ports.relay}
tls_on_connect_ports = ${ports.submissions}
tls_certificate = /etc/certificate.pem
tls_privatekey = /etc/key.pem
tls_advertise_hosts = *
# As every guide has it: a login only over TLS, and only where people submit mail.
auth_advertise_hosts = \${if and{{def:tls_in_cipher}{!={$received_port}{${ports.relay}}}}{*}{}}
message_size_limit = ${SIZE_LIMIT_BYTES}
host_lookup =
rfc1413_query_timeout = 0s
never_users =
trusted_users =
keep_environment =
queue_only = false
acl_smtp_rcpt = check_recipient
acl_smtp_data = accept
# Exim logs refused logins; the accepted ones are written down when the connection ends.
acl_smtp_quit = count_login
acl_smtp_notquit = count_login

begin acl
check_recipient:
  accept  authenticated = *
          domains = ! +local_domains
  deny    ! authenticated = *
          condition = \${if !={$received_port}{${ports.relay}}}
          message = authentication required
  deny    domains = ! +local_domains
          message = relay not permitted
  require verify = recipient
  accept
count_login:
  accept  authenticated = *
          logwrite = login accepted of $authenticated_id
  accept

begin routers
outside:
  driver = redirect
  domains = ! +local_domains
  data = :blackhole:
mailboxes:
  driver = accept
  domains = +local_domains
  local_parts = lsearch;/etc/mailboxes
  transport = maildir

begin transports
maildir:
  driver = appendfile
  directory = /var/mail/harbour/$local_part_data
  maildir_format
  user = ${USER}
  group = ${USER}
  check_string =
  escape_string =

begin authenticators
plain:
  driver = plaintext
  public_name = PLAIN
  server_prompts = :
  server_condition = \${if and{{def:auth2}{eq{$auth3}{\${lookup{$auth2}lsearch{/etc/accounts}{$value}fail}}}}{yes}{no}}
  server_set_id = $auth2
login:
  driver = plaintext
  public_name = LOGIN
  server_prompts = Username:: : Password::
  server_condition = \${if eq{$auth2}{\${lookup{$auth1}lsearch{/etc/accounts}{$value}fail}}{yes}{no}}
  server_set_id = $auth1
`
}
