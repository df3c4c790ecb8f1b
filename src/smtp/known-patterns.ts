// The patterns that the program knows when it starts. None in the sources: the build puts what it finds there in the place
// of this file (build/known-patterns.ts), and what is not known is read when it is first asked for.

import { EMPTY_INDEX, type WrittenIndex } from './pattern-index.js'

export const KNOWN_PATTERNS: WrittenIndex = EMPTY_INDEX
