// Generated from the files of this folder by `npm run gen`; do not edit.

import type { ConfigFormat } from '../format.js'
import { env } from './env.js'
import { nodemailer } from './nodemailer.js'
import { python } from './python.js'

export const formats: readonly ConfigFormat[] = [
  env,
  nodemailer,
  python,
]
