// The address inside a From setting.

/** The address of `Name <address>` or of an address alone. */
export function foundFromName(from: string): string {
  return /<([^<>]+)>\s*$/.exec(from)?.[1] ?? from.trim()
}
