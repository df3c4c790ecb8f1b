// Small matters of grammar for words that come from presets.

/** `app password` as `an app password`, `SMTP key` as `an SMTP key`. */
export function withArticle(noun: string): string {
  // Abbreviations are spoken by letter: S, M, F and others begin with a vowel's sound.
  const isVowel = /^[A-Z]{2}/.test(noun) ? /^[AEFHILMNORSX]/.test(noun) : /^[aeio]/i.test(noun)
  return `${isVowel ? 'an' : 'a'} ${noun}`
}

/** The first letter as a capital. */
export function capitalised(text: string): string {
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}`
}
