import { readdirSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { writtenPatterns } from '../../src/build/known-patterns.js'
import { CLIENT_BLOCKED, NOT_THE_CLIENT } from '../../src/diagnose/phrases/blocklist.js'
import { REFUSED_LOGIN, REFUSED_LOGIN_ELSEWHERE, STATED_OTHERWISE } from '../../src/diagnose/phrases/login.js'
import { planPattern } from '../../src/smtp/pattern-plan.js'
import { firstMatch, matches, mayMatch, type Pattern, PhraseTable, phrases } from '../../src/smtp/prefilter.js'

const root = fileURLToPath(new URL('../fixtures/', import.meta.url))

/** All lines of all fixtures, and each with its neighbour. */
const lines = readdirSync(root).flatMap((id) =>
  readdirSync(`${root}${id}`).flatMap((name) => readFileSync(`${root}${id}/${name}`, 'utf8').split('\n')),
)

describe('A look before a pattern', () => {
  test.each([CLIENT_BLOCKED, NOT_THE_CLIENT, REFUSED_LOGIN, REFUSED_LOGIN_ELSEWHERE, STATED_OTHERWISE])(
    'never hides what a pattern of the rules finds: %#',
    (pattern) => {
      for (const line of lines)
        expect(matches(pattern, line), line).toBe(new RegExp(pattern.source, pattern.flags).test(line))
    },
  )

  test.each<[RegExp, string, boolean]>([
    [/relay access denied/i, 'Relay ACCESS denied', true],
    [/relay access denied/i, 'something else', false],
    [/log ?in failed/i, 'login failed', true],
    [/colou?red text/i, 'colored text', true],
    [/(?:optional )?words/i, 'words', true],
    [/(?:one|two) (?:three|four)/i, 'two four', true],
    [/(?:one|two) (?:three|four)/i, 'five six', false],
    [/abc+def/, 'abcccdef', true],
    [/a{0,3}bcd/, 'bcd', true],
    [/(?=abc)\w{3}/, 'abc', true],
    [/(?!abc)xyz/, 'xyz', true],
    [/[abc|)]xyz/, '|xyz', true],
    [/\bK\b elvin/iu, '\u212a elvin', true],
    [/x\|yz\)/, 'x|yz)', true],
    [/5\.7\.8\b/, '5.7.8 no', true],
    [/\u00e9chec|fail(?:ed|ure)/i, 'Échec', true],
    [/ошибка|授权码|fail(?:ed|ure)/i, 'Ошибка', true],
    [/ошибка|授权码|fail(?:ed|ure)/i, 'nothing of it', false],
    [/^$/, '', true],
  ])('%s may fit %j: %s', (pattern, text, expected) => {
    expect(mayMatch(pattern, text)).toBe(expected)
    if (pattern.test(text)) expect(mayMatch(pattern, text)).toBe(true)
  })

  test('tells patterns apart that have one source and different flags', () => {
    expect(matches(/maſk/i, 'MASK')).toBe(false)
    expect(matches(/maſk/iu, 'MASK')).toBe(true)
    expect(matches(/maſk/, 'maſk')).toBe(true)
    expect(matches(/MASK/, 'mask')).toBe(false)
    expect(matches(/MASK/i, 'mask')).toBe(true)
    expect(matches(/MASK/g, 'MASK MASK') && matches(/MASK/g, 'MASK')).toBe(true)
  })

  test('puts the groups of an alternative where they are in the whole pattern', () => {
    const pattern = /first (\d)|(second) (\d+)|third/i
    for (const text of ['first 1', 'SECOND 22', 'third', 'first second 4'])
      expect(firstMatch(pattern, text)).toEqual(pattern.exec(text))
  })

  test('agrees with every pattern on every text', () => {
    const literal = fc.constantFrom(
      'abc',
      'relay',
      'K',
      'denied ',
      '\\.',
      '5\\.7',
      'é',
      'ς',
      'ſ',
      'ı',
      'straße',
      '授权',
      '\\u0434\\xe9',
      '\\d',
      '.',
      '[a-f)|]',
      '\\b',
    )
    const piece: fc.Arbitrary<string> = fc.letrec<{ piece: string }>((tie) => ({
      piece: fc.oneof(
        { maxDepth: 3 },
        literal,
        fc
          .tuple(fc.constantFrom('(?:', '(', '(?=', '(?!'), fc.array(tie('piece'), { minLength: 1, maxLength: 3 }))
          .map(([head, parts]) => `${head}${parts.join('|')})`),
        fc.tuple(tie('piece'), tie('piece')).map((parts) => parts.join('')),
        fc
          .tuple(fc.constantFrom('abc', '(?:relay|xyz)', 'd'), fc.constantFrom('?', '*', '+', '{0,2}', '{1,2}', '+?'))
          .map((parts) => parts.join('')),
      ),
    })).piece
    const source = fc.array(piece, { minLength: 1, maxLength: 4 }).map((parts) => parts.join('|'))
    const text = fc
      .array(
        fc.constantFrom(
          'abc',
          'relay',
          'K',
          'k',
          'denied ',
          '.',
          '5.7',
          'é',
          'É',
          'σ',
          'Σ',
          'S',
          'İ',
          'STRASSE',
          'Straße',
          '授权',
          'дé',
          'ДÉ',
          '1',
          'f',
          'xyz',
          'd',
          '|',
        ),
      )
      .map((parts) => parts.join(''))
    fc.assert(
      fc.property(source, fc.constantFrom('', 'i'), text, (written, flags, words) => {
        const pattern = new RegExp(written, flags)
        expect(matches(pattern, words)).toBe(pattern.test(words))
        const [first, expected] = [firstMatch(pattern, words), pattern.exec(words)]
        expect(first && [first.index, ...first]).toEqual(expected && [expected.index, ...expected])
      }),
      { numRuns: 3000 },
    )
  })
})

describe('Phrases', () => {
  const logins = phrases`
    log ?in failed
    [ ]denied[ ]
    \bкод (\d)
  `

  test('are alternatives, a line each, in upper or lower case', () => {
    expect(logins).toEqual({ source: 'log ?in failed|[ ]denied[ ]|\\bкод (\\d)', flags: 'i' })
    expect(matches(logins, 'LOGIN failed')).toBe(true)
    expect(matches(logins, 'access denied')).toBe(false)
    expect(firstMatch(logins, 'is denied, login failed')?.[0]).toBe('login failed')
  })

  test('that are no regular expression are found by this test before a text meets them', () => {
    for (const { source, flags } of writtenPatterns(fileURLToPath(new URL('../../', import.meta.url)))) {
      expect(() => new RegExp(source, flags), source).not.toThrow()
      for (const one of planPattern({ source, flags }) ?? []) expect(one.source, source).not.toBe('')
    }
  })
})

describe('A table of patterns', () => {
  const patterns: readonly Pattern[] = [
    ...writtenPatterns(fileURLToPath(new URL('../../', import.meta.url))),
    // One that needs no word, one that can only be tried as a whole, and one that fits words of no length.
    /\b\d\b/,
    /(["']).{0,40}\1/,
    /(?:mail)?/,
  ]
  const row = fc.constantFrom(...patterns)
  const line = fc.constantFrom(...lines.filter((one) => one.length < 400))

  test('finds the rows that trying each of them would find, in their order', () => {
    fc.assert(
      fc.property(fc.array(row, { maxLength: 60 }), fc.array(line, { minLength: 1, maxLength: 8 }), (rows, texts) => {
        const table = new PhraseTable(
          rows.map((pattern, index) => ({ index, pattern })),
          ({ pattern }) => pattern,
        )
        for (const text of texts) {
          const fitting = [...rows.keys()].filter((index) => matches(rows[index] ?? /$^/, text))
          const spoken = fitting.find((index) => firstMatch(rows[index] ?? /$^/, text)?.[0])
          expect(table.filter(text).map(({ index }) => index)).toEqual(fitting)
          expect(table.find(text)?.index).toBe(fitting[0])
          expect(table.firstMatch(text)?.row.index).toBe(spoken)
          const among = table.candidatesAmong(texts)
          for (const index of fitting) expect(among.find(([one]) => one.index === index)?.[1]).toContain(text)
          expect(among.map(([one]) => one.index)).toEqual(among.map(([one]) => one.index).sort((a, b) => a - b))
        }
      }),
      { numRuns: 200 },
    )
  })
})
