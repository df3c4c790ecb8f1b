// The program in parts: scripts in which everything that a command needs is found, so that it starts as fast as Node.js
// can. A part holds modules as functions; cli/load-program.ts calls them when they are asked for.

import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { build, transform } from 'esbuild'
import { knownPatterns } from './known-patterns.mjs'

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

/** The part that every start loads, with all that a check of a healthy server runs through: one file is read quicker than twenty. */
const FIRST_PART = 'program'
const FIRST_SOURCES = ['src/cli/program.ts', 'src/cli/check-action.ts', 'src/report/render-report.ts']

/**
 * Writes the parts into `folder`, and the licence texts of the packages in them into `licences`. `common` are esbuild's
 * options for everything in dist/.
 */
export async function buildProgram(common, folder, licences) {
  const { outputFiles, metafile } = await build({
    ...common,
    entryPoints: [FIRST_SOURCES[0]],
    format: 'esm',
    // Splits where a module is imported when it comes to that.
    splitting: true,
    outdir: folder,
    ...SMALL,
    external: UNBUNDLED,
    metafile: true,
    write: false,
    plugins: [parsedJson, lateChildProcess, noEditor, knownPatterns({ common, folder, rewrite: inAscii })],
  })
  const modules = new Map(
    await Promise.all(outputFiles.map(async ({ path, text }) => [basename(path), await asFunction(text)])),
  )
  const outputs = new Map(Object.entries(metafile.outputs).map(([path, output]) => [basename(path), output]))
  const first = importedBy(FIRST_SOURCES, outputs)
  const rest = [...modules.keys()].filter((name) => !first.has(name))
  mkdirSync(folder, { recursive: true })
  for (const [part, names] of [[FIRST_PART, [...first]], ...rest.map((name) => [basename(name, '.js'), [name]])]) {
    const members = names.map((name) => `${JSON.stringify(name)}:${modules.get(name)}`)
    writeFileSync(join(folder, `${part}.cjs`), `({${members.join(',\n')}})`)
  }
  writeFileSync(licences, licencesOf(common.absWorkingDir, Object.keys(metafile.inputs)))
}

/** Names stay, so that a reported defect can be read. */
const SMALL = { minifySyntax: true, minifyWhitespace: true }

/** An ES module as the function that a CommonJS module is, in ASCII. */
async function asFunction(text) {
  const { code } = await transform(text, {
    ...SMALL,
    format: 'cjs',
    platform: 'node',
    target: 'node20.19',
    supported: { 'dynamic-import': false },
  })
  return `function(exports,require,module){${inAscii(code)}\n}`
}

/** The names of the outputs that some sources are in, and of all that these import at once. */
function importedBy(sources, outputs) {
  const found = new Set()
  const add = (name) => {
    if (found.has(name)) return
    found.add(name)
    for (const { path, kind } of outputs.get(name)?.imports ?? [])
      if (kind === 'import-statement' && outputs.has(basename(path))) add(basename(path))
  }
  for (const [name, { entryPoint }] of outputs) if (sources.includes(entryPoint)) add(name)
  return found
}

/** A string in ASCII takes half of the memory and is read in half of the time; esbuild leaves regular expressions alone. */
function inAscii(code) {
  return code.replace(/[^\0-\x7f]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`)
}

/**
 * Large tables are read by JSON.parse, which is several times quicker than JavaScript; of the presets, a third of a
 * megabyte, each one when it is first touched.
 */
const parsedJson = {
  name: 'parsed-json',
  setup({ onLoad }) {
    const read = (path) => JSON.parse(readFileSync(path, 'utf8'))
    const text = (value) => JSON.stringify(JSON.stringify(value))
    onLoad({ filter: /[/\\](?:preset-names|platforms)\.json$/ }, ({ path }) => ({
      contents: `export default JSON.parse(${text(read(path))})`,
    }))
    onLoad({ filter: /[/\\]presets\.json$/ }, ({ path }) => ({
      contents: `
        const texts = [${read(path).map(text).join()}]
        const presets = []
        for (let at = 0; at < texts.length; at++) {
          const define = (how) => Object.defineProperty(presets, at, { enumerable: true, configurable: true, ...how })
          define({
            get() {
              const value = JSON.parse(texts[at])
              define({ value })
              return value
            },
          })
        }
        export default presets`,
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
      resolveDir: import.meta.dirname,
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
function licencesOf(root, inputs) {
  const folders = new Set(inputs.flatMap((input) => input.match(/^.*node_modules\/(?:@[^/]+\/)?[^/]+/)?.[0] ?? []))
  const texts = [...folders].sort().map((folder) => {
    const { name, version, license } = JSON.parse(readFileSync(join(root, folder, 'package.json'), 'utf8'))
    const file = readdirSync(join(root, folder)).find((found) => /^licen[cs]e/i.test(found))
    const text = file ? readFileSync(join(root, folder, file), 'utf8').trim() : `Licence: ${license}`
    return `${name} ${version}\n\n${text}\n`
  })
  return `The program contains these packages:\n\n${texts.join(`\n${'-'.repeat(80)}\n\n`)}`
}
