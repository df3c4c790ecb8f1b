// The World as it is: the presets, the engine, the files, the practice server. Everything heavy is imported on use.

import { Resolver } from 'node:dns/promises'
import { homedir } from 'node:os'
import { join, resolve } from 'node:path'
import { startCheck } from '../check.js'
import { ruleOf } from '../diagnose/diagnose.js'
import { rules } from '../diagnose/rules/index.js'
import { DIAGNOSIS_LAYERS, type Preset } from '../model.js'
import { nearestDomain } from '../providers/nearest-host.js'
import { loadPresets } from '../providers/preset-directory.js'
import { resolveTarget } from '../providers/resolve-target.js'
import { searchPresets } from '../providers/search-presets.js'
import type { World } from './world.js'

/** The World of this machine; `cwd` is where relative paths begin. */
export function realWorld(cwd: string): World {
  const presets = loadPresets()
  return {
    presets,
    cwd,
    pathOf: (typed) => (typed.startsWith('~/') ? join(homedir(), typed.slice(2)) : resolve(cwd, typed)),
    now: Date.now,
    resolveTarget: (input) => resolveTarget(input, presets),
    startCheck: (target, options) => startCheck(target, options, presets),
    searchPresets: (query) => searchPresets(query, presets),
    nearestDomain: (domain) => nearestDomain(domain, presets),
    providerByMx: (domain, signal) => providerByMx(domain, signal, (name) => presets.byMx(name)),
    meaningOf: (id) => ruleOf(id).meaning,
    titleOf: (id) => ruleOf(id).title,
    diagnosesOf: (layer) =>
      rules.map(({ id }) => id).filter((id) => id !== 'unknown' && DIAGNOSIS_LAYERS[id] === layer),
    formats: async () => (await configurations()).formats,
    planConfig: async (format, settings, path) => (await configurations()).planConfig(format, settings, path),
    writePlan: async (plan) => (await configurations()).writePlan(plan, { overwrite: true }),
    // A report names servers and accounts: for its owner's eyes.
    writeReport: async (path, text) =>
      (await import('../config/write-file.js')).writeConfigFile(path, text, { hasSecret: true }),
    gitStatusOf: async (path) => (await gitIgnore()).gitStatusOf(path),
    addToGitignore: async (path) => (await gitIgnore()).addToGitignore(path),
    faults: async () => (await import('../lab/faults.js')).faults,
    serveFault: async (id) => (await import('../lab/serve.js')).serveFault(id),
    serveHealthy: async (options) => (await import('../lab/serve.js')).serveHealthy(options),
  }
}

// The parsers of configuration files and the practice server are too heavy to be loaded before the first question.
const configurations = () => import('../config/configurations.js')
const gitIgnore = () => import('../config/git-ignore.js')

/** RFC 5321 section 5.1: the MX of lowest preference says who handles the mail. Never rejects; slow is unknown. */
async function providerByMx(
  domain: string,
  signal: AbortSignal,
  byMx: (name: string) => Preset | undefined,
): Promise<Preset | undefined> {
  const resolver = new Resolver({ timeout: 2000, tries: 1 })
  const stop = () => resolver.cancel()
  signal.addEventListener('abort', stop, { once: true })
  try {
    const records = await resolver.resolveMx(domain)
    const [first] = records.sort((a, b) => a.priority - b.priority)
    return first && byMx(first.exchange)
  } catch {
    return undefined
  } finally {
    signal.removeEventListener('abort', stop)
  }
}
