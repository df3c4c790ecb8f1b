// Command lines that point well-known clients at a practice server, ready to be copied into a shell.

import type { Role } from './fault.js'
import type { LabServer } from './serve.js'

export interface ClientLine {
  readonly client: 'smtp-doctor' | 'swaks' | 'openssl' | 'python3'
  readonly line: string
}

/** The lines for the first door of the exercise; `caFile` is where the root's PEM is or would be. */
export function clientLines(server: LabServer, caFile: string): readonly ClientLine[] {
  const role = server.setup.doors?.[0] ?? 'submission'
  return [
    { client: 'smtp-doctor', line: doctorLine(server, caFile) },
    { client: 'swaks', line: swaksLine(server, role, caFile) },
    { client: 'openssl', line: opensslLine(server, role, caFile) },
    { client: 'python3', line: pythonLine(server, role, caFile) },
  ]
}

function doctorLine({ setup, hostName, endpoints, connectTo }: LabServer, caFile: string): string {
  const secret = setup.isAnonymous
    ? { before: [], option: [] }
    : {
        before: [`PRACTICE=${quote(setup.secret)}`],
        option: [setup.isToken ? '--token-env PRACTICE' : '--password-env PRACTICE'],
      }
  return [
    ...secret.before,
    `smtp-doctor check ${quote(setup.address)}`,
    ...(setup.provider === undefined ? [] : [`--provider ${setup.provider}`]),
    `--host ${hostName}`,
    `--ports ${endpoints.map(({ port, security }) => `${port}:${security}`).join(',')}`,
    ...connectTo
      .filter(({ fromPort }) => endpoints.some(({ port }) => port === fromPort))
      .map(({ fromHost, fromPort, toHost, toPort }) => `--connect-to ${fromHost}:${fromPort}:${toHost}:${toPort}`),
    `--ca ${quote(caFile)}`,
    ...(setup.username === setup.address ? [] : [`--user ${quote(setup.username)}`]),
    ...secret.option,
    ...(setup.mechanism ? [`--mechanism ${setup.mechanism}`] : []),
    `--from ${quote(setup.from)} --to ${quote(setup.to)}`,
    ...(setup.send ? ['--send'] : []),
  ].join(' ')
}

function swaksLine({ setup, hostName, address, ports }: LabServer, role: Role, caFile: string): string {
  const tls = role === 'submissions' ? '--tls-on-connect' : '--tls'
  return [
    `swaks --server ${address} --port ${ports[role]}`,
    ...(setup.isUnencrypted ? [] : [`${tls} --tls-verify --tls-ca-path ${quote(caFile)} --tls-sni ${hostName}`]),
    ...(setup.isAnonymous || setup.isToken
      ? []
      : [`--auth --auth-user ${quote(setup.username)} --auth-password ${quote(setup.secret)}`]),
    `--from ${quote(setup.from)} --to ${quote(setup.to)}`,
  ].join(' ')
}

function opensslLine({ hostName, address, ports }: LabServer, role: Role, caFile: string): string {
  const startTls = role === 'submissions' ? '' : '-starttls smtp '
  return `openssl s_client -connect ${address}:${ports[role]} ${startTls}-servername ${hostName} -verify_hostname ${hostName} -CAfile ${quote(caFile)} -crlf`
}

function pythonLine({ setup, address, ports }: LabServer, role: Role, caFile: string): string {
  const context = `ssl.create_default_context(cafile=${literal(caFile)})`
  const steps = [
    role === 'submissions'
      ? `s = smtplib.SMTP_SSL("${address}", ${ports[role]}, context=${context})`
      : `s = smtplib.SMTP("${address}", ${ports[role]})`,
    ...(role === 'submissions' || setup.isUnencrypted ? [] : [`s.starttls(context=${context})`]),
    ...(setup.isAnonymous || setup.isToken ? [] : [`s.login(${literal(setup.username)}, ${literal(setup.secret)})`]),
    `s.sendmail(${literal(setup.from)}, [${literal(setup.to)}], "Subject: practice\\n\\nhello")`,
    'print("sent")',
  ]
  return `python3 -c ${quote(`import smtplib, ssl; ${steps.join('; ')}`)}`
}

/** Quoted for a POSIX shell where it needs to be. */
function quote(text: string): string {
  return /^[\w@%+=:,./-]+$/.test(text) ? text : `'${text.replaceAll("'", "'\\''")}'`
}

/** A string literal of Python, which JSON's are. */
const literal = (text: string): string => JSON.stringify(text)
