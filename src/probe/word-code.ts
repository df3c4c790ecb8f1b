// What the errors of sockets and of name resolution are called in the stages of a report: in words, the name behind them.

const WORDS: Readonly<Record<string, string>> = {
  ENOTFOUND: 'no such name',
  ENODATA: 'no such name',
  EAI_AGAIN: 'the name service gave no answer',
  ESERVFAIL: 'the name service failed',
  ETIMEOUT: 'the name service gave no answer in time',
  ECONNREFUSED: 'refused',
  ECONNRESET: 'the connection was cut',
  ETIMEDOUT: 'no answer',
  TIMEOUT: 'no answer in time',
  ENETUNREACH: 'no way to that network',
  EHOSTUNREACH: 'no way to that machine',
  EACCES: 'forbidden by this system',
  EPERM: 'forbidden by this system',
}

/** `refused (ECONNREFUSED)`; a code without words of its own stays as it is. */
export function wordCode(code: string): string {
  const words = WORDS[code]
  return words === undefined ? code : `${words} (${code})`
}
