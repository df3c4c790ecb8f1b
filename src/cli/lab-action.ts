// What `smtp-doctor lab` does: lists faults, serves one until Ctrl-C, or has the doctor examine them all.

import { resolve } from 'node:path'
import { writeConfigFile } from '../config/write-file.js'
import { MECHANISMS } from '../lab/authentication.js'
import { clientLines } from '../lab/client-lines.js'
import type { LoginSeen, MessageSeen } from '../lab/dialogue.js'
import type { Fault } from '../lab/fault.js'
import { faults } from '../lab/faults.js'
import { type LabServer, type ServeOptions, serveFault, serveHealthy } from '../lab/serve.js'
import { type Layer, UsageError } from '../model.js'
import { renderJson } from '../report/json.js'
import { type Look, pad, paint, wrap } from '../report/look.js'
import { LAYER_WORDS } from '../report/render-diagnosis.js'
import { visible } from '../report/visible.js'
import { EXIT } from './exit.js'
import type { Io } from './io.js'
import type { LabFlags } from './lab.js'
import type { Examined } from './lab-all.js'

/**
 * Runs the practice server as the flags say; returns the exit code. Throws UsageError for what does not fit together.
 * `catalogue` is what `--all` examines.
 */
export async function runLabCommand(
  name: string | undefined,
  flags: LabFlags,
  io: Io,
  catalogue: readonly Fault[] = faults,
): Promise<number> {
  if (flags.list && flags.all) throw new UsageError('--list and --all are two things; take one')
  if (name !== undefined && (flags.list || flags.all))
    throw new UsageError('a fault is served by its name alone, without --list and --all')
  if (flags.list) return listFaults(flags, io)
  if (flags.all) return examineAll(flags, io, catalogue)
  const fault = name === undefined ? undefined : faultNamed(name)
  if (flags.hint || flags.solution) return printAdvice(fault, flags, io)
  if (fault && flags.mechanisms) throw new UsageError('--mechanisms is for the healthy server; a fault has its own')
  return serveUntilInterrupted(fault, flags, io)
}

const lookOf = (io: Io): Look => ({ columns: io.columns, hasColor: io.hasColor, isPlain: false })

function faultNamed(name: string): Fault {
  const fault = faults.find(({ id }) => id === name)
  if (fault) return fault
  const near = faults.map(({ id }) => id).filter((id) => name.length > 2 && (id.includes(name) || name.includes(id)))
  throw new UsageError(
    `there is no fault "${visible(name)}"; ${near.length > 0 ? `did you mean ${near.join(' or ')}?` : '`smtp-doctor lab --list` names them all'}`,
  )
}

// ---------------------------------------------------------------------------------------------------------- lists

function listFaults(flags: LabFlags, io: Io): number {
  if (flags.json) {
    const list = faults.map(({ id, title, layer, expect, exercise }) => ({ id, title, layer, expect, exercise }))
    io.stdout.write(`${renderJson({ version: 1, faults: list })}\n`)
    return EXIT.works
  }
  const look = lookOf(io)
  const width = Math.max(...faults.map(({ id }) => id.length)) + 2
  const layers = [...new Set(faults.map(({ layer }) => layer))]
  const groups = layers.map((layer) => {
    const lines = faults
      .filter((fault) => fault.layer === layer)
      .map(({ id, title }) =>
        look.columns >= width + 30
          ? wrap(look, title, { first: `  ${pad(id, width)}` })
          : `  ${id}\n${wrap(look, title, { first: '      ' })}`,
      )
    return [headingOf(layer, look), ...lines].join('\n')
  })
  const end = wrap(look, `${faults.length} faults. Serve one with: smtp-doctor lab NAME`)
  io.stdout.write(`${[...groups, end].join('\n\n')}\n`)
  return EXIT.works
}

function headingOf(layer: Layer, look: Look): string {
  const { name, question } = LAYER_WORDS[layer]
  return wrap(look, `${name} (${question})`, { tone: 'strong' })
}

function printAdvice(fault: Fault | undefined, { hint, solution }: LabFlags, io: Io): number {
  if (!fault) throw new UsageError('--hint and --solution need the name of a fault')
  const look = lookOf(io)
  if (hint) io.stdout.write(`${wrap(look, fault.hint, { first: 'Hint: ' })}\n`)
  if (solution) {
    io.stdout.write(`${wrap(look, `${fault.title}. ${fault.solution}`, { first: 'Solution: ' })}\n`)
    const more =
      fault.expect === 'works' ? 'harmless' : `${fault.expect}; more: smtp-doctor explain --id ${fault.expect}`
    io.stdout.write(`${wrap(look, more, { first: 'Diagnosis: ' })}\n`)
  }
  return EXIT.works
}

// ---------------------------------------------------------------------------------------------------------- serving

async function serveUntilInterrupted(fault: Fault | undefined, flags: LabFlags, io: Io): Promise<number> {
  const [submission = 0, submissions = 0, smtp = 0] = flags.ports ?? []
  const options: ServeOptions = {
    ports: { submission, submissions, smtp },
    ...(!flags.json && {
      onLogin: (login: LoginSeen) => void io.stdout.write(`${tellLogin(login)}\n`),
      onMessage: (message: MessageSeen) => void io.stdout.write(`${tellMessage(message)}\n`),
    }),
  }
  const server = fault ? await serveFault(fault.id, options) : await serveHealthy({ ...options, ...engineOf(flags) })
  try {
    if (flags.caOut !== undefined) {
      const rights = { hasSecret: false, overwrite: flags.overwrite === true }
      await writeConfigFile(resolve(io.cwd, flags.caOut), server.caPem, rights)
    }
    io.stdout.write(flags.json ? `${renderServerJson(server)}\n` : renderServer(server, flags, lookOf(io)))
    await interruption(io.signal)
    return EXIT.interrupted
  } finally {
    await server.close()
  }
}

function engineOf({ mechanisms }: LabFlags) {
  if (!mechanisms) return {}
  const unknown = mechanisms.filter((name) => !(MECHANISMS as readonly string[]).includes(name))
  if (mechanisms.length === 0 || unknown.length > 0)
    throw new UsageError(`the practice server speaks ${MECHANISMS.join(', ')}, not "${visible(unknown.join(', '))}"`)
  return { engine: 'script', mechanisms } as const
}

/** Resolves on Ctrl-C. The server itself does not keep the process alive, so the waiting does. */
function interruption(signal: AbortSignal): Promise<void> {
  if (signal.aborted) return Promise.resolve()
  return new Promise((done) => {
    const alive = setInterval(() => undefined, 2 ** 30)
    signal.addEventListener(
      'abort',
      () => {
        clearInterval(alive)
        done()
      },
      { once: true },
    )
  })
}

function renderServerJson({ fault, hostName, address, ports, endpoints, connectTo, caPem, setup }: LabServer): string {
  const { id, title, exercise } = fault ?? { id: null, title: 'A healthy server', exercise: null }
  return renderJson({
    version: 1,
    fault: id,
    title,
    exercise,
    hostName,
    address,
    ports,
    endpoints,
    connectTo,
    setup,
    caPem,
  })
}

function renderServer(server: LabServer, flags: LabFlags, look: Look): string {
  const { fault, setup, ports, address, hostName } = server
  const caFile = flags.caOut ?? 'practice-ca.pem'
  const heading = fault ? `Practice: ${fault.id}` : 'Practice: a healthy server'
  const rows = [
    ['listens on', address],
    ['', `port ${ports.submission} for 587, port ${ports.submissions} for 465, port ${ports.smtp} for 25`],
    ['pretends', `to be ${hostName}`],
    ['user', setup.isAnonymous ? '(the program has none)' : setup.username],
    ['password', setup.isAnonymous ? '(the program has none)' : setup.secret],
    ['encryption', encryptionOf(server)],
    ['from, to', `${setup.from}, ${setup.to}`],
    ['root', flags.caOut ? `in ${flags.caOut}` : `not in a file; add --ca-out ${caFile} for clients that check it`],
  ]
  const lines = clientLines(server, caFile).map(({ client, line }) => `${paint(look, 'faint', `# ${client}`)}\n${line}`)
  const blocks = [
    paint(look, 'strong', heading),
    ...(fault ? [wrap(look, fault.exercise, { first: '  ' })] : []),
    rows.map(([name = '', value = '']) => wrap(look, value, { first: `  ${pad(name, 12)}` })).join('\n'),
    lines.join('\n\n'),
    ...(fault
      ? [
          wrap(
            look,
            `A hint: smtp-doctor lab ${fault.id} --hint. The solution: smtp-doctor lab ${fault.id} --solution.`,
          ),
        ]
      : []),
    'Ctrl-C ends it.',
  ]
  return `${blocks.join('\n\n')}\n`
}

function encryptionOf({ setup }: LabServer): string {
  if (setup.isUnencrypted) return 'none (as the program is set)'
  const [first] = setup.doors ?? ['submission']
  return first === 'submissions' ? 'TLS from the start (SSL/TLS)' : 'STARTTLS'
}

function tellLogin({ port, mechanism, username, isAccepted, isEncrypted }: LoginSeen): string {
  const way = isEncrypted ? '' : ', in clear'
  return `port ${port}: login by ${mechanism} as ${visible(username)}${way}: ${isAccepted ? 'accepted' : 'refused'}`
}

function tellMessage({ port, from, to, raw }: MessageSeen): string {
  return `port ${port}: message from ${visible(from)} to ${visible(to.join(', '))}: taken, ${raw.length} characters`
}

// ---------------------------------------------------------------------------------------------------------- all

async function examineAll(flags: LabFlags, io: Io, catalogue: readonly Fault[]): Promise<number> {
  const [{ examineFaults }, { loadPresets }] = await Promise.all([
    import('./lab-all.js'),
    import('../providers/preset-directory.js'),
  ])
  const look = lookOf(io)
  const tell = (one: Examined) => {
    if (!flags.json) io.stdout.write(`${renderExamined(one, look)}\n`)
  }
  if (!flags.json) io.stdout.write(`${renderHead(look)}\n`)
  const examined = await examineFaults(catalogue, loadPresets(), io.signal, tell)
  if (io.signal.aborted) return EXIT.interrupted
  const missed = examined.filter(({ isHit }) => !isHit)
  if (flags.json) {
    const list = examined.map(({ fault, report: _, ...rest }) => ({ id: fault.id, ...rest }))
    io.stdout.write(`${renderJson({ version: 1, faults: list, missed: missed.map(({ fault }) => fault.id) })}\n`)
  } else {
    const names = missed.length > 0 ? `; missed: ${missed.map(({ fault }) => fault.id).join(', ')}` : ''
    io.stdout.write(
      `\n${wrap(look, `${examined.length - missed.length} of ${examined.length} faults found${names}`)}\n`,
    )
  }
  return missed.length === 0 ? EXIT.works : EXIT.problem
}

const MARK = { hit: 'ok ', missed: 'NO ' } as const
const ID_WIDTH = Math.max(...faults.map(({ id }) => id.length)) + 1
const FOUND_WIDTH = Math.max(...faults.map(({ expect }) => expect.length)) + 1
const isWide = ({ columns }: Look): boolean => columns >= MARK.hit.length + ID_WIDTH + 2 * FOUND_WIDTH - 1

function renderHead(look: Look): string {
  return paint(look, 'faint', row(look, '   ', 'fault', 'expected', 'found'))
}

function renderExamined({ fault, expected, found, isHit }: Examined, look: Look): string {
  const mark = isHit ? paint(look, 'good', MARK.hit) : paint(look, 'bad', MARK.missed)
  return row(look, mark, fault.id, expected, found)
}

/** One line where there is room for it, three where there is none. */
function row(look: Look, mark: string, id: string, expected: string, found: string): string {
  return isWide(look)
    ? `${mark}${pad(id, ID_WIDTH)}${pad(expected, FOUND_WIDTH)}${found}`
    : `${mark}${id}\n   ${expected}\n   ${found}`
}
