// Reads the strings with which firmware names the owner of a virtual machine (Linux only).

import { readFileSync } from 'node:fs'
import type { DmiFile } from './platforms.js'

const FOLDER = '/sys/class/dmi/id/'

/** The text of one DMI file; undefined where it does not exist (other systems) or may only be read by root. */
export function readDmi(file: DmiFile): string | undefined {
  try {
    return readFileSync(FOLDER + file, 'utf8')
  } catch {
    return undefined
  }
}
