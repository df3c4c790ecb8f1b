// The ports at which mail is handed in, as people name them in a sentence.

const PORTS = /(?<![\d.,:\w-])(25|465|587|2525|2465|2587)(?![\d.:\w-]|,\d| ?(?:ms|s|sec(?:onds?)?|min(?:utes?)?|%)\b)/g

/** The different mail ports that a sentence names (`tried both 465 and 587`), without measures (`25 seconds`). */
export function mailPortsIn(text: string): number[] {
  return [...new Set([...text.matchAll(PORTS)].map(([, port]) => Number(port)))]
}
