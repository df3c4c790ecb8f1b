// A real Postfix with Dovecot as its SASL back end, in a folder and on ports of its own. The machine's own Postfix
// configuration is neither read nor changed.
import { execFileSync, spawnSync } from 'node:child_process'
import { chmodSync, chownSync, existsSync } from 'node:fs'
import { join } from 'node:path'
import { createAuthority } from '../../../src/lab/certificates.js'
import { ACCOUNTS, MAIL_DOMAIN, MAIL_HOST, mailboxName, SIZE_LIMIT_BYTES } from './accounts.js'
import { countMatches, type MailServer, readMaildir } from './mail-server.js'
import { freePorts, openWorkshop, type Workshop } from './workshop.js'

const POSTFIX = '/usr/sbin/postfix'
const DOVECOT = '/usr/sbin/dovecot'

/** Starts Dovecot's authentication and Postfix behind it; throws when one of them is not installed. */
export async function startPostfix(): Promise<MailServer> {
  for (const program of [POSTFIX, DOVECOT]) {
    if (!existsSync(program)) throw new Error(`${program} is missing: run .ci/install as root first`)
  }
  const workshop = openWorkshop('postfix')
  try {
    const [submission, submissions, relay] = (await freePorts(3)) as [number, number, number]
    const authority = await createAuthority('Harbour Mail')
    const certificate = await authority.issue('good', [MAIL_HOST])
    const caFile = workshop.write('ca.pem', authority.rootPem)
    workshop.write('certificate.pem', certificate.chainPem)
    workshop.write('key.pem', certificate.keyPem, 0o600)

    const owner = idsOf('postfix')
    await startDovecot(workshop)
    writePostfixFiles(workshop, { submission, submissions, relay }, owner)
    chownSync(workshop.directory('data', 0o700), owner.uid, owner.gid)
    chownSync(workshop.directory('mail', 0o700), owner.uid, owner.gid)
    workshop.directory('queue')
    const config = join(workshop.folder, 'postfix')
    await workshop.daemon('postfix', [POSTFIX, '-c', config, 'start-fg'], [submission, submissions, relay])

    const log = () => workshop.read('mail.log')
    return {
      name: `Postfix ${execFileSync('/usr/sbin/postconf', ['-dh', 'mail_version'], { encoding: 'utf8' }).trim()}`,
      ports: { submission, submissions, relay },
      caFile,
      log: () => log() + workshop.read('dovecot.log'),
      refusedLogins: () => countMatches(log(), /SASL \S+ authentication failed/g),
      // Postfix counts the commands of a connection when it ends: "auth=1" or, with one refused, "auth=0/1".
      acceptedLogins: () => countMatches(log(), /disconnect from .* auth=1/g),
      openSessions: () => countMatches(log(), / connect from /g) - countMatches(log(), / disconnect from /g),
      messages: (address) => readMaildir(join(workshop.folder, 'mail', mailboxName(address))),
      async stop() {
        spawnSync(POSTFIX, ['-c', config, 'stop'], { stdio: 'ignore' })
        await workshop.close()
      },
    }
  } catch (error) {
    await workshop.close()
    throw error
  }
}

interface Ids {
  readonly uid: number
  readonly gid: number
}

function idsOf(user: string): Ids {
  const id = (flag: string) => Number(execFileSync('id', [flag, user], { encoding: 'utf8' }))
  return { uid: id('-u'), gid: id('-g') }
}

/** Dovecot does nothing here but check passwords: kept as written, so that it can do challenge-response as well. */
async function startDovecot(workshop: Workshop): Promise<void> {
  const { folder } = workshop
  const users = ACCOUNTS.map(({ address, password }) => `${address}:{PLAIN}${password}::::::\n`).join('')
  workshop.write('dovecot/users', users, 0o644)
  workshop.directory('dovecot/run')
  const [health] = (await freePorts(1)) as [number]
  const config = workshop.write(
    'dovecot/dovecot.conf',
    `base_dir = ${folder}/dovecot/run
state_dir = ${folder}/dovecot/run
log_path = ${folder}/dovecot.log
protocols =
ssl = no
auth_mechanisms = plain login scram-sha-256 cram-md5
auth_verbose = yes
# A pause after a wrong password protects real users and only slows a test.
auth_failure_delay = 0
passdb {
  driver = passwd-file
  args = scheme=PLAIN username_format=%u ${folder}/dovecot/users
}
userdb {
  driver = static
  args = uid=1 gid=1 home=/nonexistent
}
service auth {
  unix_listener sasl {
    mode = 0666
  }
  # Nobody logs in here: the port only tells when the service is up.
  inet_listener health {
    address = 127.0.0.1
    port = ${health}
  }
}
# Nor does the longer and longer pause for an address that was wrong before.
service anvil {
  unix_listener anvil-auth-penalty {
    mode = 0
  }
}
`,
  )
  await workshop.daemon('dovecot', [DOVECOT, '-F', '-c', config], [health])
}

function writePostfixFiles(workshop: Workshop, ports: MailServer['ports'], owner: Ids): void {
  const { folder } = workshop
  const own = ACCOUNTS.map(({ address }) => address)
  workshop.write('postfix/mailboxes', own.map((address) => `${address} ${mailboxName(address)}/\n`).join(''))
  workshop.write('postfix/senders', own.map((address) => `${address} ${address}\n`).join(''))
  workshop.write(
    'postfix/main.cf',
    `compatibility_level = 3.6
queue_directory = ${folder}/queue
data_directory = ${folder}/data
maillog_file = ${folder}/mail.log
maillog_file_prefixes = ${folder}
inet_interfaces = 127.0.0.1
inet_protocols = ipv4
myhostname = ${MAIL_HOST}
mydestination =
# Being on this machine is no reason to be trusted, or nothing would ever be refused.
mynetworks =
smtpd_peername_lookup = no
alias_maps =
alias_database =
virtual_mailbox_domains = ${MAIL_DOMAIN}
virtual_mailbox_base = ${folder}/mail
virtual_mailbox_maps = texthash:${folder}/postfix/mailboxes
virtual_minimum_uid = 1
virtual_uid_maps = static:${owner.uid}
virtual_gid_maps = static:${owner.gid}
# What is accepted for the outside stays here.
default_transport = discard:
relay_transport = discard:
message_size_limit = ${SIZE_LIMIT_BYTES}
smtpd_error_sleep_time = 0
smtpd_tls_cert_file = ${folder}/certificate.pem
smtpd_tls_key_file = ${folder}/key.pem
smtpd_tls_security_level = may
smtpd_tls_auth_only = yes
smtpd_tls_loglevel = 1
smtpd_sasl_auth_enable = yes
smtpd_sasl_type = dovecot
smtpd_sasl_path = ${folder}/dovecot/run/sasl
smtpd_sasl_security_options = noanonymous
smtpd_sender_login_maps = texthash:${folder}/postfix/senders
smtpd_relay_restrictions = permit_sasl_authenticated, reject_unauth_destination
`,
  )
  const submission = ['syslog_name=postfix/submission', 'smtpd_sender_restrictions=reject_sender_login_mismatch']
  const client = 'smtpd_client_restrictions=permit_sasl_authenticated,reject'
  const options = (list: readonly string[]) => list.map((option) => `\n  -o ${option}`).join('')
  workshop.write(
    'postfix/master.cf',
    `127.0.0.1:${ports.submission} inet n - n - - smtpd${options([...submission, client, 'smtpd_tls_security_level=encrypt'])}
127.0.0.1:${ports.submissions} inet n - n - - smtpd${options([...submission, client, 'smtpd_tls_wrappermode=yes'])}
127.0.0.1:${ports.relay} inet n - n - - smtpd${options(['smtpd_relay_restrictions=reject_unauth_destination'])}
pickup unix n - n 60 1 pickup
cleanup unix n - n - 0 cleanup
qmgr unix n - n 300 1 qmgr
tlsmgr unix - - n 1000? 1 tlsmgr
rewrite unix - - n - - trivial-rewrite
bounce unix - - n - 0 bounce
defer unix - - n - 0 bounce
trace unix - - n - 0 bounce
verify unix - - n - 1 verify
proxymap unix - - n - - proxymap
anvil unix - - n - 1 anvil
scache unix - - n - 1 scache
error unix - - n - - error
retry unix - - n - - error
discard unix - - n - - discard
virtual unix - n n - - virtual
postlog unix-dgram n - n - 1 postlogd
`,
  )
  chmodSync(join(folder, 'postfix'), 0o755)
}
