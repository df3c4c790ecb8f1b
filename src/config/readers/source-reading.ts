// Gives a format whose file is source code its reader and its recognition.

import type { ConfigFormat, FoundSettings } from '../format.js'
import { isSourceName } from '../source-name.js'

/** Settings stand in short files; the grammars recover from errors slowly. */
const MAX_SOURCE_LENGTH = 256 * 1024

/** `read` keeps what a reader of the language found for this format. Files of another kind are not even parsed. */
export function sourceReading(
  ids: string | readonly string[],
  readAll: (text: string) => readonly FoundSettings[],
  fileNames: RegExp,
): Required<Pick<ConfigFormat, 'read' | 'recognises'>> {
  const read = (text: string) => remember(readAll, text).filter(({ format }) => [ids].flat().includes(format))
  return {
    read,
    recognises(text, fileName) {
      const isNamed = fileNames.test(fileName)
      if (!isNamed && fileName.includes('.')) return 0
      return read(text).length > 0 ? (isNamed ? 3 : 1) : 0
    },
  }
}

/** A format of settings files that is read from source code of a language as well; `isSource` tells one from the other. */
export function withSource(
  format: ConfigFormat,
  source: Required<Pick<ConfigFormat, 'read' | 'recognises'>>,
  isSource: (text: string) => boolean,
): ConfigFormat {
  return {
    ...format,
    read: (text) => (isSource(text) ? source.read(text) : (format.read?.(text) ?? [])),
    recognises: (text, fileName) =>
      isSourceName(fileName) ? source.recognises(text, fileName) : (format.recognises?.(text, fileName) ?? 0),
  }
}

const remembered = new Map<
  (text: string) => readonly FoundSettings[],
  { text: string; found: readonly FoundSettings[] }
>()

/** The last text's settings by each reader: several formats ask the same reader about the same text. */
function remember(readAll: (text: string) => readonly FoundSettings[], text: string): readonly FoundSettings[] {
  if (text.length > MAX_SOURCE_LENGTH) return []
  const last = remembered.get(readAll)
  if (last?.text === text) return last.found
  const found = readAll(text)
  remembered.set(readAll, { text, found })
  return found
}
