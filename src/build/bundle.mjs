// Makes dist/: the library (ES modules that load their dependencies) and the program (one script with everything in it,
// so that it starts as fast as Node.js can), its code cache, and the licences of what the script contains.
// `--if-needed` does nothing when no source is newer than the program.

import { execFileSync } from 'node:child_process'
import { mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

const root = fileURLToPath(new URL('../..', import.meta.url))
const dist = join(root, 'dist')
const program = join(dist, 'program.cjs')
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
  })
}

function buildScript(build, source, outfile) {
  return build({ ...common, entryPoints: [source], format: 'cjs', outfile })
}

/** What a check never loads, and what any Node.js can load from a script (CommonJS): each would cost every start. */
const UNBUNDLED = [
  '@lezer/*',
  '@peculiar/x509',
  'diff',
  'dotenv',
  'fast-xml-parser',
  'ignore',
  'jsonc-parser',
  'reflect-metadata',
  'smtp-server',
  'tldts',
  'yaml',
]

async function buildProgram(build) {
  const { outputFiles, metafile } = await build({
    ...common,
    entryPoints: ['src/cli/program.ts'],
    format: 'cjs',
    outfile: program,
    // Names stay, so that a reported defect can be read.
    minifySyntax: true,
    minifyWhitespace: true,
    external: UNBUNDLED,
    metafile: true,
    write: false,
    plugins: [parsedJson, lateChildProcess, noEditor],
  })
  const wrapped = `(function(exports,require,module,__filename,__dirname){${inAscii(outputFiles[0].text)}\n})`
  mkdirSync(dist, { recursive: true })
  writeFileSync(program, wrapped)
  writeFileSync(join(dist, 'LICENSES.txt'), licencesOf(Object.keys(metafile.inputs)))
}

/** A string in ASCII takes half of the memory and is read in half of the time; esbuild leaves regular expressions alone. */
function inAscii(code) {
  return code.replace(/[^\0-\x7f]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`)
}

/** Large tables are read by JSON.parse, which is several times quicker than JavaScript. */
const parsedJson = {
  name: 'parsed-json',
  setup({ onLoad }) {
    onLoad({ filter: /[/\\](?:presets|platforms)\.json$/ }, ({ path }) => ({
      contents: `export default JSON.parse(${JSON.stringify(JSON.stringify(JSON.parse(readFileSync(path, 'utf8'))))})`,
    }))
  },
}

/** commander asks for a module that takes 5 ms to load, and uses it for subcommands in files of their own: not here. */
const lateChildProcess = {
  name: 'late-child-process',
  setup({ onResolve, onLoad }) {
    onResolve({ filter: /^node:child_process$/ }, ({ importer, path }) =>
      /[/\\]commander[/\\]/.test(importer) ? { path, namespace: 'late' } : undefined,
    )
    onLoad({ filter: /.*/, namespace: 'late' }, () => ({
      contents: "Object.defineProperty(exports, 'spawn', { get: () => require('node:child_process').spawn })",
      resolveDir: root,
    }))
  },
}

/** inquirer brings a prompt that opens an editor, with tables of all character sets; nobody is asked that way here. */
const noEditor = {
  name: 'no-editor',
  setup({ onResolve, onLoad }) {
    onResolve({ filter: /^@inquirer\/external-editor$/ }, ({ path }) => ({ path, namespace: 'editor' }))
    onLoad({ filter: /.*/, namespace: 'editor' }, () => ({ contents: 'export const editAsync = undefined' }))
  },
}

/** The licence texts of the packages whose files are in the bundle. */
function licencesOf(inputs) {
  const folders = new Set(inputs.flatMap((input) => input.match(/^.*node_modules\/(?:@[^/]+\/)?[^/]+/)?.[0] ?? []))
  const texts = [...folders].sort().map((folder) => {
    const { name, version, license } = JSON.parse(readFileSync(join(root, folder, 'package.json'), 'utf8'))
    const file = readdirSync(join(root, folder)).find((found) => /^licen[cs]e/i.test(found))
    const text = file ? readFileSync(join(root, folder, file), 'utf8').trim() : `Licence: ${license}`
    return `${name} ${version}\n\n${text}\n`
  })
  return `program.cjs contains these packages:\n\n${texts.join(`\n${'-'.repeat(80)}\n\n`)}`
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
  rmSync(join(dist, 'program.cache'), { force: true })
  await Promise.all([buildLibrary(build), buildProgram(build)])
  await buildScript(build, 'src/cli/bin.ts', entry)
  await fillCodeCache(build)
}
