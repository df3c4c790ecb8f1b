// The values of discovery: what each source said, and the servers that follow from it.

import type { Endpoint, Preset } from '../../model.js'

export type SourceKind = 'preset' | 'srv' | 'mx' | 'autoconfig' | 'ispdb' | 'name'

/** One way to find a server, and what came of it. */
export interface Finding {
  readonly kind: SourceKind
  /** Which record, document or name was asked. */
  readonly asked: string
  readonly outcome: 'found' | 'nothing' | 'refused' | 'failed' | 'timeout'
  /** In words, for the user. */
  readonly detail: string
}

export interface CandidateSource {
  readonly kind: SourceKind
  readonly detail: string
}

/** One server that may be the right one. */
export interface Candidate {
  readonly host: string
  /** The preferred one first. */
  readonly endpoints: readonly Endpoint[]
  readonly preset?: Preset
  /** A template such as `%EMAILADDRESS%`, where a document gave one. */
  readonly username?: string
  readonly login?: 'password' | 'oauth' | 'none'
  /** Everything that led to it, the strongest first. */
  readonly sources: readonly CandidateSource[]
  /** What the user should know before trusting it. */
  readonly notes: readonly string[]
}

export interface Discovery {
  readonly domain: string
  /** The likeliest first. */
  readonly candidates: readonly Candidate[]
  readonly findings: readonly Finding[]
  /** The domain publishes that it has no submission service (SRV target "."). */
  readonly hasNoService: boolean
}

/** A candidate of one source, before equal ones are joined; `strength` orders them, higher first. */
export interface Lead {
  readonly strength: number
  readonly endpoints: readonly Endpoint[]
  readonly source: CandidateSource
  readonly preset?: Preset
  readonly username?: string
  readonly login?: Candidate['login']
  readonly notes?: readonly string[]
}

/** What one source gives. */
export interface Answer {
  readonly leads: readonly Lead[]
  readonly findings: readonly Finding[]
}
