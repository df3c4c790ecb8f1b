// Keeps the checked-in indexes fresh. `npm run gen` rewrites them; `npm test` fails when one is stale.

import { readdirSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'
import type { Preset } from '../../src/model.js'
import { byRank, namesOf } from '../../src/providers/preset-names.js'

const root = new URL('../../', import.meta.url)
const pathOf = (name: string) => fileURLToPath(new URL(name, root))

function namesIn(folder: string, extension: string): string[] {
  return readdirSync(pathOf(folder))
    .filter((name) => name.endsWith(extension) && name !== `index${extension}`)
    .map((name) => name.slice(0, -extension.length))
    .sort()
}

/** `cert-expired` is exported as `certExpired`. */
const camelCase = (name: string) => name.replace(/-(\w)/g, (_, letter: string) => letter.toUpperCase())

/** An index module: one import a file and one list of them all. */
function renderIndex(folder: string, list: string, type: string, model: string): string {
  const names = namesIn(folder, '.ts')
  const imports = names.map((name) => `import { ${camelCase(name)} } from './${name}.js'`)
  return [
    '// Generated from the files of this folder by `npm run gen`; do not edit.',
    '',
    `import type { ${type} } from '${model}'`,
    ...imports,
    '',
    `export const ${list}: readonly ${type}[] = [`,
    ...names.map((name) => `  ${camelCase(name)},`),
    ']',
    '',
  ].join('\n')
}

test('the index of rules lists every file in rules/', async () => {
  const index = renderIndex('src/diagnose/rules', 'rules', 'Rule', '../../model.js')
  await expect(index).toMatchFileSnapshot(pathOf('src/diagnose/rules/index.ts'))
})

test('the index of configuration formats lists every file in formats/', async () => {
  const index = renderIndex('src/config/formats', 'formats', 'ConfigFormat', '../format.js')
  await expect(index).toMatchFileSnapshot(pathOf('src/config/formats/index.ts'))
})

/** In the order of the directory, so that the program need not sort them. */
function presetsOfFolder(): Preset[] {
  const presets = namesIn('providers', '.json').map(
    (id): Preset => JSON.parse(readFileSync(pathOf(`providers/${id}.json`), 'utf8')),
  )
  return presets.sort(byRank)
}

test('the index of presets holds every file in providers/', async () => {
  const presets = presetsOfFolder().map((preset) => JSON.stringify(preset))
  await expect(`[\n${presets.join(',\n')}\n]\n`).toMatchFileSnapshot(pathOf('src/providers/presets.json'))
})

test('the index of names knows every name in providers/', async () => {
  const names = Object.entries(namesOf(presetsOfFolder())).map(([kind, index]) => {
    const entries = Object.entries(index).map((entry) => entry.map((part) => JSON.stringify(part)).join(':'))
    return `${JSON.stringify(kind)}:{\n${entries.join(',\n')}\n}`
  })
  await expect(`{\n${names.join(',\n')}\n}\n`).toMatchFileSnapshot(pathOf('src/providers/preset-names.json'))
})
