// Which lines of a stack trace are its frames and the source beside them: they repeat names, and say nothing of their own.

/** Below a Python frame stands the line of source that it is in. */
export function isSourceLine(lines: readonly string[], index: number): boolean {
  return /^\s*File ".{1,300}", line \d+, in /.test(lines[index - 1] ?? '') && /^\s{2,}\S/.test(lines[index] ?? '')
}

/** A frame of a stack trace, or a line of source beside one. */
export function isFrame(line: string): boolean {
  return /^\s*["']?\s{0,8}(?:at [\w.$<]|from \S+:\d+|#\d+ |File "|\.\.\. \d+ more|\d+: 0x)|^\s+in `|^[^\s:]{1,200}\.(?:rb|ex|exs|php):\d+:in (?![`'][^'\n]{1,200}': \S)|(?:^|\s)at (?:[\w$]{1,80}\.){2,12}[\w$<>]{1,80}\(|^\s*raise \w|^\s*(?:import|from \w+ import) /.test(
    line,
  )
}
