// A server's name with its port behind it, as many programs write both in one setting.

/** `host`, `host:port`, `[host]:port` and `[v6]`. */
export function hostAndPort(text: string): { readonly host: string; readonly port?: string } {
  const bracketed = /^\[([^\]]*)\](?::(\d+))?$/.exec(text)
  const plain = /^([^:]*):(\d+)$/.exec(text)
  const [, host = text, port] = bracketed ?? plain ?? []
  return { host, ...(port !== undefined && { port }) }
}
