// `.env`: the names that most samples use, for programs that read their settings from the environment. Read are the
// names of the common container images as well.

import { foundInEnvironment } from '../environment.js'
import type { ConfigFormat } from '../format.js'
import { genericEnvironment } from '../generic-environment.js'
import { isSourceName } from '../source-name.js'
import { parseDotenv } from '../syntax/dotenv.js'

export const env: ConfigFormat = {
  ...genericEnvironment,
  read: (text) => foundInEnvironment(parseDotenv(text)),
  recognises(text, fileName) {
    // A YAML mapping looks like `NAME: value` lines, and a corrected value would be quoted for other readers.
    if (isSourceName(fileName) || /\.(?:ya?ml|json|toml|xml|properties|md)$/.test(fileName)) return 0
    const isNamed = Boolean(genericEnvironment.fileNames?.test(fileName))
    const isMarked = isNamed
      ? foundInEnvironment(parseDotenv(text)).length > 0
      : (genericEnvironment.recognises?.(text, fileName) ?? 0) > 0
    return (isNamed ? 2 : 0) + (isMarked ? 1 : 0)
  },
}
