// How much each source is worth. The domain's owner knows best, then the proof of where its mail goes, then what others
// have written down, then what merely answers.

export const STRENGTH = {
  preset: 100,
  srv: 80,
  mx: 70,
  autoconfig: 60,
  ispdb: 50,
  ispdbByMx: 40,
  name: 20,
  /** An answer under a wildcard proves little: every name would have given it. */
  wildcard: 10,
} as const
