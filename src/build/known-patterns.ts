// Run by known-patterns.mjs: the patterns in the sources that are asked through prefilter.ts, read once here so that no
// start of the program has to. One that is missed only costs its reading when it is first asked.

import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parser } from '@lezer/javascript'
import presets from '../providers/presets.json' with { type: 'json' }
import { PatternIndex, type WrittenIndex } from '../smtp/pattern-index.js'
import { type Pattern, phrases } from '../smtp/prefilter.js'

const FOLDERS = ['src/diagnose', 'src/explain']
const typeScript = parser.configure({ dialect: 'ts' })

/** The index of the patterns of a folder's sources; `rewrite` does to the sources what the bundle does to them. */
export async function readKnownPatterns(root: string, rewrite: (source: string) => string): Promise<WrittenIndex> {
  const index = new PatternIndex()
  for (const { source, flags } of writtenPatterns(root)) index.numberOf({ source: rewrite(source), flags })
  for (const pattern of await composedPatterns()) index.numberOf(pattern)
  for (const source of presetPatterns()) index.numberOf({ source: new RegExp(source).source, flags: 'i' })
  return index.write()
}

/** The phrases and regular expressions in the sources, without those that are run where they stand: they are not asked through it. */
export function writtenPatterns(root: string): Pattern[] {
  return FOLDERS.flatMap((folder) =>
    readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
      .filter((name) => name.endsWith('.ts'))
      .map((name) => readFileSync(join(root, folder, name), 'utf8'))
      .flatMap(patternsIn),
  )
}

const RUN_BEHIND = /^\.(?:test|exec)\(/
const RUN_BEFORE = /\.(?:replace|replaceAll|split|match|matchAll|search)\(\s*$/

function patternsIn(text: string): Pattern[] {
  const found: Pattern[] = []
  typeScript.parse(text).iterate({
    enter: ({ name, from, to }) => {
      if (name === 'TemplateString' && /\bphrases$/.test(text.slice(from - 8, from))) {
        const raw = [text.slice(from + 1, to - 1)]
        found.push(phrases(Object.assign([...raw], { raw })))
      }
      if (name !== 'RegExp' || RUN_BEHIND.test(text.slice(to, to + 6)) || RUN_BEFORE.test(text.slice(from - 30, from)))
        return
      const end = text.lastIndexOf('/', to)
      found.push({ source: text.slice(from + 1, end), flags: text.slice(end + 1, to) })
    },
  })
  return found
}

/** What the providers' own servers are known to say; the bundle has it in JSON, in which nothing is rewritten. */
function presetPatterns(): string[] {
  return presets.flatMap((preset) => ('replies' in preset ? (preset.replies ?? []) : []).map(({ pattern }) => pattern))
}

/** The regular expressions that the modules of explain() put together out of pieces when they are loaded. */
async function composedPatterns(): Promise<Pattern[]> {
  const composed: Pattern[] = []
  const native = globalThis.RegExp
  globalThis.RegExp = new Proxy(native, {
    construct: (target, [source, flags]: [string, string | undefined]) => {
      const pattern = new target(source, flags)
      composed.push(pattern)
      return pattern
    },
  })
  try {
    await import('../explain-text.js')
    return composed
  } finally {
    globalThis.RegExp = native
  }
}
