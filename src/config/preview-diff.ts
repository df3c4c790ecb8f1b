// What a file would change, as a unified diff. Secrets in it are replaced, those of the old content too.

import { createTwoFilesPatch } from 'diff'

export const MASK = '********'

/**
 * A unified diff from `before` (undefined: the file is new) to `after`. Every text of `secrets`, as it is written in
 * the file, is replaced by a mask on both sides.
 */
export function previewDiff(
  fileName: string,
  before: string | undefined,
  after: string,
  secrets: readonly string[] = [],
): string {
  const hide = (text: string) => [...secrets].sort((a, b) => b.length - a.length).reduce(hideOne, text)
  return createTwoFilesPatch(
    before === undefined ? '/dev/null' : fileName,
    fileName,
    hide(before ?? ''),
    hide(after),
    undefined,
    undefined,
    { context: 2, headerOptions: { includeIndex: false, includeUnderline: false, includeFileHeaders: true } },
  )
}

function hideOne(text: string, secret: string): string {
  return secret === '' ? text : text.replaceAll(secret, MASK)
}
