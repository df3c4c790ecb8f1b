// All faults of the practice server, from the outside in.

import type { Fault } from './fault.js'
import { addressFaults } from './faults/address.js'
import { doorFaults } from './faults/door.js'
import { hallwayFaults } from './faults/hallway.js'
import { certificateFaults } from './faults/hallway-certificates.js'
import { idFaults } from './faults/id.js'
import { microsoftIdFaults } from './faults/id-microsoft.js'
import { providerIdFaults } from './faults/id-providers.js'
import { letterFaults } from './faults/letter.js'
import { messageFaults } from './faults/letter-message.js'

/** Every fault, in the order in which they are listed and practised. */
export const faults: readonly Fault[] = [
  ...addressFaults,
  ...doorFaults,
  ...hallwayFaults,
  ...certificateFaults,
  ...idFaults,
  ...providerIdFaults,
  ...microsoftIdFaults,
  ...letterFaults,
  ...messageFaults,
]
