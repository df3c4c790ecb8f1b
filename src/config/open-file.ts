// How files that a user names are opened for reading: without ever waiting for somebody at the other end.

import { constants } from 'node:fs'

/**
 * Flags for open(). In the usual way a named pipe that nobody writes to holds a thread until somebody does, and with it the
 * process, deaf to Ctrl-C; so it opens at once, and its reader decides whether to wait. Windows has no such flag.
 */
export const READ_WITHOUT_WAITING: number = constants.O_RDONLY | (constants.O_NONBLOCK ?? 0)
