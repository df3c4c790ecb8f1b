// Generated from the files of this folder by `npm run gen`; do not edit.

import type { Rule } from '../../model.js'
import { certExpired } from './cert-expired.js'
import { unknown } from './unknown.js'

export const rules: readonly Rule[] = [
  certExpired,
  unknown,
]
