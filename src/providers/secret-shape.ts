// The form of a preset's secrets: what may be removed, and whether one looks like the kind that the provider wants.

import type { Preset } from '../model.js'

/** The secret without what the provider shows only for legibility (`abcd efgh ijkl mnop`), and whether that changed it. */
export function tidySecret(
  preset: Preset | undefined,
  secret: string,
): { readonly secret: string; readonly isChanged: boolean } {
  const { ignore } = preset?.secret ?? {}
  if (!ignore) return { secret, isChanged: false }
  const tidied = secret.replace(ignore === 'spaces' ? /[\s\u00a0]+/g : /[-\u2010-\u2015]/g, '')
  // Taken out only where the result is what the provider makes: a blank may belong to a password that the user chose.
  const isOfShape = hasExpectedShape(preset, tidied) === true
  return isOfShape && tidied !== secret ? { secret: tidied, isChanged: true } : { secret, isChanged: false }
}

/** Whether a secret has the form of the preset's kind; undefined when the preset states none. */
export function hasExpectedShape(preset: Preset | undefined, secret: string): boolean | undefined {
  const shape = preset?.secret.shape
  return shape && new RegExp(`^(?:${shape.pattern})$`, 'u').test(secret)
}
