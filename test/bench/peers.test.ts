// The comparison of the README: twelve faults of the practice server, what each program says about them, and when. Run by
// `npm run bench`; prints the table as Markdown. The criteria stand in peers/criteria.ts.
import { beforeAll, expect, test } from 'vitest'
import { faults } from '../../src/lab/faults.js'
import { type LabServer, serveFault } from '../../src/lab/serve.js'
import type { Report } from '../../src/model.js'
import type { Run } from './measure.js'
import { type Judgement, judge, type Row, rows, type Score } from './peers/criteria.js'
import { type Attempt, assertPeersInstalled, peers, runPeer } from './peers/peers.js'
import { runDoctor, withCaFile } from './practice-server.js'

beforeAll(assertPeersInstalled)

/** Longer than every program's own limit that ends at all (curl 7.88: 120 s). */
const PATIENCE_MS = 125_000
const DOCTOR = 'smtp-doctor'
const NAMES = [DOCTOR, ...Object.values(peers).map(({ name }) => name)] as const

interface Answer {
  readonly run: Run
  readonly judgement: Judgement
}

type Answers = ReadonlyMap<string, Answer>

test('smtp-doctor names stage, cause and fix in its own words where the others leave them out', async () => {
  const found = new Map<Row, Answers>()
  for (const row of rows.filter(({ isSlow }) => !isSlow)) found.set(row, await askAll(row, 'in turn'))
  // These mostly wait, so all of them wait at once.
  const slow = rows.filter(({ isSlow }) => isSlow)
  for (const [row, answers] of await Promise.all(
    slow.map(async (row) => [row, await askAll(row, 'at once')] as const),
  )) {
    found.set(row, answers)
  }

  printComparison(found)
  for (const row of rows) {
    const { judgement, run } = answerOf(found, row, DOCTOR)
    const points = [judgement.stage, judgement.cause, judgement.fix].map(shown)
    expect(points, `${row.fault}\n${run.output}`).toEqual(['1', '1', '1'])
    // A long answer meets a pattern easily: what it puts first has to be the practice server's own fault.
    expect(await firstDiagnosis(row)).toBe(faults.find(({ id }) => id === row.fault)?.expect)
  }
  for (const name of NAMES.slice(1)) {
    expect(total(found, DOCTOR, everything)).toBeGreaterThan(total(found, name, everything))
  }
})

/** How the doctor is called for a fault: by its settings, as every learner's program is. */
function doctorArguments({ setup }: LabServer): string[] {
  const { doors, from, to, username } = setup
  return [
    '--no-proof',
    ...(doors ? ['--ports', doors[0] === 'submissions' ? '465' : '587'] : []),
    ...(from === username ? [] : ['--from', from, '--to', to]),
  ]
}

async function firstDiagnosis(row: Row): Promise<string | undefined> {
  const server = await withCaFile(await serveFault(row.fault))
  try {
    const { stdout } = await runDoctor(server, server.lab.connectTo, [...doctorArguments(server.lab), '--json'])
    return (JSON.parse(stdout) as Report).diagnoses[0]?.id
  } finally {
    await server.close()
  }
}

/** Lets every program meet one fault; the server is the same for all. */
async function askAll(row: Row, how: 'in turn' | 'at once'): Promise<Answers> {
  const server = await withCaFile(await serveFault(row.fault))
  const { setup, ports, connectTo } = server.lab
  try {
    const role = setup.doors?.[0] ?? 'submission'
    const isLetter = setup.from !== setup.username
    const attempt: Attempt = {
      port: ports[role],
      security: role === 'submissions' ? 'tls' : 'starttls',
      user: setup.username,
      secret: setup.secret,
      caFile: server.caFile,
      ...(isLetter && { letter: { from: setup.from, to: setup.to } }),
    }
    const candidates: readonly (readonly [string, () => Promise<Run>])[] = [
      [DOCTOR, () => runDoctor(server, connectTo, doctorArguments(server.lab), { limitMs: PATIENCE_MS })],
      ...Object.values(peers).map(
        (peer) => [peer.name, () => runPeer(peer, attempt, { limitMs: PATIENCE_MS })] as const,
      ),
    ]
    const answers = new Map<string, Answer>()
    const ask = async ([name, start]: (typeof candidates)[number]) => {
      const run = await start()
      answers.set(name, { run, judgement: judge(run.output, row) })
    }
    if (how === 'at once') await Promise.all(candidates.map(ask))
    else for (const candidate of candidates) await ask(candidate)
    return answers
  } finally {
    await server.close()
  }
}

function printComparison(found: ReadonlyMap<Row, Answers>): void {
  const cells = rows.map((row, index) => [
    `${index + 1}`,
    row.title,
    ...NAMES.map((name) => {
      const { stage, cause, fix } = answerOf(found, row, name).judgement
      return [stage, cause, fix].map(shown).join(' ')
    }),
  ])
  const sums = (title: string, pick: Pick) => ['', title, ...NAMES.map((name) => `${total(found, name, pick)}`)]
  const own: (pick: Pick) => Pick = (pick) => (judgement) => pick(judgement).filter(({ isRelayed }) => !isRelayed)
  printMarkdown('Stage, cause, fix: 1 named clearly, ½ in part, r because the server said so', [
    ['#', 'fault', ...NAMES],
    ...cells,
    sums('stage (of 12)', ({ stage }) => [stage]),
    sums("cause (of 12), server's words counted", ({ cause }) => [cause]),
    sums("fix (of 12), server's words counted", ({ fix }) => [fix]),
    sums('total (of 36)', everything),
    sums(
      'cause, own words only',
      own(({ cause }) => [cause]),
    ),
    sums(
      'fix, own words only',
      own(({ fix }) => [fix]),
    ),
  ])
  const seconds = rows.map((row, index) => [
    `${index + 1}`,
    row.title,
    ...NAMES.map((name) => {
      const { ms, wasCut } = answerOf(found, row, name).run
      return wasCut ? `> ${(ms / 1_000).toFixed(0)}` : (ms / 1_000).toFixed(1)
    }),
  ])
  printMarkdown('Seconds until the answer, with default limits', [['#', 'fault', ...NAMES], ...seconds])
}

function printMarkdown(title: string, [header = [], ...body]: readonly (readonly string[])[]): void {
  const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |`
  console.log(['', title, '', line(header), line(header.map(() => '---')), ...body.map(line), ''].join('\n'))
}

type Pick = (judgement: Judgement) => readonly Score[]
const everything: Pick = ({ stage, cause, fix }) => [stage, cause, fix]

function total(found: ReadonlyMap<Row, Answers>, name: string, pick: Pick): number {
  return rows.flatMap((row) => pick(answerOf(found, row, name).judgement)).reduce((sum, { points }) => sum + points, 0)
}

function answerOf(found: ReadonlyMap<Row, Answers>, row: Row, name: string): Answer {
  const answer = found.get(row)?.get(name)
  if (!answer) throw new Error(`${name} was not asked about ${row.fault}`)
  return answer
}

function shown({ points, isRelayed }: Score): string {
  return `${points === 0.5 ? '½' : points}${isRelayed ? 'r' : ''}`
}
