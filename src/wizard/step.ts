// What a step of the wizard is: it gets the answers that it names, asks what is still open, returns its own answers.
// No step ends the program or knows which one comes before or after it; only menus name a step to go to.

import type { CheckTarget, ConnectTo, Credentials, Preset, Report, TargetInput } from '../model.js'
import type { Ask } from './ask.js'
import type { Examination } from './examination.js'
import type { World } from './world.js'

/** What the user has said so far; kept when going back, so that every question offers the earlier answer. */
export interface Answers {
  readonly address: string | undefined
  /** Undefined until chosen; the preset `custom` for a server of one's own. */
  readonly provider: Preset | undefined
  /** What was typed about the server beside the preset, or found in its place. */
  readonly server: Server | undefined
  readonly username: string | undefined
  readonly target: CheckTarget | undefined
  readonly access: Access | undefined
  /** The user means to send the account's own password although it will be refused: that is not asked twice. */
  readonly isWarned: boolean | undefined
  readonly credentials: Credentials | undefined
  /** The host for which the user said yes to a login without verified TLS. */
  readonly insecureHost: string | undefined
  /** What may be typed as password: the practice server's is no secret. */
  readonly secretHint: string | undefined
  /** The root that programs have to trust for this server: that of the practice server. */
  readonly caFile: string | undefined
  readonly report: Report | undefined
  /** A part that the user chose to go through again: its questions are asked although they have an answer. */
  readonly again: 'secret' | 'server' | 'check' | 'message' | 'configuration' | undefined
  /** What was offered once is not offered by itself again. */
  readonly isMessageOffered: boolean | undefined
  readonly isConfigurationOffered: boolean | undefined
}

/** At the start of a walk nothing is known. */
export const NO_ANSWERS: Answers = {
  address: undefined,
  provider: undefined,
  server: undefined,
  username: undefined,
  target: undefined,
  access: undefined,
  isWarned: undefined,
  credentials: undefined,
  insecureHost: undefined,
  secretHint: undefined,
  caFile: undefined,
  report: undefined,
  again: undefined,
  isMessageOffered: undefined,
  isConfigurationOffered: undefined,
}

export interface Server {
  readonly host?: string
  readonly ports?: string
  readonly region?: string
  /** Looked up and chosen, so that it need not be typed. */
  readonly isFound?: boolean
}

/** How to log in. `none`: only the way to the login is examined. */
export type Access = 'password' | 'token' | 'none'

export type StepName =
  | 'address'
  | 'provider'
  | 'practice'
  | 'server'
  | 'username'
  | 'access'
  | 'secret'
  | 'results'
  | 'message'
  | 'configuration'
  | 'next'

/** What the command line has said already: these questions are not asked. */
export interface Flags extends TargetInput {
  readonly secret?: { readonly kind: Credentials['kind']; readonly secret: string }
  /** What the user should know of where these come from. */
  readonly remarks?: readonly string[]
  readonly from?: string
  readonly to?: string
  readonly send?: boolean
  readonly mechanism?: string
  readonly isInsecureAllowed?: boolean
  readonly connectTo?: readonly ConnectTo[]
  readonly extraRoots?: readonly string[]
  /** The file that the first of `extraRoots` came from, for the configuration. */
  readonly caFile?: string
  readonly timeoutMs?: number
  readonly format?: string
  readonly output?: string
  readonly isYes?: boolean
  readonly isGitignoreWanted?: boolean
  /** Practice: the exercise to begin with, or an empty text for the list of them. */
  readonly practice?: string
}

export interface Tools {
  readonly ask: Ask
  readonly flags: Flags
  readonly world: World
  readonly examination: Examination
}

type SomeAnswers = { readonly [name in keyof Answers]?: Answers[name] | undefined }

export type Outcome =
  | { readonly go: 'on'; readonly answers?: SomeAnswers }
  | { readonly go: 'back' }
  | {
      readonly go: 'to'
      readonly step: StepName
      readonly answers?: SomeAnswers
      /** Another account: what the command line said about the first one holds no longer. */
      readonly isFresh?: boolean
    }
  | { readonly go: 'end' }

export interface Step {
  readonly name: StepName
  readonly needs: readonly (keyof Answers)[]
  run(answers: Answers, tools: Tools): Promise<Outcome>
}

/** A step that sees no more answers than it names in `needs`. */
export function step<Need extends keyof Answers>(definition: {
  readonly name: StepName
  readonly needs: readonly Need[]
  readonly run: (answers: Pick<Answers, Need>, tools: Tools) => Promise<Outcome>
}): Step {
  return definition
}

export const BACKWARD: Outcome = { go: 'back' }

/** Goes on with these answers. */
export function onward(answers: SomeAnswers = {}): Outcome {
  return { go: 'on', answers }
}
