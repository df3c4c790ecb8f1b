// Loads the bundled program together with the code that V8 compiled when it was built: compiling a megabyte of JavaScript
// at every start takes longer than a check of a mail server next door. Node.js caches ES modules only from 22.1 on.

import { readFileSync } from 'node:fs'
import { Script } from 'node:vm'

type Program = typeof import('./program.js')

/** A module of the bundle, as build/bundle-program.mjs writes it. */
type ModuleFunction = (exports: object, load: (id: string) => unknown, module: { exports: object }) => void

export interface LoadedProgram {
  readonly program: Program
  /** Loads a module of the bundle, and its part when that is not loaded yet. */
  load(name: string): object
  /** The compiled scripts by the path of their file, from which the build makes the code caches. */
  readonly scripts: ReadonlyMap<string, Script>
}

/** Loads the program whose parts are in a folder: the first part now, the others when something in them is asked for. */
export function loadProgram(folder: string): LoadedProgram {
  const scripts = new Map<string, Script>()
  const functions = new Map<string, ModuleFunction>()
  const modules = new Map<string, { exports: object }>()

  const loadPart = (part: string) => {
    const path = `${folder}/${part}.cjs`
    const script = compileScript(path)
    scripts.set(path, script)
    for (const [name, run] of Object.entries(script.runInThisContext() as Record<string, ModuleFunction>))
      functions.set(name, run)
  }
  const load = (name: string): object => {
    const known = modules.get(name)
    if (known) return known.exports
    if (!functions.has(name)) loadPart(name.replace(/\.js$/, ''))
    const module = { exports: {} }
    modules.set(name, module)
    functions.get(name)?.(module.exports, (id) => (id.startsWith('./') ? load(id.slice(2)) : require(id)), module)
    return module.exports
  }

  return { program: load('program.js') as Program, load, scripts }
}

/** A code cache that is missing or of another Node.js only makes the start slower. */
function compileScript(path: string): Script {
  const cachedData = readCodeCache(path)
  // The build leaves nothing but ASCII in it.
  return new Script(readFileSync(path, 'latin1'), { filename: path, ...(cachedData && { cachedData }) })
}

/** Where the code cache of a part is. */
export function codeCacheOf(path: string): string {
  return path.replace(/cjs$/, 'cache')
}

function readCodeCache(path: string): Buffer | undefined {
  try {
    return readFileSync(codeCacheOf(path))
  } catch {
    return undefined
  }
}
