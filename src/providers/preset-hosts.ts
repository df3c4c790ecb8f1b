// The host names of a preset: placeholders filled in, listed for look-ups. What the names mean is the directory's matter.

import type { Endpoint, Preset, PresetEndpoint, PresetRegion } from '../model.js'

/** The region that stands for a preset when none was named; undefined for a preset without regions. */
export function defaultRegion(preset: Preset): PresetRegion | undefined {
  return preset.regions?.find((region) => region.default) ?? preset.regions?.[0]
}

/** The region that an e-mail domain, a host or one of the region's own names points to. */
export function regionOf(
  preset: Preset,
  known: {
    readonly domain?: string | undefined
    readonly host?: string | undefined
    readonly name?: string | undefined
  },
): PresetRegion | undefined {
  const [domain, host, name] = [known.domain, known.host, known.name].map((value) => value?.toLowerCase())
  return preset.regions?.find(
    (region) =>
      (host !== undefined && preset.endpoints.some((endpoint) => fillRegion(endpoint.host, region) === host)) ||
      (domain !== undefined && region.domains?.includes(domain)) ||
      (name !== undefined && [region.id, ...(region.aliases ?? [])].some((own) => own.toLowerCase() === name)),
  )
}

/** The endpoints of one region and, for hosts that follow the address, one domain; the preferred endpoint first. */
export function endpointsOf(
  preset: Preset,
  region = defaultRegion(preset),
  domain = preset.domains[0],
): PresetEndpoint[] {
  return preset.endpoints.map((endpoint) => ({
    ...endpoint,
    host: fillDomain(fillRegion(endpoint.host, region), domain),
  }))
}

/** The endpoints of the one host that a domain, or an MX name with a region in it, is served by. */
export function mainEndpoints(preset: Preset, known: { readonly domain: string; readonly mx?: string }): Endpoint[] {
  const region = regionOf(preset, { domain: known.domain }) ?? (known.mx ? regionInName(preset, known.mx) : undefined)
  const own = preset.domains.includes(known.domain) ? known.domain : preset.domains[0]
  const endpoints = endpointsOf(preset, region ?? defaultRegion(preset), own)
  return endpoints
    .filter(({ host }) => host === endpoints[0]?.host)
    .map(({ host, port, security }) => ({ host, port, security }))
}

/** mx.zoho.com.au names zoho.com.au, although it has zoho.com in it too: the longest fits. */
function regionInName(preset: Preset, name: string): PresetRegion | undefined {
  return [...(preset.regions ?? [])]
    .sort((a, b) => b.id.length - a.id.length)
    .find(({ id }) => `.${name.toLowerCase()}.`.includes(`.${id}.`))
}

/** Every host that a preset submits mail to, in all regions and domains, each once. */
export function submissionHosts(preset: Preset): string[] {
  const hosts = preset.endpoints.flatMap(({ host }) => {
    const inRegions = host.includes('{region}')
      ? (preset.regions ?? []).map((region) => fillRegion(host, region))
      : [host]
    return inRegions.flatMap((one) =>
      one.includes('{domain}') ? preset.domains.map((domain) => fillDomain(one, domain)) : [one],
    )
  })
  return [...new Set(hosts)]
}

/** Every e-mail domain of a preset, those of its regions included. */
export function domainsOf(preset: Preset): string[] {
  return [...new Set([...preset.domains, ...(preset.regions ?? []).flatMap(({ domains }) => domains ?? [])])]
}

const fillRegion = (host: string, region: PresetRegion | undefined) => host.replaceAll('{region}', region?.id ?? '')
const fillDomain = (host: string, domain: string | undefined) => host.replaceAll('{domain}', domain ?? '')
