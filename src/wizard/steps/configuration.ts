// When it works: the configuration for one program, previewed, confirmed, written whole; and git told to leave it out.

import { basename, dirname, isAbsolute, relative } from 'node:path'
import type { Plan, PlannedFile } from '../../config/configurations.js'
import type { ConfigFormat } from '../../config/format.js'
import type { WrittenFile } from '../../config/write-file.js'
import { type Credentials, type Recommendation, type Settings, UsageError } from '../../model.js'
import { blocks, heading, type Look, paint, sign, wrap } from '../../report/look.js'
import { visible } from '../../report/visible.js'
import { BACK, type Back, type Choice } from '../ask.js'
import { BACKWARD, onward, step, type Tools } from '../step.js'
import { isAddress } from './address.js'

const NOT_NOW = Symbol('not now')
type Chosen = ConfigFormat | typeof NOT_NOW

export const configurationStep = step({
  name: 'configuration',
  needs: ['report', 'credentials', 'username', 'address', 'caFile', 'again', 'isConfigurationOffered'],
  async run({ report, credentials, username, address, caFile, again, isConfigurationOffered }, tools) {
    const isAgain = again === 'configuration'
    // The flags count once: what cannot be done as they say is asked.
    let isAsking = isAgain
    const recommended = report?.recommended
    const isProven = credentials !== undefined || username === ''
    if (!recommended || report.verdict !== 'works') return onward()
    if (!isAgain && (isConfigurationOffered || !isProven)) return onward()
    const settings = { ...settingsOf(recommended, credentials, address, tools), ...(caFile && { caFile }) }
    for (;;) {
      const format = await chooseFormat(isAsking, tools)
      if (format === BACK) return BACKWARD
      if (format === NOT_NOW) break
      if (await write(format, settings, isAsking, tools)) break
      isAsking = true
    }
    return onward({ isConfigurationOffered: true, again: undefined })
  },
})

function settingsOf(
  { host, port, security, username }: Recommendation,
  credentials: Credentials | undefined,
  address: string | undefined,
  { flags }: Tools,
): Settings {
  const from = [flags.from, address, username].find((one) => one !== undefined && isAddress(one) === true)
  return {
    host,
    port,
    security,
    ...(credentials && { username: credentials.username, secret: credentials.secret }),
    ...(credentials?.kind === 'token' && { isToken: true }),
    ...(from && { from }),
    ...(flags.to && { to: flags.to }),
    ...(flags.caFile && { caFile: flags.caFile }),
  }
}

async function chooseFormat(isAsking: boolean, { ask, flags, world }: Tools): Promise<Chosen | Back> {
  const formats = await world.formats()
  const named = flags.format === undefined || isAsking ? undefined : formatNamed(flags.format, formats)
  if (named) return named
  const no: Choice<Chosen> = { value: NOT_NOW, name: 'No, not now' }
  return ask.search<Chosen>({
    message: 'Write a configuration file? For which program?',
    flag: '--format',
    search: (typed) => {
      const wanted = typed.toLowerCase()
      const found = searchFormats(wanted, formats).map(
        (format): Choice<Chosen> => ({
          value: format,
          name: format.title,
          description: descriptionOf(format),
        }),
      )
      if (typed === '') return [...found.slice(0, COMMON.length), no, ...found.slice(COMMON.length)]
      return found.length === 0 || no.name.toLowerCase().includes(wanted) ? [...found, no] : found
    },
  })
}

/** What most people come for stands first; a name that fits whole comes before one that fits in part. */
const COMMON: readonly string[] = ['env', 'nodemailer', 'python']

function searchFormats(wanted: string, formats: readonly ConfigFormat[]): readonly ConfigFormat[] {
  const fitOf = ({ id, title, fileName }: ConfigFormat): number => {
    if (wanted !== '' && id === wanted) return 3
    const names = [id, title.toLowerCase(), fileName.toLowerCase()]
    if (!names.some((name) => name.includes(wanted))) return 0
    return COMMON.includes(id) ? 2 : 1
  }
  const placeOf = ({ id }: ConfigFormat) => (COMMON.includes(id) ? COMMON.indexOf(id) : COMMON.length)
  return formats.filter((format) => fitOf(format) > 0).sort((a, b) => fitOf(b) - fitOf(a) || placeOf(a) - placeOf(b))
}

function descriptionOf({ fileName, secret, isSnippet }: ConfigFormat): string {
  const where = secret === 'embedded' ? 'holds the password' : 'names where the password stands'
  return `${fileName}; ${where}${isSnippet ? '; a part to put into your own file' : ''}`
}

function formatNamed(id: string, formats: readonly ConfigFormat[]): ConfigFormat {
  const format = formats.find((one) => one.id === id.toLowerCase())
  if (!format) throw new UsageError(`there is no format "${visible(id)}"; "smtp-doctor config --list" names them all`)
  return format
}

/** Path, preview, yes, file, git. False when the user went back or the format cannot say these settings. */
async function write(format: ConfigFormat, settings: Settings, isAsking: boolean, tools: Tools): Promise<boolean> {
  const { ask, flags, world } = tools
  const impossible = await reasonAgainst(format, settings, tools)
  if (impossible) {
    ask.say(wrap(ask.look, impossible))
    return false
  }
  if (flags.output === undefined || isAsking) ask.say(wrap(ask.look, `A path without a folder is in ${world.cwd}.`))
  for (;;) {
    const typed =
      flags.output !== undefined && !isAsking
        ? flags.output
        : await ask.text({
            message: 'Path of the file:',
            flag: '--out',
            default: format.fileName,
            validate: (text) => /^[^\p{Cc}]+$/u.test(text) || 'Type a path.',
          })
    if (typed === BACK) return false
    const path = world.pathOf(typed)
    try {
      const plan = await world.planConfig(format, settings, path)
      ask.say(renderPlan(plan, ask.look, world.cwd))
      if (plan.files.every(({ isUnchanged }) => isUnchanged)) {
        ask.say(renderCommands(plan, ask.look))
        return true
      }
      const isWanted = flags.isYes && !isAsking ? true : await confirm(plan, tools)
      if (isWanted === BACK) {
        if (flags.output !== undefined && !isAsking) return false
        continue
      }
      if (!isWanted) return true
      const written = await world.writePlan(plan)
      for (const { path: file, backup } of written) {
        const kept = backup ? `; the old content is kept as ${basename(backup)}` : ''
        ask.say(wrap(ask.look, `Written: ${shown(file, world.cwd)}${kept}`, { first: `${sign(ask.look, 'ok')} ` }))
      }
      await leaveOutOfGit(plan, written, tools)
      ask.say(renderCommands(plan, ask.look))
      return true
    } catch (error) {
      if (!(error instanceof UsageError)) throw error
      ask.say(wrap(ask.look, error.message, { first: `${sign(ask.look, 'fail')} ` }))
      if (flags.output !== undefined && !isAsking) return false
    }
  }
}

/** Why this format cannot say these settings (a token where it knows only passwords); undefined when it can. */
async function reasonAgainst(format: ConfigFormat, settings: Settings, { world }: Tools): Promise<string | undefined> {
  try {
    await world.renderConfig(format, settings)
    return undefined
  } catch (error) {
    if (error instanceof UsageError) return error.message
    throw error
  }
}

function renderPlan({ files, notes }: Plan, look: Look, cwd: string): string {
  return blocks(
    ...files.map((file) => {
      const { path, hasSecret, isUnchanged } = file
      const changes = isUnchanged ? [] : changesOf(file)
      const whose = hasSecret && !isUnchanged ? ', only you can read it (mode 0600)' : ''
      const how = howChanged(file, changes.length > 0)
      return [
        wrap(look, `${shown(path, cwd)}: ${how}${whose}`, { tone: 'strong' }),
        ...changes.map((line) => paintChange(visible(line), look)),
      ].join('\n')
    }),
    notes.map((note) => wrap(look, note)).join('\n'),
  )
}

/** The lines of the diff without its two of names; where some are left out stands a dot line in place of numbers. */
function changesOf({ diff }: PlannedFile): string[] {
  const [, ...lines] = diff.trimEnd().split('\n').slice(2)
  return lines.map((line) => (line.startsWith('@@') ? ' …' : line))
}

function howChanged({ exists, isMerge, isUnchanged }: PlannedFile, isSeen: boolean): string {
  if (isUnchanged) return 'is already right, and stays as it is'
  if (!exists) return 'a new file'
  if (!isMerge) return 'exists and would be replaced'
  return isSeen ? 'exists; only these lines change' : 'exists; only the password in it is set'
}

function shown(path: string, cwd: string): string {
  const short = relative(cwd, path)
  return short === '' || short.startsWith('..') || isAbsolute(short) ? path : short
}

function paintChange(line: string, look: Look): string {
  return line.startsWith('+') ? paint(look, 'good', line) : line.startsWith('-') ? paint(look, 'bad', line) : line
}

function confirm({ files }: Plan, { ask }: Tools): Promise<boolean | Back> {
  const isReplacing = files.some(({ exists, isMerge }) => exists && !isMerge)
  return ask.choose({
    message: isReplacing ? 'Replace it? The old content is kept beside it.' : 'Write this?',
    flag: '--yes',
    choices: [
      { value: true, name: isReplacing ? 'Yes, replace it' : 'Yes, write it' },
      { value: false, name: 'No, write nothing' },
    ],
    default: !isReplacing,
  })
}

/** Files with a secret that `git add` would take, old contents too, are pointed out and can be left out at once. */
async function leaveOutOfGit(plan: Plan, written: readonly WrittenFile[], { ask, flags, world }: Tools) {
  const paths = await world.secretPaths(plan, written)
  for (const folder of new Set(paths.map((path) => dirname(path)))) {
    const exposed: string[] = []
    for (const path of paths.filter((one) => dirname(one) === folder)) {
      const status = await world.gitStatusOf(path)
      if (status === 'tracked') ask.say(wrap(ask.look, adviceOnTracked(basename(path))))
      if (status === 'exposed' || status === 'tracked') exposed.push(path)
    }
    const [first, ...others] = exposed
    if (first === undefined) continue
    const [hold, them] = others.length === 0 ? ['holds', 'it'] : ['hold', 'them']
    const names = exposed.map((path) => basename(path)).join(' and ')
    const answer =
      flags.isGitignoreWanted ||
      (await ask.choose({
        message: `${names} ${hold} a password, and no .gitignore covers ${them}. Add ${them} there?`,
        flag: '--gitignore',
        choices: [
          { value: true, name: `Yes, add ${them} to .gitignore` },
          { value: false, name: 'No' },
        ],
      }))
    if (answer !== true) continue
    const gitignore = await world.addToGitignore(first, ...others)
    ask.say(wrap(ask.look, `Written: ${shown(gitignore, world.cwd)}`, { first: `${sign(ask.look, 'ok')} ` }))
  }
}

function adviceOnTracked(name: string): string {
  return `${name} holds the password and git has it already. Take it out with "git rm --cached ${name}", and take a new password if it was ever pushed.`
}

function renderCommands({ commands }: Plan, look: Look): string {
  if (commands.length === 0) return ''
  const title = commands.length === 1 ? 'To try it, run this:' : 'To try it, run these, one after the other:'
  return ['', heading(look, title), ...commands.map((command) => `  ${visible(command)}`), ''].join('\n')
}
