// The World as it is: the presets, the engine, the files, the practice server. Everything heavy is imported on use.

import { mkdtemp, writeFile } from 'node:fs/promises'
import { homedir, tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { rootCertificates } from 'node:tls'
import { startCheck } from '../check.js'
import { ruleOf } from '../diagnose/diagnose.js'
import { rules } from '../diagnose/rules/index.js'
import { DIAGNOSIS_LAYERS } from '../model.js'
import { nearestDomain } from '../providers/nearest-host.js'
import { loadPresets } from '../providers/preset-directory.js'
import { mainEndpoints } from '../providers/preset-hosts.js'
import { resolveTarget } from '../providers/resolve-target.js'
import { searchPresets } from '../providers/search-presets.js'
import type { World } from './world.js'

/** The World of this machine; `cwd` is where relative paths begin, `signal` ends what is looked up. */
export function realWorld(cwd: string, signal: AbortSignal): World {
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
    discover: async (domain, { connectTo, extraRoots = [] }) => {
      const [{ discover }, { systemDiscoveryNetwork }] = await Promise.all([
        import('../probe/discover.js'),
        import('../probe/discovery/discovery-network.js'),
      ])
      const network = (ending: AbortSignal) =>
        systemDiscoveryNetwork({
          signal: ending,
          ...(connectTo && { connectTo }),
          ...(extraRoots.length > 0 && { roots: [...rootCertificates, ...extraRoots] }),
        })
      return discover(domain, { directory: presets, endpointsOf: mainEndpoints, network, signal })
    },
    meaningOf: (id) => ruleOf(id).meaning,
    titleOf: (id) => ruleOf(id).title,
    diagnosesOf: (layer) =>
      rules.map(({ id }) => id).filter((id) => id !== 'unknown' && DIAGNOSIS_LAYERS[id] === layer),
    formats: async () => (await configurations()).formats,
    renderConfig: async (format, settings) => (await configurations()).renderConfig(format, settings),
    planConfig: async (format, settings, path) => (await configurations()).planConfig(format, settings, path),
    writePlan: async (plan) => (await configurations()).writePlan(plan, { overwrite: true }),
    secretPaths: async (plan, written) => (await configurations()).secretPaths(plan, written),
    // A report names servers and accounts: for its owner's eyes.
    writeReport: async (path, text) =>
      (await import('../config/write-file.js')).writeConfigFile(path, text, { hasSecret: true }),
    gitStatusOf: async (path) => (await gitIgnore()).gitStatusOf(path),
    addToGitignore: async (...paths) => (await gitIgnore()).addToGitignore(...paths),
    faults: async () => (await import('../lab/faults.js')).faults,
    serveFault: async (id) => (await import('../lab/serve.js')).serveFault(id),
    serveHealthy: async (options) => (await import('../lab/serve.js')).serveHealthy(options),
    keepPracticeRoot: async (pem) => {
      const path = join(await mkdtemp(join(tmpdir(), 'smtp-doctor-')), 'practice-ca.pem')
      await writeFile(path, pem)
      return path
    },
  }
}

// The parsers of configuration files and the practice server are too heavy to be loaded before the first question.
const configurations = () => import('../config/configurations.js')
const gitIgnore = () => import('../config/git-ignore.js')
