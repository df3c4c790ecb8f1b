// Which files are source code, by their name.

/** Whether a file of this name is read as source code, and by no reader of plain settings. */
export function isSourceName(name: string): boolean {
  return /\.(?:py|php|rb|go|java|kt|cs|[cm]?[jt]sx?)$/.test(name)
}
