// A served fault as a task for a doctor: what the learner's program means, logs in with, and how it gets there.

import type { CheckOptions, CheckTarget, Login, PresetDirectory } from '../model.js'
import type { LabServer } from './serve.js'

/** The target that the learner's program means, as `check` would have it. */
export function targetOf(server: LabServer, directory: PresetDirectory): CheckTarget {
  const { address, username, provider } = server.setup
  const preset = provider === undefined ? undefined : directory.byId(provider)
  return {
    address,
    ...(preset && { provider: preset }),
    host: server.hostName,
    endpoints: server.endpoints,
    username,
    remarks: [],
  }
}

/** The login and envelope that the learner's program tries; nodemailer's proof is left out. */
export function loginOf({ setup }: LabServer): Login {
  const { username, secret, isToken, isAnonymous, from, to, send, mechanism } = setup
  return {
    ...(!isAnonymous && { credentials: { kind: isToken ? 'token' : 'password', username, secret } }),
    envelope: { from, to, send: send === true },
    ...(mechanism && { mechanism }),
    prove: false,
  }
}

/** The options with which a check finds the practice server and trusts its root. */
export function optionsFor(server: LabServer): CheckOptions {
  return { connectTo: server.connectTo, extraRoots: [server.caPem] }
}
