// The end of a log, kept while it streams by: what no single line tells, several of them together may.

/** Keeps the last lines that were added, between one and two times `limitCharacters` of them; `text` joins them. */
export function keepLastLines(limitCharacters: number): { add(line: string): void; text(): string } {
  let before: string[] = []
  let recent: string[] = []
  let characters = 0
  return {
    add(line) {
      const kept = line.slice(0, limitCharacters)
      recent.push(kept)
      characters += kept.length + 1
      if (characters <= limitCharacters) return
      before = recent
      recent = []
      characters = 0
    },
    text: () => [...before, ...recent].join('\n'),
  }
}
