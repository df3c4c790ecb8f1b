// Makes dist/: the library (ES modules that load their dependencies), the program (see bundle-program.mjs) and its code
// cache. `--if-needed` does nothing when no source is newer than the program.

import { execFileSync } from 'node:child_process'
import { readdirSync, rmSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { buildProgram } from './bundle-program.mjs'
import { knownPatterns } from './known-patterns.mjs'

const root = fileURLToPath(new URL('../..', import.meta.url))
const dist = join(root, 'dist')
const program = join(dist, 'program')
const entry = join(dist, 'bin.cjs')

function isOutdated() {
  const builtMs = modifiedMs(entry)
  const folders = ['src', 'providers'].flatMap((folder) =>
    readdirSync(join(root, folder), { recursive: true, withFileTypes: true }).map((file) =>
      join(file.parentPath, file.name),
    ),
  )
  return [...folders, join(root, 'package.json'), join(root, 'package-lock.json')].some(
    (file) => modifiedMs(file) > builtMs,
  )
}

/** 0 for a file that is not there. */
function modifiedMs(file) {
  return statSync(file, { throwIfNoEntry: false })?.mtimeMs ?? 0
}

const common = {
  absWorkingDir: root,
  bundle: true,
  platform: 'node',
  target: 'node20.19',
  legalComments: 'none',
  logLevel: 'warning',
}

function buildLibrary(build) {
  return build({
    ...common,
    entryPoints: ['src/index.ts'],
    format: 'esm',
    splitting: true,
    packages: 'external',
    outdir: dist,
    chunkNames: 'chunks/[name]-[hash]',
    plugins: [knownPatterns({ common, folder: dist })],
  })
}

function buildScript(build, source, outfile) {
  return build({ ...common, entryPoints: [source], format: 'cjs', outfile })
}

async function fillCodeCache(build) {
  const warmUp = join(dist, 'warm-up.cjs')
  await buildScript(build, 'src/build/warm-up.ts', warmUp)
  try {
    execFileSync(process.execPath, [warmUp, dist], { stdio: 'inherit', timeout: 60_000 })
  } catch (error) {
    process.stderr.write(
      `The program is built; it will start more slowly, for want of its code cache: ${error.message}\n`,
    )
  } finally {
    rmSync(warmUp)
  }
}

if (!process.argv.includes('--if-needed') || isOutdated()) {
  const { build } = await import('esbuild')
  // Away first: V8 tells a cache of other code by its length alone.
  rmSync(program, { recursive: true, force: true })
  await Promise.all([buildLibrary(build), buildProgram(common, program, join(dist, 'LICENSES.txt'))])
  await buildScript(build, 'src/cli/bin.ts', entry)
  await fillCodeCache(build)
}
