import { expect, test } from 'vitest'
import { BACK, Interrupted } from '../../src/wizard/ask.js'
import { createPrompter } from '../../src/wizard/prompter.js'
import { createTerminal, KEYS, type TerminalOptions } from './terminal.js'

function prompterOn(options: TerminalOptions & { readonly isPlain?: boolean } = {}) {
  const { isPlain = false, ...rest } = options
  const terminal = createTerminal(rest)
  const { columns, hasColor } = terminal.io
  return { terminal, ask: createPrompter(terminal.io, () => ({ columns, hasColor, isPlain })) }
}

const FRUIT = {
  message: 'Which fruit?',
  flag: '--fruit',
  choices: [
    { value: 'apple', name: 'Apple' },
    { value: 'pear', name: 'Pear', description: 'Green, and best in September.' },
  ],
}

for (const columns of [80, 40]) {
  for (const hasColor of [true, false]) {
    test(`a list is drawn on ${columns} columns ${hasColor ? 'in' : 'without'} colour and leaves one line behind`, async () => {
      const { terminal, ask } = prompterOn({ columns, hasColor })
      const answer = ask.choose(FRUIT)
      await terminal.waitFor('Apple')
      terminal.press(KEYS.down)
      await expect(`${await terminal.waitFor('September')}\n`).toMatchFileSnapshot(
        `../golden/prompt-choose-${columns}.txt`,
      )
      terminal.press(KEYS.enter)
      expect(await answer).toBe('pear')
      expect(await terminal.screen()).toBe('✔ Which fruit? Pear')
      const colours = terminal.raw().match(/\u001b\[[0-9;]*m/g)
      if (hasColor) expect(colours).not.toBeNull()
      else expect(colours).toBeNull()
    })
  }
}

test('Escape goes back from every kind of question, and the list is gone from the screen', async () => {
  const { terminal, ask } = prompterOn()
  const questions = [
    () => ask.choose(FRUIT),
    () => ask.text({ message: 'A word?', flag: '--word' }),
    () => ask.secret({ message: 'A secret?', flag: '--secret-env' }),
    () => ask.search({ message: 'Find it?', flag: '--find', search: () => FRUIT.choices }),
  ]
  for (const [index, question] of questions.entries()) {
    const answer = question()
    await terminal.waitFor(['Apple', 'word?', 'secret?', 'Find it?'][index] ?? '')
    terminal.press(KEYS.escape)
    expect(await answer).toBe(BACK)
  }
  const screen = await terminal.screen()
  expect(screen).toBe(
    ['✔ Which fruit? (back)', '✔ A word? (back)', '✔ A secret? (back)', '✔ Find it? (back)'].join('\n'),
  )
})

test('a list in which nothing fits says so beside Back', async () => {
  const { terminal, ask } = prompterOn()
  const answer = ask.search({
    message: 'Find it?',
    flag: '--find',
    search: (typed) => FRUIT.choices.filter(({ name }) => name.toLowerCase().startsWith(typed)),
  })
  await terminal.waitFor('Find it?')
  terminal.press('xyz')
  await terminal.waitFor('Nothing in the list fits "xyz"')
  terminal.press(KEYS.enter)
  expect(await answer).toBe(BACK)
})

test('a list also offers Back as its last choice', async () => {
  const { terminal, ask } = prompterOn()
  const answer = ask.choose(FRUIT)
  await terminal.waitFor('Back')
  terminal.press(KEYS.down, KEYS.down, KEYS.enter)
  expect(await answer).toBe(BACK)
})

test('a secret is pasted at once, shown as stars, and never written to the screen', async () => {
  const { terminal, ask } = prompterOn()
  const answer = ask.secret({ message: 'App password:', flag: '--password-env' })
  await terminal.waitFor('App password:')
  terminal.press('abcd efgh ijkl mnop')
  await terminal.waitFor('*******************')
  terminal.press(KEYS.enter)
  expect(await answer).toBe('abcd efgh ijkl mnop')
  expect(await terminal.screen()).toBe('✔ App password: (hidden)')
  expect(terminal.raw()).not.toContain('abcd')
})

test('a wrong answer is explained and can be mended, not typed again', async () => {
  const { terminal, ask } = prompterOn({ columns: 40 })
  const answer = ask.text({
    message: 'Your e-mail address:',
    flag: '--from',
    validate: (text) => text.includes('@') || 'An address has an @ in it, such as ada@example.com.',
  })
  await terminal.waitFor('address:')
  terminal.press('ada', KEYS.enter)
  const screen = await terminal.waitFor('An address has')
  expect(screen).toContain('! An address has an @ in it, such as')
  terminal.press('@example.com', KEYS.enter)
  expect(await answer).toBe('ada@example.com')
})

test('a list is narrowed by typing', async () => {
  const { terminal, ask } = prompterOn()
  const answer = ask.search({
    message: 'Which fruit?',
    flag: '--fruit',
    search: (typed) => FRUIT.choices.filter(({ value }) => value.includes(typed)),
  })
  await terminal.waitFor('Apple')
  terminal.press('pea')
  await terminal.waitFor(/^(?![\s\S]*Apple)[\s\S]*Pear/)
  terminal.press(KEYS.enter)
  expect(await answer).toBe('pear')
})

for (const isPlain of [false, true]) {
  for (const key of ['ctrlC', 'ctrlD'] as const) {
    test(`${key} ends a ${isPlain ? 'plain ' : ''}secret question and leaves the terminal as it was`, async () => {
      const { terminal, ask } = prompterOn({ isPlain })
      const answer = ask.secret({ message: 'Password:', flag: '--password-env' })
      await terminal.waitFor('Password:')
      terminal.press(KEYS[key])
      await expect(answer).rejects.toBeInstanceOf(Interrupted)
      expect(terminal.isRaw()).toBe(false)
      expect(await terminal.isCursorHidden()).toBe(false)
      expect(terminal.io.stdin.listenerCount('keypress')).toBe(0)
    })
  }
}

test('a signal ends a question and a wait', async () => {
  const { terminal, ask } = prompterOn()
  const answer = ask.choose(FRUIT)
  await terminal.waitFor('Apple')
  terminal.interrupt()
  await expect(answer).rejects.toBeInstanceOf(Interrupted)
  await expect(ask.working(() => 'waiting', new Promise(() => {}))).rejects.toBeInstanceOf(Interrupted)
  expect(await terminal.isCursorHidden()).toBe(false)
})

test('a wait shows a sign of life that is gone afterwards', async () => {
  const { terminal, ask } = prompterOn()
  let finish = (_: string) => {}
  const waiting = ask.working(() => 'Checking port 587', new Promise<string>((resolve) => (finish = resolve)))
  await terminal.waitFor('Checking port 587')
  finish('done')
  expect(await waiting).toBe('done')
  expect(await terminal.screen()).toBe('')
  expect(await terminal.isCursorHidden()).toBe(false)
})

test('work that is done already shows no spinner', async () => {
  const { terminal, ask } = prompterOn()
  expect(await ask.working(() => 'Checking', Promise.resolve(7))).toBe(7)
  expect(terminal.raw()).toBe('')
})

test('plain questions are lines: numbered lists, answers by number or name, < to go back, no escape sequence', async () => {
  const { terminal, ask } = prompterOn({ isPlain: true })
  const first = ask.choose({ ...FRUIT, default: 'apple' })
  await terminal.waitFor('(Enter for 1, < to go back):')
  terminal.press('9\n')
  await terminal.waitFor('Nothing here fits')
  terminal.press('pe\n')
  expect(await first).toBe('pear')
  const second = ask.text({ message: 'A word?', flag: '--word', default: 'tree' })
  await terminal.waitFor('A word? [tree]')
  terminal.press('\n')
  expect(await second).toBe('tree')
  const third = ask.text({ message: 'Another?', flag: '--word' })
  await terminal.waitFor('Another?')
  terminal.press('<\n')
  expect(await third).toBe(BACK)
  expect(await ask.working(() => 'Checking port 587', Promise.resolve(1))).toBe(1)
  expect(terminal.raw()).not.toContain('\u001b')
  await expect(`${await terminal.screen()}\n`).toMatchFileSnapshot('../golden/prompt-plain.txt')
})

test('a number that was not read out is a name: 163 is a provider', async () => {
  const { terminal, ask } = prompterOn({ isPlain: true })
  const choices = Array.from({ length: 200 }, (_, index) => ({ value: index, name: `Provider ${index + 1000}` }))
  const named = { value: -1, name: '163 Mail' }
  const answer = ask.search({
    message: 'Which provider?',
    flag: '--provider',
    search: (typed) => [...choices, named].filter(({ name }) => name.startsWith(typed)),
  })
  await terminal.waitFor('to go back):')
  terminal.press('163\n')
  expect(await answer).toBe(-1)
})

test('a name that was cut in the list is written whole once it is chosen', async () => {
  const { terminal, ask } = prompterOn()
  const name = `A task ${'of many words '.repeat(8)}with an end`
  const answer = ask.choose({ message: 'Which?', flag: '--which', choices: [{ value: 1, name }] })
  await terminal.waitFor('…')
  terminal.press(KEYS.enter)
  await answer
  expect((await terminal.screen()).replace(/\s+/g, ' ')).toBe(`✔ Which? ${name}`)
})

test('a list that is longer than the screen says how much more there is', async () => {
  const { terminal, ask } = prompterOn({ columns: 40, rows: 14 })
  const choices = Array.from({ length: 9 }, (_, value) => ({ value, name: `Choice ${value}` }))
  const answer = ask.choose({ message: 'Which?', flag: '--which', choices })
  // Nine and "Back", of which five are shown.
  await terminal.waitFor('↑↓ (5 more) · Enter takes · Esc back')
  terminal.press(KEYS.enter)
  expect(await answer).toBe(0)
})

for (const isPlain of [false, true]) {
  test(`of a paste of several lines nothing is taken, and it is asked again${isPlain ? ', line by line too' : ''}`, async () => {
    const { terminal, ask } = prompterOn({ isPlain })
    const enter = isPlain ? '\n' : KEYS.enter
    const answer = ask.secret({ message: 'Password:', flag: '--password-env' })
    await terminal.waitFor('Password:')
    terminal.press(`first${enter}second${enter}`)
    await terminal.waitFor(/More than one line was pasted[\s\S]*Password:/)
    terminal.press(`right${enter}`)
    expect(await answer).toBe('right')
    expect(terminal.raw().replace('first\nsecond\n', '')).not.toMatch(isPlain ? /\u001b/ : /first|second/)
  })
}
