// Builds a Reply from text in which a server's reply lies, however it was folded, joined or cut.

import type { Reply } from '../model.js'

const MAX_REPLY_TEXT = 4000

/**
 * The reply that `raw` holds, which begins after its first code: lines joined with or without breaks, codes repeated or
 * glued to the word before, enhanced codes (RFC 3463) at the start, at each line or in brackets at the end.
 */
export function replyFromText(given: number, raw: string): Reply {
  const inner =
    refusalOfRecipients(given, raw.slice(0, MAX_REPLY_TEXT)) ?? replyOfNextServer(raw.slice(0, MAX_REPLY_TEXT))
  const { code, text } = inner ?? { code: given, text: raw.slice(0, MAX_REPLY_TEXT) }
  const enhanced = enhancedIn(text)
  const pieces = splitAtCodes(code, enhanced, text)
    .map((piece) => piece.replace(/\s+/g, ' ').trim())
    .filter(Boolean)
  const prefix = enhanced && text.includes(enhanced) ? ` ${enhanced}` : ''
  return {
    code,
    ...(enhanced && { enhanced }),
    text: pieces.join(' '),
    lines:
      pieces.length === 0
        ? [`${code}${prefix}`]
        : pieces.map(
            (piece, index) => `${code}${index < pieces.length - 1 ? '-' : ' '}${prefix ? `${enhanced} ` : ''}${piece}`,
          ),
  }
}

/** Exim's 503 to DATA repeats why it had refused all recipients: that is the reply that counts. */
function refusalOfRecipients(code: number, raw: string): { code: number; text: string } | undefined {
  const reason =
    code === 503
      ? /All RCPT commands were rejected with this error:([\s\S]{1,2000}?)(?:503[ -])?Valid RCPT command must/i.exec(
          raw,
        )?.[1]
      : undefined
  return reason === undefined
    ? undefined
    : { code: 550, text: ` All RCPT commands were rejected: ${reason.replace(/(?<!\d)503[ -]/g, ' ').trim()}` }
}

/** Exchange puts what the next server said behind words of its own: `451 4.4.0 Primary target IP address responded with: …`. */
function replyOfNextServer(raw: string): { code: number; text: string } | undefined {
  const found =
    /\bprimary target IP address responded with:\s{0,3}["'“]?\s{0,3}([45]\d\d)(?=[ -])([^"”\n]{1,1500})/i.exec(raw)
  return found ? { code: Number(found[1]), text: found[2] ?? '' } : undefined
}

function enhancedIn(text: string): string | undefined {
  return (
    /^[\s,:;#-]{0,4}([245]\.\d{1,3}\.\d{1,3})(?!\.?\d)/.exec(text)?.[1] ??
    /^\s*[245]\d\d[ -]#?([245]\.\d{1,3}\.\d{1,3})(?![.\d])/.exec(text)?.[1] ??
    /\(#?([245]\.\d{1,3}\.\d{1,3})\)?\.?\s*$/.exec(text)?.[1] ??
    /#([245]\.\d{1,3}\.\d{1,3})\b/.exec(text)?.[1]
  )
}

/** Cuts at each further code of the same reply and takes codes and enhanced codes out. */
function splitAtCodes(code: number, enhanced: string | undefined, text: string): string[] {
  const isFolded = text.startsWith('-')
  const breaks = enhanced
    ? new RegExp(`(?<!\\d)${code}[- ]#?${enhanced.replaceAll('.', '\\.')}(?![.\\d])|(?<!\\d)${code}-`, 'g')
    : new RegExp(isFolded ? `(?<![\\d=])${code}[- ](?=\\S)|(?<!\\d)${code}-` : `(?<!\\d)${code}-(?=[A-Z])`, 'g')
  const body = text.replace(/^-/, '')
  return body
    .split(breaks)
    .flatMap((piece) =>
      enhanced ? piece.split(new RegExp(`(?<![\\w.(#])#?${enhanced.replaceAll('.', '\\.')}(?!\\.?[\\d)])`)) : [piece],
    )
    .map((piece) => piece.replace(/^[\s,:;-]+/, ''))
}

/** The most likely reply code where a program shows only the enhanced code or only the text. */
export function codeOfEnhanced(enhanced: string, text: string): number {
  const isPermanent = enhanced.startsWith('5')
  if (/^5\.7\.(?:8|3|139)$/.test(enhanced)) return 535
  // X.7.8 is a refused login (RFC 4954 section 6); a temporary one comes from Postfix with soft_bounce.
  if (enhanced === '4.7.8') return 435
  if (/^5\.7\.(?:9|14)$/.test(enhanced)) return 534
  if (enhanced === '5.7.57') return 530
  if (/starttls/i.test(text)) return 530
  if (/authentication (?:is )?required|must (?:be )?authenticate|#AUTH|bad auth|#MBR/i.test(text))
    return /#AUTH|bad auth|#MBR/i.test(text) ? 535 : 530
  if (/^4\.7\.0$/.test(enhanced) && /login|authenticat/i.test(text)) return 454
  if (/^5\.(?:2\.[23]|3\.4)$/.test(enhanced)) return 552
  return isPermanent ? 550 : 450
}
