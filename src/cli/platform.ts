// The hosting platform that this process runs on: named by the user, or recognised from the environment and DMI.

import { readFileSync } from 'node:fs'
import type { Platform } from '../model.js'
import { UsageError } from '../model.js'
import { detectPlatform, platformById, platforms } from '../providers/platforms.js'
import type { Io } from './io.js'

/** The platform of `--platform`, or the recognised one. Throws UsageError for an id that is not in the list. */
export function platformOf(id: string | undefined, { env }: Pick<Io, 'env'>): Platform | undefined {
  if (id === undefined) return detectPlatform(env, readDmi)
  const named = platformById(id)
  if (!named)
    throw new UsageError(`no platform ${JSON.stringify(id)}; known are ${platforms.map((one) => one.id).join(', ')}`)
  return named
}

function readDmi(file: string): string | undefined {
  try {
    return readFileSync(`/sys/class/dmi/id/${file}`, 'utf8')
  } catch {
    return undefined
  }
}
