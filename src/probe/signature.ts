// With which hash a certificate is signed. Node tells it only from version 24 on, so its DER is read that far.

import type { X509Certificate } from 'node:crypto'

/** Object identifiers of signature algorithms whose hash can be forged, as DER content in hex. */
const BROKEN: Readonly<Record<string, string>> = {
  '2a864886f70d010102': 'MD2',
  '2a864886f70d010104': 'MD5',
  '2a864886f70d010105': 'SHA-1',
  '2b0e03021d': 'SHA-1',
  '2a8648ce380403': 'SHA-1',
  '2a8648ce3d0401': 'SHA-1',
}

/** `SHA-1`, `MD5`, `MD2`; undefined for every hash that is still good. */
export function brokenHashOf({ raw }: X509Certificate): string | undefined {
  // RFC 5280 section 4.1: Certificate ::= SEQUENCE { tbsCertificate, signatureAlgorithm { algorithm, … }, … }
  const tbs = contentAt(raw, contentAt(raw, 0).start)
  const algorithm = contentAt(raw, contentAt(raw, tbs.end).start)
  return BROKEN[raw.toString('hex', algorithm.start, algorithm.end)]
}

/** Where the content of the DER element at this offset begins and ends (X.690 section 8.1.3). */
function contentAt(der: Buffer, offset: number): { readonly start: number; readonly end: number } {
  const first = der[offset + 1] ?? 0
  if (first < 0x80) return { start: offset + 2, end: offset + 2 + first }
  const size = first & 0x7f
  const start = offset + 2 + size
  return { start, end: start + (size > 0 && size <= 6 ? der.readUIntBE(offset + 2, size) : 0) }
}
