import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { LIMITS } from '../../src/smtp/limits.js'
import { createReplyParser, type ParsedEvent, parseReply } from '../../src/smtp/reply-parser.js'

const parse = (...chunks: (string | Uint8Array)[]): ParsedEvent[] => {
  const parser = createReplyParser()
  return chunks.flatMap((chunk) => parser.push(typeof chunk === 'string' ? Buffer.from(chunk, 'latin1') : chunk))
}
const replies = (...chunks: (string | Uint8Array)[]) =>
  parse(...chunks).map((event) => (event.kind === 'reply' ? event.reply : event))

describe('replies', () => {
  test('a single line gives code, enhanced code and text', () => {
    expect(replies('535 5.7.8 Username and Password not accepted\r\n')).toEqual([
      {
        code: 535,
        enhanced: '5.7.8',
        text: 'Username and Password not accepted',
        lines: ['535 5.7.8 Username and Password not accepted'],
      },
    ])
  })

  test('the lines of a folded reply are joined and their codes left out', () => {
    const [reply] = replies(
      '534-5.7.9 Application-specific password required. For more\r\n534 5.7.9 information, go to\r\n',
    )
    expect(reply).toMatchObject({
      code: 534,
      enhanced: '5.7.9',
      text: 'Application-specific password required. For more information, go to',
    })
  })

  test('a bare line feed ends a line', () => {
    expect(replies('220 ready\n250 ok\n')).toMatchObject([{ code: 220 }, { code: 250 }])
  })

  test('a code without text is a whole reply', () => {
    expect(replies('250\r\n')).toMatchObject([{ code: 250, text: '' }])
  })

  test('where the codes of one reply differ the last one counts', () => {
    expect(replies('250-first\r\n550 last\r\n')).toMatchObject([{ code: 550, text: 'first last' }])
  })

  test('a line without a code in the middle of a reply belongs to it', () => {
    expect(replies('250-first\r\nstray\r\n250 last\r\n')).toMatchObject([{ code: 250, text: 'first stray last' }])
  })

  test('a line that is not SMTP is told apart from a reply', () => {
    expect(parse('HTTP/1.1 400 Bad Request\r\n')).toEqual([{ kind: 'not-smtp', line: 'HTTP/1.1 400 Bad Request' }])
    expect(parse('* OK IMAP4rev1 ready\r\n')).toMatchObject([{ kind: 'not-smtp' }])
    expect(parse('1234 no reply\r\n')).toMatchObject([{ kind: 'not-smtp' }])
  })

  test('NUL, ESC and lone carriage returns stay in the text for the renderer to show', () => {
    expect(replies('250 a\0b\x1b[31mc\rd\r\n')).toMatchObject([{ text: 'a\0b\x1b[31mc\rd' }])
  })

  test('UTF-8 is read as UTF-8 and anything else as Latin-1', () => {
    expect(replies(Buffer.from('550 Empfänger unbekannt\r\n'))).toMatchObject([{ text: 'Empfänger unbekannt' }])
    expect(replies(Buffer.from('550 Empf\xe4nger unbekannt\r\n', 'latin1'))).toMatchObject([
      { text: 'Empfänger unbekannt' },
    ])
  })
})

describe('bounds', () => {
  test('an endless line ends in a limit, whatever follows', () => {
    const parser = createReplyParser()
    const flood = Buffer.alloc(64 * 1024, 'x')
    expect(parser.push(flood)).toMatchObject([{ kind: 'limit', limit: 'line' }])
    expect(parser.push(flood)).toEqual([])
    expect(parser.push(Buffer.from('\r\n250 ok\r\n'))).toEqual([])
  })

  test('an endless reply ends in a limit', () => {
    const events = parse('250-more\r\n'.repeat(LIMITS.replyLines + 5))
    expect(events).toMatchObject([{ kind: 'limit', limit: 'reply' }])
  })

  test('the longest line that is allowed is still read', () => {
    const text = 'x'.repeat(LIMITS.replyLineBytes - 6)
    expect(replies(`250 ${text}\r\n`)).toMatchObject([{ code: 250, text }])
  })
})

describe('any split of the same bytes', () => {
  const line = fc.record({
    code: fc.integer({ min: 200, max: 599 }),
    text: fc.string({ unit: 'binary', maxLength: 40 }).map((text) => text.replace(/[\r\n]/g, ' ')),
  })

  test('gives the same events', () => {
    fc.assert(
      fc.property(
        fc.array(line, { minLength: 1, maxLength: 6 }),
        fc.array(fc.nat(400), { maxLength: 12 }),
        (lines, cuts) => {
          const bytes = Buffer.from(
            lines.map(({ code, text }, index) => `${code}${index % 3 === 0 ? ' ' : '-'}${text}\r\n`).join(''),
          )
          const edges = [0, ...cuts.map((cut) => Math.min(cut, bytes.length)).sort((a, b) => a - b), bytes.length]
          const pieces = edges.slice(1).map((end, index) => bytes.subarray(edges[index], end))
          expect(parse(...pieces)).toEqual(parse(bytes))
        },
      ),
    )
  })

  test('arbitrary bytes never throw and never outgrow the bounds', () => {
    fc.assert(
      fc.property(fc.array(fc.uint8Array({ maxLength: 300 }), { maxLength: 30 }), (chunks) => {
        const parser = createReplyParser()
        for (const chunk of chunks) parser.push(chunk)
        expect(parser.pending().length).toBeLessThanOrEqual(LIMITS.replyBytes + LIMITS.replyLineBytes)
      }),
    )
  })
})

test('lines that hold no code are no reply', () => {
  expect(parseReply(['nothing', 'here'])).toBeUndefined()
})
