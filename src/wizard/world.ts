// What the wizard needs of the other parts, in one object, so that a test can replace any of it.

import type { ExaminedCheck } from '../check.js'
import type { Plan } from '../config/configurations.js'
import type { ConfigFormat, Written } from '../config/format.js'
import type { GitStatus } from '../config/git-ignore.js'
import type { WrittenFile } from '../config/write-file.js'
import type { Fault } from '../lab/fault.js'
import type { HealthyOptions, LabServer } from '../lab/serve.js'
import type {
  CheckOptions,
  CheckTarget,
  DiagnosisId,
  Layer,
  Preset,
  PresetDirectory,
  Settings,
  TargetInput,
} from '../model.js'
import type { Discovery } from '../probe/discovery/discovery.js'

export interface World {
  readonly presets: PresetDirectory
  readonly cwd: string
  /** A path as a person types it (`~/.env`, `config/mail.py`), made absolute. */
  pathOf(typed: string): string
  /** Milliseconds since the epoch. */
  now(): number
  /** Throws UsageError for what cannot be a target. */
  resolveTarget(input: TargetInput): CheckTarget
  startCheck(target: CheckTarget, options: CheckOptions): ExaminedCheck
  searchPresets(query: string): readonly Preset[]
  /** The provider's domain that a misspelt one was meant to be. */
  nearestDomain(domain: string): { readonly domain: string; readonly preset: Preset } | undefined
  /** Looks up which servers may take mail for a domain that no preset lists; only the domain is sent. */
  discover(domain: string, way: Pick<CheckOptions, 'connectTo' | 'extraRoots'>): Promise<Discovery>
  /** The rules' explanation and title of a diagnosis. */
  meaningOf(id: DiagnosisId): string
  titleOf(id: DiagnosisId): string
  diagnosesOf(layer: Layer): readonly DiagnosisId[]
  formats(): Promise<readonly ConfigFormat[]>
  /** Throws UsageError when the format cannot say these settings. */
  renderConfig(format: ConfigFormat, settings: Settings): Promise<Written>
  planConfig(format: ConfigFormat, settings: Settings, path: string): Promise<Plan>
  writePlan(plan: Plan): Promise<readonly WrittenFile[]>
  secretPaths(plan: Plan, written: readonly WrittenFile[]): Promise<readonly string[]>
  writeReport(path: string, text: string): Promise<WrittenFile>
  gitStatusOf(path: string): Promise<GitStatus>
  addToGitignore(...paths: readonly [string, ...string[]]): Promise<string>
  faults(): Promise<readonly Fault[]>
  serveFault(id: string): Promise<LabServer>
  serveHealthy(options?: HealthyOptions): Promise<LabServer>
  /** Writes the practice server's root where other programs can read it; resolves to the path. */
  keepPracticeRoot(pem: string): Promise<string>
}
