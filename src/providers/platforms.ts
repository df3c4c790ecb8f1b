// Hosting platforms and networks that close SMTP ports, and how a program can tell that it runs on one. The facts stand
// in platforms.json, the specific before the general: functions of Vercel and Netlify also look like AWS Lambda.

import type { Platform } from '../model.js'
import entries from './platforms.json' with { type: 'json' }

/** The files of /sys/class/dmi/id that tell who owns a virtual machine. */
export type DmiFile =
  | 'sys_vendor'
  | 'product_name'
  | 'product_version'
  | 'product_serial'
  | 'product_uuid'
  | 'bios_vendor'
  | 'chassis_asset_tag'

/** Text that has to fit; with none of the four, to be there and not empty is enough. Letter case does not matter. */
interface TextTest {
  readonly equals?: string
  readonly startsWith?: string
  readonly contains?: string
  /** A regular expression over the text in lower case. */
  readonly matches?: string
}

interface PlatformEntry extends Platform {
  /** Any of these variables means this platform, unless one of `notEnv` fits. */
  readonly env?: readonly (TextTest & { readonly name: string })[]
  readonly notEnv?: readonly (TextTest & { readonly name: string })[]
  readonly dmi?: readonly (TextTest & { readonly file: DmiFile })[]
}

// The shape is checked by a test.
const all = entries as readonly unknown[] as readonly PlatformEntry[]

/** Every known platform, without the marks by which it is recognised. */
export const platforms: readonly Platform[] = all.map(({ env, notEnv, dmi, ...platform }) => platform)

/** The platform of an id; undefined for an unknown one. Letter case does not matter. */
export function platformById(id: string): Platform | undefined {
  return platforms.find((platform) => platform.id === id.trim().toLowerCase())
}

/**
 * The platform that this machine belongs to, as far as environment variables and DMI strings tell; variables first,
 * since a container shows its host's DMI. It says who owns the machine, not whether the account's block was lifted.
 * @param readDmi gives the text of one DMI file, undefined where there is none
 */
export function detectPlatform(
  env: Readonly<Record<string, string | undefined>>,
  readDmi: (file: DmiFile) => string | undefined,
): Platform | undefined {
  const byEnv = all.find(
    (entry) =>
      entry.env?.some((test) => fits(env[test.name], test)) &&
      !entry.notEnv?.some((test) => fits(env[test.name], test)),
  )
  const found = byEnv ?? all.find((entry) => entry.dmi?.some((test) => fits(readDmi(test.file)?.trim(), test)))
  return found && platformById(found.id)
}

function fits(value: string | undefined, test: TextTest): boolean {
  if (!value) return false
  const text = value.toLowerCase()
  if (test.equals !== undefined) return text === test.equals.toLowerCase()
  if (test.startsWith !== undefined) return text.startsWith(test.startsWith.toLowerCase())
  if (test.matches !== undefined) return new RegExp(test.matches).test(text)
  return test.contains === undefined || text.includes(test.contains.toLowerCase())
}
