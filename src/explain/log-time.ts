// The time at the beginning of a line of a log, as it stands there.

const TIMES: readonly RegExp[] = [
  /^\W{0,3}(\d{4}-\d{2}-\d{2}[T ]\d{2}:\d{2}:\d{2})/,
  /^<?\d{0,3}>?([A-Z][a-z]{2} [ \d]\d \d{2}:\d{2}:\d{2})/,
  /^\W{0,3}(\d{4}\/\d{2}\/\d{2} \d{2}:\d{2}:\d{2})/,
  /^\W{0,3}(\d{2}[/.-](?:\d{2}|[A-Z][a-z]{2})[/.-]\d{4}[: ]\d{2}:\d{2}:\d{2})/,
  /(?:ts|time|timestamp)["']?[=:] ?["']?(\d{4}-\d{2}-\d{2}[T ]\d{2}:\d{2}:\d{2})/,
  /\b(\d{4}-\d{2}-\d{2}[T ]\d{2}:\d{2}:\d{2})/,
  /\b([A-Z][a-z]{2} [ \d]\d \d{2}:\d{2}:\d{2})\b/,
]

/** The time of a line; undefined when it names none within its first 200 characters. */
export function visibleTime(line: string): string | undefined {
  const head = line.slice(0, 200)
  for (const pattern of TIMES) {
    const time = pattern.exec(head)?.[1]
    if (time) return time.replace('T', ' ')
  }
  return undefined
}
