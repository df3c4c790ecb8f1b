// Serves the practice server: healthy or with one fault, on three doors of 127.0.0.1, with a certificate that a client
// can be told to trust. A doctor reaches it with `connectTo` and `caPem` and judges it as the host it pretends to be.

import type { ConnectTo, Endpoint } from '../model.js'
import { UsageError } from '../model.js'
import type { Account } from './authentication.js'
import { type CertificateKind, labAuthority, type ServerCertificate } from './certificates.js'
import type { LoginSeen, MessageSeen } from './dialogue.js'
import { type Door, openDoor } from './doors.js'
import { customSetup, type Fault, LAB_HOST, ROLE_PORTS, ROLES, type Role, type Service, type Setup } from './fault.js'
import { faults } from './faults.js'

export interface ServeOptions {
  /** The address to listen on; 127.0.0.1 by default. */
  readonly host?: string
  /** Ports to listen on; any free one by default. */
  readonly ports?: Readonly<Partial<Record<Role, number>>>
  /** Told of each login as it is tried, without the secret. */
  readonly onLogin?: (login: LoginSeen) => void
  /** Told of each message as it is taken. */
  readonly onMessage?: (message: MessageSeen) => void
}

/** A practice server that runs. */
export interface LabServer {
  readonly fault?: Fault
  /** The host name that it answers and is judged as. */
  readonly hostName: string
  /** The endpoints as a client means them (`smtp.gmail.com:587`); `connectTo` leads to where they really are. */
  readonly endpoints: readonly Endpoint[]
  readonly connectTo: readonly ConnectTo[]
  /** The address and ports that it really listens on. */
  readonly address: string
  readonly ports: Readonly<Record<Role, number>>
  /** The root to trust, PEM. */
  readonly caPem: string
  /** What the learner's program is set to. */
  readonly setup: Setup
  /** What the server takes. */
  readonly account: Account
  /** The messages taken so far, oldest first. */
  readonly messages: readonly MessageSeen[]
  /** The logins tried so far, oldest first, without secrets. */
  readonly logins: readonly LoginSeen[]
  /** Ends everything at once; safe to call twice. */
  close(): Promise<void>
}

export interface HealthyOptions extends ServeOptions {
  readonly hostName?: string
  readonly account?: Account
  /** What a learner's program is set to, in place of `hostName` and `account`: the server takes just that. */
  readonly setup?: Setup
  /**
   * `smtp-server` by default; `script` has every mechanism that the practice server knows, SCRAM-SHA-256 and OAUTHBEARER
   * among them, or those given.
   */
  readonly engine?: 'smtp-server' | 'script'
  readonly mechanisms?: readonly string[]
  readonly certificate?: CertificateKind
}

export const HEALTHY_ACCOUNT: Account = {
  username: 'ada@lab.test',
  secret: 'correct-horse-42',
  token: 'practice-access-token',
}

const EVERY_MECHANISM = ['PLAIN', 'LOGIN', 'CRAM-MD5', 'SCRAM-SHA-256', 'XOAUTH2', 'OAUTHBEARER']

/** Serves a healthy server that takes mail for everybody from its one account and keeps it in memory. */
export function serveHealthy(options: HealthyOptions = {}): Promise<LabServer> {
  const account = options.setup ? accountOf(options.setup) : (options.account ?? HEALTHY_ACCOUNT)
  const tls = { certificate: options.certificate ?? 'good' } as const
  const service: Service =
    options.engine === 'script'
      ? { kind: 'script', script: { mechanisms: options.mechanisms ?? EVERY_MECHANISM }, tls }
      : {
          kind: 'smtp-server',
          tls,
          ...(options.mechanisms && { options: { authMethods: [...options.mechanisms] } }),
        }
  const { username, secret } = account
  const setup =
    options.setup ??
    customSetup({
      host: options.hostName ?? LAB_HOST,
      address: username,
      username,
      secret,
      from: username,
      to: username,
    })
  return serve({ setup, account, serviceOf: () => service }, options)
}

function accountOf({ username, secret, isToken }: Setup): Account {
  return { username, secret, ...(isToken && { token: secret }) }
}

/** Serves one named fault; throws a UsageError for a name that is not in the list. */
export async function serveFault(id: string, options: ServeOptions = {}): Promise<LabServer> {
  const fault = faults.find((one) => one.id === id)
  if (!fault) throw new UsageError(`there is no fault "${id}"; \`smtp-doctor lab --list\` names them all`)
  const { setup } = fault
  const account = fault.account ?? { username: setup.username, secret: setup.secret }
  const serviceOf = (role: Role) => (typeof fault.serve === 'function' ? fault.serve(role) : fault.serve)
  return serve({ setup, account, serviceOf, fault }, options)
}

interface Served {
  readonly fault?: Fault
  readonly setup: Setup
  readonly account: Account
  readonly serviceOf: (role: Role) => Service
}

async function serve({ fault, setup, account, serviceOf }: Served, options: ServeOptions): Promise<LabServer> {
  const address = options.host ?? '127.0.0.1'
  const authority = await labAuthority()
  const messages: MessageSeen[] = []
  const logins: LoginSeen[] = []
  const certificates = new Map<CertificateKind, Promise<ServerCertificate>>()
  const certificateOf = (kind: CertificateKind): Promise<ServerCertificate> => {
    const names = [...new Set([setup.host, 'localhost', '127.0.0.1', '::1'])]
    const known = certificates.get(kind) ?? authority.issue(kind, names)
    certificates.set(kind, known)
    return known
  }
  const opened = await Promise.allSettled(
    ROLES.map(async (role) => {
      const service = serviceOf(role)
      const kind = ('tls' in service && service.tls?.certificate) || 'good'
      return openDoor({
        role,
        service,
        host: address,
        port: options.ports?.[role] ?? 0,
        hostName: setup.host,
        account,
        certificate: await certificateOf(kind),
        onLogin: (login) => {
          logins.push(login)
          options.onLogin?.(login)
        },
        onMessage: (message) => {
          messages.push(message)
          options.onMessage?.(message)
        },
      })
    }),
  )
  const doors = opened.flatMap((one) => (one.status === 'fulfilled' ? [one.value] : []))
  const failed = opened.find((one) => one.status === 'rejected')
  if (failed) {
    for (const door of doors) door.close()
    throw asUsageError(failed.reason)
  }
  const portOf = (role: Role) => doors.find((door: Door) => door.role === role)?.port ?? 0
  return {
    ...(fault && { fault }),
    hostName: setup.host,
    endpoints: (setup.doors ?? ROLES).map((role) => ({
      host: setup.host,
      port: ROLE_PORTS[role],
      security: role === 'submissions' ? 'tls' : setup.isUnencrypted ? 'none' : 'starttls',
    })),
    connectTo: ROLES.map((role) => ({
      fromHost: setup.host,
      fromPort: ROLE_PORTS[role],
      toHost: address,
      toPort: portOf(role),
    })),
    address,
    ports: { submission: portOf('submission'), submissions: portOf('submissions'), smtp: portOf('smtp') },
    caPem: authority.rootPem,
    setup,
    account,
    messages,
    logins,
    async close() {
      for (const door of doors) door.close()
    },
  }
}

/** A port that is taken or forbidden is the user's choice, not our defect. */
function asUsageError(reason: unknown): unknown {
  const { code, port } = reason as NodeJS.ErrnoException & { port?: number }
  if (code === 'EADDRINUSE') return new UsageError(`port ${port} is in use; choose another one`)
  if (code === 'EACCES') return new UsageError(`port ${port} may not be opened by this user; choose one above 1023`)
  if (code === 'EADDRNOTAVAIL') return new UsageError('this machine does not have the address to listen on')
  return reason
}
