// Gives a format whose file is source code its reader and its recognition.

import type { ConfigFormat, FoundSettings } from '../format.js'

/** `read` keeps what a reader of the language found for this format; the name of a file alone recognises nothing. */
export function sourceReading(
  id: string,
  readAll: (text: string) => readonly FoundSettings[],
  fileNames: RegExp,
): Required<Pick<ConfigFormat, 'read' | 'recognises'>> {
  const read = (text: string) => readAll(text).filter(({ format }) => format === id)
  return {
    read,
    recognises: (text, fileName) => (read(text).length > 0 ? (fileNames.test(fileName) ? 3 : 1) : 0),
  }
}
