// Puts the patterns of the sources into a bundle, where the sources themselves have none (src/smtp/known-patterns.ts).

import { mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { build } from 'esbuild'

/**
 * A plugin of esbuild. `rewrite` is what is done to the text of the bundle afterwards: a pattern is known by its source.
 * `folder` is where a file may be written for a moment.
 */
export function knownPatterns({ common, folder, rewrite = (text) => text }) {
  return {
    name: 'known-patterns',
    setup({ onLoad }) {
      onLoad({ filter: /[/\\]smtp[/\\]known-patterns\.ts$/ }, async () => {
        const { outputFiles } = await build({
          ...common,
          entryPoints: ['src/build/known-patterns.ts'],
          format: 'esm',
          packages: 'external',
          write: false,
        })
        const file = join(folder, `known-patterns-${rewrite.name}.mjs`)
        mkdirSync(folder, { recursive: true })
        writeFileSync(file, rewrite(outputFiles[0].text))
        try {
          const { readKnownPatterns } = await import(pathToFileURL(file).href)
          const known = await readKnownPatterns(common.absWorkingDir, rewrite)
          return { contents: `export const KNOWN_PATTERNS = ${JSON.stringify(known)}` }
        } finally {
          rmSync(file)
        }
      })
    },
  }
}
