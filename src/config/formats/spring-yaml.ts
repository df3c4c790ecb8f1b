// Spring Boot: application.yml. A document of a profile overrides the ones before it.

import type { ConfigFormat, FoundSettings } from '../format.js'
import { keyValueFormat } from '../key-value-format.js'
import { springTable } from '../spring-format.js'
import { parseYamlDocuments, yamlSyntax } from '../syntax/yaml.js'

const table = keyValueFormat({
  ...springTable,
  id: 'spring-yaml',
  title: 'Spring Boot (application.yml)',
  fileName: 'application.yml',
  fileNames: /^application(?:-[\w-]+)?\.ya?ml$/,
  proof: "read back by SnakeYAML, Spring's parser",
  syntax: yamlSyntax,
})

export const springYaml: ConfigFormat = { ...table, read: readProfiles }

/** The settings of the documents for every profile, and for each profile with mail settings of its own those over them. */
function readProfiles(text: string): FoundSettings[] {
  const documents = parseYamlDocuments(text).map((entries) => ({
    entries,
    profile: entries.find(({ key }) => /^spring\.(?:config\.activate\.on-profile|profiles)$/.test(key))?.value,
  }))
  const common = documents.filter(({ profile }) => profile === undefined).flatMap(({ entries }) => entries)
  const own = documents.flatMap(({ entries, profile }) =>
    profile !== undefined && entries.some(({ key }) => key.startsWith('spring.mail.'))
      ? (table.readEntries?.([...common, ...entries]) ?? []).map((found) => ({ ...found, name: profile }))
      : [],
  )
  return [...(table.readEntries?.(common) ?? []), ...own]
}
