// Command lines (RFC 5321 section 4.1), built so that nothing a user typed can become a second command.

import { UsageError } from '../model.js'

/** A command as sent and as it may be shown; the two differ where a secret stands in it. Without CRLF. */
export interface Command {
  readonly line: string
  readonly shown: string
}

export interface MailOptions {
  readonly sizeBytes?: number
  readonly smtputf8?: boolean
  readonly is8bit?: boolean
}

const REDACTED = '<redacted>'

/** A command without secrets. Throws UsageError when the text holds CR, LF or NUL. */
export function plainCommand(line: string): Command {
  assertOneLine(line, 'a command')
  return { line, shown: line }
}

export function ehloCommand(name: string): Command {
  return plainCommand(`EHLO ${name}`)
}

export function heloCommand(name: string): Command {
  return plainCommand(`HELO ${name}`)
}

/** MAIL FROM with SIZE (RFC 1870), SMTPUTF8 (RFC 6531) and BODY (RFC 6152) where asked for. */
export function mailCommand(from: string, options: MailOptions = {}): Command {
  const parameters = [
    options.sizeBytes === undefined ? '' : ` SIZE=${options.sizeBytes}`,
    options.is8bit ? ' BODY=8BITMIME' : '',
    options.smtputf8 ? ' SMTPUTF8' : '',
  ]
  return plainCommand(`MAIL FROM:<${pathOf(from)}>${parameters.join('')}`)
}

export function rcptCommand(to: string): Command {
  return plainCommand(`RCPT TO:<${pathOf(to)}>`)
}

/** AUTH with or without an initial response (RFC 4954 section 4); the response is base64 and never shown. */
export function authCommand(mechanism: string, initialResponse?: Uint8Array): Command {
  if (initialResponse === undefined) return plainCommand(`AUTH ${mechanism}`)
  const encoded = initialResponse.length === 0 ? '=' : Buffer.from(initialResponse).toString('base64')
  return { line: `AUTH ${mechanism} ${encoded}`, shown: `AUTH ${mechanism} ${REDACTED}` }
}

/** A base64 response to a 334 challenge; never shown. */
export function authResponse(response: Uint8Array): Command {
  return { line: Buffer.from(response).toString('base64'), shown: REDACTED }
}

/** Message text to the octets of DATA: CRLF line ends, leading dots doubled, the final dot (RFC 5321 section 4.5.2). */
export function dataOctets(message: Uint8Array): Buffer {
  const text = Buffer.from(message)
    .toString('latin1')
    .replace(/\r\n|\r|\n/g, '\r\n')
    .replace(/^\./gm, '..')
  return Buffer.from(`${text}${text.endsWith('\r\n') ? '' : '\r\n'}.\r\n`, 'latin1')
}

/** Whether an address can only be sent with SMTPUTF8: a local part beyond ASCII. Domains are sent as A-labels. */
export function needsSmtputf8(address: string): boolean {
  const at = address.lastIndexOf('@')
  return /[^\u0000-\u007f]/.test(at < 0 ? address : address.slice(0, at))
}

/** Throws UsageError when the value holds CR, LF or NUL; `what` names it for the user. */
export function assertOneLine(value: string, what: string): void {
  if (/[\r\n\0]/.test(value)) throw new UsageError(`${what} must not contain a line break or a NUL character`)
}

/** An address as it stands between `<` and `>`: angle brackets and blanks would end the path early. */
function pathOf(address: string): string {
  assertOneLine(address, 'an address')
  if (/[<>\s]/.test(address.replace(/^"(?:[^"\\]|\\.)*"(?=@)/, ''))) {
    throw new UsageError(`${JSON.stringify(address)} is no e-mail address: it contains blanks or angle brackets`)
  }
  return address
}
