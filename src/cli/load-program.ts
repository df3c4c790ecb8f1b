// Loads the bundled program together with the code that V8 compiled when it was built: compiling a megabyte of JavaScript
// at every start takes longer than a check of a mail server next door. Node.js caches ES modules only from 22.1 on.

import { readFileSync } from 'node:fs'
import { Script } from 'node:vm'

type Program = typeof import('./program.js')

/** The files of the program within dist/, as build/bundle.mjs writes them. */
const PROGRAM_FILE = 'program.cjs'
export const CODE_CACHE_FILE = 'program.cache'

export interface LoadedProgram {
  readonly program: Program
  /** The compiled script, from which the build makes the code cache. */
  readonly script: Script
}

/** Loads the program of a folder. A code cache that is missing or of another Node.js only makes the start slower. */
export function loadProgram(folder: string): LoadedProgram {
  const filename = `${folder}/${PROGRAM_FILE}`
  const cachedData = readCodeCache(folder)
  const script = new Script(readFileSync(filename, 'latin1'), { filename, ...(cachedData && { cachedData }) })
  const module = { exports: {} }
  script.runInThisContext()(module.exports, require, module, filename, folder)
  return { program: module.exports as Program, script }
}

function readCodeCache(folder: string): Buffer | undefined {
  try {
    return readFileSync(`${folder}/${CODE_CACHE_FILE}`)
  } catch {
    return undefined
  }
}
