// The ports at which mail is handed in, as people name them in a sentence.

const PORTS = /(?<![\d.,:\w-])(25|465|587|2525|2465|2587)(?![\d.:\w-]|,\d| ?(?:ms|s|sec(?:onds?)?|min(?:utes?)?|%)\b)/g

/** The different mail ports that a sentence names (`tried both 465 and 587`), without measures (`25 seconds`). */
export function mailPortsIn(text: string): number[] {
  return [...new Set([...text.matchAll(PORTS)].map(([, port]) => Number(port)))]
}

const BEHIND_A_COLON =
  /(?<!\.(?:[cm]?[jt]sx?|py|rb|php|go|java|kt|cs|exs?|dart|rs|p[lm]|scala))(?<!(?:^|[^\w.-])\d{1,2}):(25|465|587|2525|2465|2587)\b(?!:\d)|\bport:? (25|465|587|2525|2465|2587)\b/gi

/** Mail ports behind a name or the word; a clock has colons too, and so has a place in a source file. */
export function portsBehindColon(text: string): number[] {
  return [...text.matchAll(BEHIND_A_COLON)].map(([, one, other]) => Number(one ?? other))
}
