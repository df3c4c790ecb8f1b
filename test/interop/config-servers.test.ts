// Mail servers as clients of a smarthost, and Alertmanager: each started for real with the configuration that was
// written for it, in folders and on ports of their own.

import { execFileSync, spawnSync } from 'node:child_process'
import { chownSync, copyFileSync, cpSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { formatById } from '../../src/config/configurations.js'
import { proveFormat, type Run } from '../config/prove-format.js'
import type { Ran } from '../config/run-program.js'
import { buildUnpackedRoot } from './servers/unpacked-root.js'
import { freePorts, openWorkshop, type Workshop } from './servers/workshop.js'

const MESSAGE = 'From: me+x@example.com\nTo: you@example.com\nSubject: Test\n\nIt works.\n'
const NO_BLANKS = ['signs', 'templates', 'letters'] as const

/** Asks a log until it says that the message has gone, or has not. */
async function untilLogged(workshop: Workshop, name: string, pattern: RegExp): Promise<Ran> {
  const deadline = Date.now() + 20_000
  while (!pattern.test(workshop.read(name)) && Date.now() < deadline) await wait(50)
  return { exitCode: 0, output: workshop.read(name) }
}

async function inWorkshop(name: string, work: (workshop: Workshop) => Promise<Ran>): Promise<Ran> {
  const workshop = openWorkshop(`client-${name}`)
  try {
    return await work(workshop)
  } finally {
    await workshop.close()
  }
}

proveFormat('postfix', {
  secrets: ['signs', 'letters'],
  caFile: true,
  send: ({ folder: written, settings }) =>
    inWorkshop('postfix', async (workshop) => {
      const { folder } = workshop
      const owner = Number(execFileSync('id', ['-u', 'postfix'], { encoding: 'utf8' }))
      const base = [
        '# what stands in every main.cf',
        'compatibility_level = 3.6',
        `queue_directory = ${folder}/queue`,
        `data_directory = ${folder}/data`,
        `maillog_file = ${folder}/mail.log`,
        `maillog_file_prefixes = ${folder}`,
        'inet_interfaces = 127.0.0.1',
        'inet_protocols = ipv4',
        'smtp_host_lookup = native',
        'myhostname = client.example.com',
        'mydestination =',
        'relayhost =',
        'alias_maps =',
        '',
      ].join('\n')
      // The lines are put into an existing main.cf, as they are in life.
      const merged = formatById('postfix')?.merge?.(base, settings, {}) ?? ''
      workshop.write('postfix/main.cf', merged.replaceAll('/etc/postfix/sasl_passwd', `${folder}/postfix/sasl_passwd`))
      copyFileSync(join(written, 'sasl_passwd'), join(folder, 'postfix/sasl_passwd'))
      execFileSync('postmap', ['-c', join(folder, 'postfix'), `hash:${folder}/postfix/sasl_passwd`])
      workshop.write(
        'postfix/master.cf',
        [
          'pickup unix n - n 1 1 pickup',
          'cleanup unix n - n - 0 cleanup',
          'qmgr unix n - n 300 1 qmgr',
          'tlsmgr unix - - n 1000? 1 tlsmgr',
          'rewrite unix - - n - - trivial-rewrite',
          'bounce unix - - n - 0 bounce',
          'defer unix - - n - 0 bounce',
          'trace unix - - n - 0 bounce',
          'smtp unix - - n - - smtp',
          'error unix - - n - - error',
          'retry unix - - n - - error',
          'scache unix - - n - 1 scache',
          'postlog unix-dgram n - n - 1 postlogd',
          '',
        ].join('\n'),
      )
      chownSync(workshop.directory('data', 0o700), owner, owner)
      workshop.directory('queue')
      const config = join(folder, 'postfix')
      await workshop.daemon('postfix', ['/usr/sbin/postfix', '-c', config, 'start-fg'], [])
      const mail = spawnSync('/usr/sbin/sendmail', ['-C', config, '-i', '-f', 'me+x@example.com', 'you@example.com'], {
        input: MESSAGE,
        encoding: 'utf8',
      })
      const ran = await untilLogged(workshop, 'mail.log', /status=\w+/)
      spawnSync('/usr/sbin/postfix', ['-c', config, 'stop'], { stdio: 'ignore' })
      return { ...ran, output: `${mail.stderr}${ran.output}` }
    }),
})

proveFormat('exim', {
  caFile: true,
  fileName: 'exim4.conf',
  send: ({ folder: written, certificate, run }) =>
    inWorkshop('exim', async (workshop) => {
      const { folder, uids } = buildUnpackedRoot(workshop, 'exim4-daemon-light', ['/usr/sbin/exim4'], ['Debian-exim'])
      const uid = uids.get('Debian-exim') as number
      for (const place of ['var/spool/exim4', 'var/log/exim4'])
        chownSync(workshop.directory(join('root', place)), uid, uid)
      workshop.write('root/etc/ca.pem', readFileSync(certificate.caFile, 'utf8'))
      workshop.write('root/etc/exim4/smarthost.password', readFileSync(join(written, 'smarthost.password'), 'utf8'))
      const text = readFileSync(join(written, 'exim4.conf'), 'utf8')
        .replaceAll(certificate.caFile, '/etc/ca.pem')
        // Only here is the smarthost this machine itself.
        .replace('route_list = * localhost', 'route_list = * localhost byname\n  self = send')
      const base = [
        'primary_hostname = client.example.com',
        'domainlist local_domains =',
        'keep_environment =',
        'host_lookup =',
        'trusted_users = root',
        '',
      ].join('\n')
      workshop.write('root/etc/exim4/exim4.conf', `${base}${text}`)
      const args = [folder, '/usr/sbin/exim4', '-odf', '-i', '-f', 'me+x@example.com', 'you@example.com']
      const mail = await run('chroot', args, { input: MESSAGE })
      return { ...mail, output: `${mail.output}${workshop.read('root/var/log/exim4/mainlog')}` }
    }),
})

proveFormat('opensmtpd', {
  caFile: true,
  secrets: NO_BLANKS,
  send: ({ folder: written, certificate }) =>
    inWorkshop('opensmtpd', async (workshop) => {
      const SMTPD = '/usr/sbin/smtpd'
      const programs = [SMTPD, '/usr/sbin/smtpctl', '/bin/sh']
      const { folder } = buildUnpackedRoot(workshop, 'opensmtpd', programs, ['opensmtpd', 'opensmtpq'])
      workshop.directory('root/var/lib/opensmtpd/empty', 0o711)
      workshop.directory('root/var/spool/smtpd', 0o711)
      const root = readFileSync(certificate.caFile, 'utf8')
      for (const place of ['etc/ca.pem', 'etc/ssl/cert.pem', 'etc/ssl/certs/ca-certificates.crt']) {
        workshop.write(`root/${place}`, root)
      }
      workshop.write('root/etc/mail/secrets', readFileSync(join(written, 'secrets'), 'utf8'))
      const text = readFileSync(join(written, 'smtpd.conf'), 'utf8').replaceAll(certificate.caFile, '/etc/ca.pem')
      const [port] = (await freePorts(1)) as [number]
      workshop.write('root/etc/smtpd.conf', `listen on 127.0.0.1 port ${port}\n${text}`)
      const check = spawnSync('chroot', [folder, SMTPD, '-n', '-f', '/etc/smtpd.conf'], { encoding: 'utf8' })
      if (check.status !== 0) return { exitCode: 1, output: check.stderr }
      await workshop.daemon('smtpd', ['chroot', folder, SMTPD, '-d', '-v', '-f', '/etc/smtpd.conf'], [port])
      const swaks = [
        '--server',
        '127.0.0.1',
        '--port',
        String(port),
        '--from',
        'me+x@example.com',
        '--to',
        'you@example.com',
      ]
      spawnSync('swaks', swaks)
      return untilLogged(workshop, 'smtpd.out', /result="(?:Ok|TempFail|PermFail)"/)
    }),
})

async function alert({ folder, env, run }: Run): Promise<Ran> {
  return inWorkshop('alertmanager', async (workshop) => {
    cpSync(folder, workshop.folder, { recursive: true })
    const config = join(workshop.folder, 'alertmanager.yml')
    const receivers = [
      'route:',
      '  receiver: mail',
      '  group_wait: 0s',
      'receivers:',
      '  - name: mail',
      '    email_configs:',
      '      - to: you@example.com',
      '',
    ].join('\n')
    writeFileSync(config, `${readFileSync(config, 'utf8')}${receivers}`)
    const check = await run('amtool', ['check-config', config])
    if (check.exitCode !== 0) return check
    const [port] = (await freePorts(1)) as [number]
    const args = [`--config.file=${config}`, `--storage.path=${workshop.folder}/data`, '--cluster.listen-address=']
    const daemon: [string, ...string[]] = [
      'env',
      ...Object.entries(env).map(([name, value]) => `${name}=${value}`),
    ] as never
    daemon.push('prometheus-alertmanager', ...args, `--web.listen-address=127.0.0.1:${port}`, '--log.level=debug')
    await workshop.daemon('alertmanager', daemon, [port])
    await fetch(`http://127.0.0.1:${port}/api/v2/alerts`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify([{ labels: { alertname: 'Test' } }]),
    })
    return untilLogged(workshop, 'alertmanager.out', /Notify success|notify.*err|Notify attempt failed/)
  })
}

// Alertmanager decides by the port: 465 is TLS at once, and only there.
proveFormat('alertmanager', { secrets: NO_BLANKS, securities: ['starttls'], noFromName: true, send: alert })
proveFormat('alertmanager', { secrets: NO_BLANKS, securities: ['tls'], port: 465, noFromName: true, send: alert })
