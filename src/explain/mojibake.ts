// Text in one encoding that was read in another: GBK, UTF-8 or Windows-1251 shown as Latin-1. Undone where the result is
// certainly text; otherwise left alone.

/** Candidates in the order of certainty, each with the characters that its text consists of. */
const ENCODINGS = [
  { label: 'utf-8', script: /^[\p{L}\p{P}\p{S}\p{N}\p{Z}]+$/u },
  { label: 'gbk', script: /^[\p{Script=Han}\u3000-\u303f\uff00-\uffef]+$/u },
  { label: 'windows-1251', script: /^[\p{Script=Cyrillic}\p{P}]+$/u },
] as const

/** Latin-1 has its letters here; Windows-1252 puts these others between 0x80 and 0x9f. */
const WINDOWS_1252 = '€\u0081‚ƒ„…†‡ˆ‰Š‹Œ\u008dŽ\u008f\u0090‘’“”•–—˜™š›œ\u009džŸ'

/** Replaces runs of six or more high characters that decode to Chinese, Cyrillic or other proper text. */
export function undoMojibake(text: string): string {
  return text.replace(
    /[\u0080-\u00ff€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ]{2,2000}(?:[ -@][\u0080-\u00ff€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ]{2,2000}){0,40}/g,
    decodeRun,
  )
}

function decodeRun(run: string): string {
  const bytes = bytesOf(run)
  if (!bytes) return run
  for (const { label, script } of ENCODINGS) {
    if (label !== 'utf-8' && run.length < 6) continue
    const decoded = decode(bytes, label)
    if (decoded && script.test(decoded.replace(/[ -@]/g, ''))) return decoded
  }
  return run
}

function bytesOf(run: string): Uint8Array | undefined {
  const bytes = Array.from(run, (character) => {
    const code = character.charCodeAt(0)
    return code < 0x100 ? code : WINDOWS_1252.indexOf(character) + 0x80
  })
  return bytes.every((byte) => byte >= 0x20) ? Uint8Array.from(bytes) : undefined
}

function decode(bytes: Uint8Array, label: string): string | undefined {
  try {
    return new TextDecoder(label, { fatal: true }).decode(bytes)
  } catch {
    return undefined
  }
}
