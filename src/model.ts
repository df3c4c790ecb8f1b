// The types that all parts share: what was seen (Observation), what it was seen of (Endpoint, Target), what is known
// besides (Context, Preset, Platform) and what follows from it (Diagnosis, Report). Values only: no behaviour here.

// ---------------------------------------------------------------------------------------------------------- endpoints

/** RFC 8314: `tls` is implicit TLS from the first byte, `starttls` begins in clear text and upgrades, `none` stays clear. */
export type Security = 'tls' | 'starttls' | 'none'

export interface Endpoint {
  readonly host: string
  readonly port: number
  readonly security: Security
}

/** The stages of a session in the order in which they happen. */
export const STAGES = [
  'dns',
  'connect',
  'greeting',
  'ehlo',
  'starttls',
  'tls',
  'auth',
  'mail',
  'rcpt',
  'data',
  'quit',
] as const
export type Stage = (typeof STAGES)[number]

// ------------------------------------------------------------------------------------------------------- observations

/** A whole SMTP reply (RFC 5321 section 4.2). */
export interface Reply {
  readonly code: number
  /** Enhanced status code (RFC 3463) such as `5.7.8`, where the server gave one. */
  readonly enhanced?: string
  /** The text of all lines without codes, joined by one space or, where the server folded mid-sentence, as it reads. */
  readonly text: string
  /** The lines as received, codes included, without line ends. */
  readonly lines: readonly string[]
}

/** The command that a reply answers. `CONNECT` stands for the greeting, `MESSAGE` for the end of the data. */
export type Verb =
  | 'CONNECT'
  | 'EHLO'
  | 'HELO'
  | 'STARTTLS'
  | 'AUTH'
  | 'MAIL'
  | 'RCPT'
  | 'DATA'
  | 'MESSAGE'
  | 'RSET'
  | 'NOOP'
  | 'QUIT'
  | 'OTHER'
  | 'UNKNOWN'

export interface ReplySeen {
  readonly kind: 'reply'
  readonly verb: Verb
  /** The command as sent, secrets replaced by `<redacted>`; absent when only the reply is known. */
  readonly command?: string
  readonly reply: Reply
  /** The SASL mechanism of an AUTH command, upper case. */
  readonly mechanism?: string
  /** Whether the reply came over TLS; absent when unknown. */
  readonly isEncrypted?: boolean
  /** The address to which the connection stood, where the source names it beside this reply. */
  readonly address?: string
  /** `submission`: the server that the client talks to. `receiver`: a later one, as a bounce or an MTA's log quotes it. */
  readonly from?: 'submission' | 'receiver'
}

/**
 * A connection failed or ended. `code` is the errno name (`ECONNREFUSED`), or `EOF` for an orderly close by the peer, or
 * `TIMEOUT` for our own or the client's deadline while waiting for what `stage` names.
 */
export interface SocketSeen {
  readonly kind: 'socket'
  readonly code: string
  readonly address?: string
  readonly family?: 4 | 6
  readonly message?: string
  /** What had come of a reply that broke off in its middle. */
  readonly partial?: string
  /** How long was waited, for TIMEOUT. */
  readonly waitedMs?: number
  /** The command that got this in place of a reply, as it may be shown. */
  readonly command?: string
}

/** A name was looked up. `code` is `OK` or c-ares'/getaddrinfo's name of the error (`ENOTFOUND`, `EAI_AGAIN`, `ESERVFAIL`). */
export interface DnsSeen {
  readonly kind: 'dns'
  readonly code: string
  readonly name: string
  readonly addresses?: readonly { readonly address: string; readonly family: 4 | 6 }[]
  /** The name looked up is this machine's own, wanted for EHLO. */
  readonly isOwnName?: boolean
  readonly message?: string
}

/** What a port turned out to speak when asked in clear (by waiting) or in TLS (by a ClientHello). */
export interface ProtocolSeen {
  readonly kind: 'protocol'
  readonly asked: 'clear' | 'tls'
  readonly speaks: 'smtp' | 'lmtp' | 'tls' | 'http' | 'imap' | 'pop3' | 'ssh' | 'silent' | 'other'
  /** The first bytes as text, for evidence. */
  readonly excerpt?: string
}

export type TlsFault =
  | 'wrong-version-number'
  | 'unsupported-protocol'
  | 'no-shared-cipher'
  | 'handshake-failure'
  | 'weak-key'
  | 'timeout'
  | 'closed'
  | 'other'

/** The message where no library said anything: the dialogue shows a client that left as soon as STARTTLS was accepted. */
export const NO_HANDSHAKE_FOLLOWED = 'STARTTLS was accepted, and the client took its leave'

/** A handshake that did not finish. Certificates are judged apart, in TlsSeen. */
export interface TlsErrorSeen {
  readonly kind: 'tls-error'
  readonly fault: TlsFault
  /** The library's own words and code. */
  readonly message: string
  /** What worked when old versions and weak ciphers were allowed, in a second handshake that sent nothing. */
  readonly relaxed?: { readonly version: string; readonly cipher: string }
}

export type CertificateProblem =
  | 'expired'
  | 'not-yet-valid'
  | 'hostname-mismatch'
  | 'self-signed'
  | 'untrusted'
  | 'incomplete-chain'
  | 'no-san'
  | 'weak-key'
  | 'weak-signature'
  | 'revocation-unchecked'
  | 'trust-store-missing'
  | 'other'

export interface Certificate {
  readonly subject: string
  readonly issuer: string
  /** dNSName and iPAddress entries of subjectAltName. */
  readonly names: readonly string[]
  /** ISO 8601 instants. */
  readonly validFrom: string
  readonly validTo: string
  /** For example `RSA 2048` or `EC P-256`. */
  readonly key?: string
  /** The hash of its signature where that can be forged: `SHA-1`, `MD5`. */
  readonly brokenHash?: string
  readonly fingerprint256?: string
  readonly isSelfSigned: boolean
}

/** A handshake that finished (when probed), or what a client said of the certificate (when pasted: no version, no chain). */
export interface TlsSeen {
  readonly kind: 'tls'
  readonly version?: string
  readonly cipher?: string
  /** The leaf first, as the server sent it. */
  readonly chain: readonly Certificate[]
  /** All that is wrong with the certificate, judged apart from the handshake; empty when it verifies for the host. */
  readonly problems: readonly CertificateProblem[]
  /** The library's words of the failed verification. */
  readonly message?: string
  /** Names that a pasted mismatch message listed. */
  readonly names?: readonly string[]
}

/** The keywords of an EHLO reply, one entry a line (`AUTH PLAIN LOGIN`, `SIZE 35882577`). */
export interface CapabilitiesSeen {
  readonly kind: 'capabilities'
  readonly keywords: readonly string[]
  readonly isEncrypted: boolean
  /** The first line, in which the server names itself, where a pasted dialogue shows it. */
  readonly hello?: string
}

/** Bytes that came in clear between the STARTTLS reply and the handshake (CVE-2011-0411). */
export interface InjectionSeen {
  readonly kind: 'injection'
  readonly bytes: string
}

/** A bound was hit: a peer that floods or drips. */
export interface LimitSeen {
  readonly kind: 'limit'
  readonly limit: 'line' | 'reply' | 'bytes'
  readonly excerpt?: string
}

/** A complaint of the client program itself, before or beside any reply of the server. */
export type ClientComplaint =
  | 'auth-not-offered'
  | 'no-common-mechanism'
  | 'starttls-not-offered'
  | 'starttls-required'
  | 'credentials-missing'
  | 'credentials-not-ascii'
  | 'option-invalid'
  | 'support-missing'
  | 'address-invalid'
  | 'smtputf8-unsupported'
  | 'message-invalid'
  | 'secret-mangled'
  | 'verification-off'
  | 'protocol-error'
  | 'generic'

export interface ClientSeen {
  readonly kind: 'client'
  readonly complaint: ClientComplaint
  readonly message: string
}

/** An answer of an OAuth 2.0 token endpoint (RFC 6749 section 5.2), or its absence. */
export interface OauthSeen {
  readonly kind: 'oauth'
  /** `invalid_grant`, `invalid_client`, … or `no-token`. */
  readonly error: string
  readonly message: string
}

/** One setting of a program, as its file or its log shows it; `problem` is a fault visible in the value alone. */
export interface SettingSeen {
  readonly kind: 'setting'
  readonly name: string
  readonly value: string
  readonly problem?: string
}

/** A line of text that no reader could place. */
export interface TextSeen {
  readonly kind: 'text'
  readonly text: string
}

export type Seen =
  | ReplySeen
  | SocketSeen
  | DnsSeen
  | ProtocolSeen
  | TlsErrorSeen
  | TlsSeen
  | CapabilitiesSeen
  | InjectionSeen
  | LimitSeen
  | ClientSeen
  | OauthSeen
  | SettingSeen
  | TextSeen

/** What was seen at one stage of one endpoint, never what it means. `evidence` is the source's own line, secrets replaced. */
export type Observation = {
  readonly stage: Stage
  readonly status: 'ok' | 'fail'
  readonly endpoint?: Endpoint
  readonly ms?: number
  readonly evidence?: string
} & Seen

// --------------------------------------------------------------------------------------------------------- diagnoses

/** The picture that the tool teaches, from the outside in. */
export type Layer = 'settings' | 'address' | 'door' | 'hallway' | 'id' | 'letter'

export type Certainty = 'certain' | 'likely' | 'possible'

/** Every public diagnosis id with its layer (`unknown` has none of its own and counts as `letter`, the last). */
export const DIAGNOSIS_LAYERS = {
  'config-option-invalid': 'settings',
  'config-secret-mangled': 'settings',
  'config-tls-verification-off': 'settings',
  'client-support-missing': 'settings',
  'host-not-found': 'address',
  'host-typo': 'address',
  'host-not-configured': 'address',
  'host-wrong-service': 'address',
  'host-wrong-provider': 'address',
  'host-retired': 'address',
  'local-hostname-unresolvable': 'address',
  'dns-unavailable': 'address',
  'connect-refused': 'door',
  'connect-timeout': 'door',
  'port-25-blocked': 'door',
  'smtp-egress-blocked': 'door',
  'connect-unreachable': 'door',
  'connect-permission-denied': 'door',
  'ipv6-unreachable': 'door',
  'greeting-timeout': 'door',
  'closed-before-greeting': 'door',
  'service-unavailable': 'door',
  'client-ip-blocked': 'door',
  'helo-rejected': 'door',
  'tls-on-plaintext-port': 'hallway',
  'plaintext-on-tls-port': 'hallway',
  'starttls-required': 'hallway',
  'starttls-not-offered': 'hallway',
  'starttls-failed': 'hallway',
  'starttls-injection': 'hallway',
  'cert-expired': 'hallway',
  'cert-not-yet-valid': 'hallway',
  'cert-hostname-mismatch': 'hallway',
  'cert-self-signed': 'hallway',
  'cert-untrusted': 'hallway',
  'cert-unsupported-form': 'hallway',
  'trust-store-missing': 'hallway',
  'cert-intercepted': 'hallway',
  'tls-version-unsupported': 'hallway',
  'tls-weak-key': 'hallway',
  'cert-revocation-unchecked': 'hallway',
  'tls-handshake-failed': 'hallway',
  'auth-required': 'id',
  'auth-not-offered': 'id',
  'auth-mechanism-unsupported': 'id',
  'credentials-missing': 'id',
  'credentials-rejected': 'id',
  'app-password-required': 'id',
  'two-step-verification-required': 'id',
  'username-format': 'id',
  'smtp-access-disabled': 'id',
  'tenant-smtp-auth-disabled': 'id',
  'basic-auth-disabled': 'id',
  'security-policy-blocked': 'id',
  'oauth-token-rejected': 'id',
  'oauth-grant-invalid': 'id',
  'browser-sign-in-required': 'id',
  'account-locked': 'id',
  'password-expired': 'id',
  'auth-rate-limited': 'id',
  'auth-temporary-failure': 'id',
  'credentials-not-ascii': 'id',
  'auth-exchange-malformed': 'id',
  'closed-during-auth': 'id',
  'sender-not-authorized': 'letter',
  'sender-not-verified': 'letter',
  'sender-unknown': 'letter',
  'sender-blocked': 'letter',
  'sender-unauthenticated': 'letter',
  'reverse-dns-missing': 'letter',
  'relay-denied': 'letter',
  'recipient-unknown': 'letter',
  'recipient-restricted': 'letter',
  'too-many-recipients': 'letter',
  'recipient-mailbox-full': 'letter',
  'address-syntax': 'letter',
  'dnsbl-query-refused': 'letter',
  'mail-loop': 'letter',
  greylisted: 'letter',
  'sending-limit-exceeded': 'letter',
  'message-too-large': 'letter',
  'message-rejected-content': 'letter',
  'message-malformed': 'letter',
  'smtputf8-required': 'letter',
  'command-sequence': 'letter',
  'server-temporary-failure': 'letter',
  'server-permanent-failure': 'letter',
  unknown: 'letter',
} as const satisfies Record<string, Layer>

export type DiagnosisId = keyof typeof DIAGNOSIS_LAYERS

/** One action, in the imperative, with the exact menu names; `url` is the page where it is done. */
export interface Fix {
  readonly do: string
  readonly url?: string
}

/** One cause with its reasons and its remedy, as `check --json` and `explain --json` print it. */
export interface Diagnosis {
  readonly id: DiagnosisId
  readonly layer: Layer
  readonly title: string
  readonly certainty: Certainty
  /** `host:port` */
  readonly endpoint?: string
  readonly because: string
  readonly evidence: readonly string[]
  readonly fixes: readonly Fix[]
  /** What it means, where the case allows a more exact word than the page of the id. */
  readonly meaning?: string
}

/** What a rule found: the judgement without the words that are the same every time. */
export interface Finding {
  readonly certainty: Certainty
  /** Why we think so, for this case, in one or two sentences. */
  readonly because: string
  /** The observations that show it, the decisive one first. */
  readonly seen: readonly Observation[]
  /** The endpoint that it is about; by default that of the first observation, `all` when it explains every endpoint. */
  readonly endpoint?: Endpoint | 'all'
  /** Replaces the rule's title where the case allows a more exact one. */
  readonly title?: string
  /** Replaces the rule's meaning, on the same terms. */
  readonly meaning?: string
  /** Replaces the rule's own fixes for this case. */
  readonly fixes?: readonly Fix[]
}

/** One diagnosis: how it is recognised and all its words. Words about one provider's menus stand in that preset. */
export interface Rule {
  readonly id: DiagnosisId
  readonly title: string
  /** What it means, for somebody who never heard of it: two to four sentences. */
  readonly meaning: string
  /** Wordings under which people meet it. */
  readonly seenAs: readonly string[]
  /** The ids that this one displaces when both are found, because it is the more exact or the deeper cause. */
  readonly outranks?: readonly DiagnosisId[]
  match(seen: readonly Observation[], context: Context): Finding | undefined
  /** What to do, in order. Called with the finding for a case, without one for the page of `explain --id`. */
  fixes(context: Context, finding?: Finding): readonly Fix[]
}

// ----------------------------------------------------------------------------------------------------------- context

/** What is known besides the observations. Pure data and pure look-ups; the time comes in, it is not asked for. */
export interface Context {
  readonly source: 'probe' | 'paste' | 'settings'
  /** Milliseconds since the epoch: dated changes at providers are judged by it. */
  readonly now: number
  /** The provider that was meant. */
  readonly provider?: Preset
  readonly presets: PresetDirectory
  readonly platform?: Platform
  readonly host?: string
  readonly port?: number
  readonly security?: Security
  /** The user's e-mail address, and the user name for the login where it is another. */
  readonly address?: string
  readonly username?: string
  /** Whether the secret that was tried has the form of the preset's kind of secret; absent when unknown. */
  readonly isSecretOfExpectedShape?: boolean
  readonly from?: string
  readonly to?: string
  /** The client program where it is known (`nodemailer`, `smtplib`, `phpmailer`, …). */
  readonly client?: string
}

/** What is known about a host name: whose it is and what it is good for. */
export interface HostRole {
  readonly preset: Preset
  readonly role: 'submission' | 'incoming' | 'mx' | 'retired' | 'wrong'
  /** The host to use instead, for every role but `submission`. */
  readonly instead?: string
  readonly note?: string
}

/** The presets as diagnose() may ask for them; `src/providers` implements it. All look-ups ignore case. */
export interface PresetDirectory {
  readonly all: readonly Preset[]
  byId(id: string): Preset | undefined
  /** The presets of other ways to the provider with this id: the same service under another name, a bridge. */
  besides(id: string): readonly Preset[]
  /** The provider of an e-mail domain (`gmail.com`), by the presets' own lists. */
  byDomain(domain: string): Preset | undefined
  /** The provider that an MX name belongs to, by suffix. */
  byMx(mx: string): Preset | undefined
  /**
   * What a host is, and whose. Where a mailbox provider's wrong or retired name is a hosting company's too, an account
   * at a `domain` of its own decides for the latter.
   */
  hostRole(host: string, domain?: string): HostRole | undefined
  /** The known submission host at most two edits away from `host`, when it is not known itself. */
  nearestHost(host: string): { readonly host: string; readonly preset: Preset } | undefined
}

// ----------------------------------------------------------------------------------------------------------- presets

/**
 * One provider, as `providers/<id>.json` holds it. Everything a user reads about this provider's menus stands here and
 * nowhere else. `checked` dates are ISO dates; a fact whose `isVerified` is false is worded as reported.
 */
export interface Preset {
  readonly id: string
  readonly name: string
  readonly kind: 'mailbox' | 'hosting' | 'sending-service' | 'relay' | 'test-inbox' | 'local' | 'custom'
  /** Other names by which users search and programs call it. */
  readonly aliases: readonly string[]
  /** Place in the wizard's list, 1 first; absent: alphabetical after the ranked ones. */
  readonly rank?: number
  /** `password`: works at once. `preparation`: something has to be made or switched on first. `no-password`: OAuth 2.0 only. */
  readonly status: 'password' | 'preparation' | 'no-password'
  /** One line for the time before the login: what is wanted in the password field and where it comes from. */
  readonly before?: string
  readonly domains: readonly string[]
  /** Suffixes of MX names that mean this provider. */
  readonly mx: readonly string[]
  /** The preset whose service this one is under another name: hosts that both list belong to that one. */
  readonly sameServiceAs?: string
  /**
   * The preferred endpoint first. Hosts may contain `{region}` where `regions` is given, and `{domain}` for the e-mail
   * domain, one of `domains`.
   */
  readonly endpoints: readonly PresetEndpoint[]
  readonly regions?: readonly PresetRegion[]
  /** Of the ports 25, 465 and 587 those that this provider certainly does not serve. */
  readonly closedPorts?: readonly number[]
  readonly username: {
    readonly form: 'full-address' | 'local-part' | 'literal' | 'other' | 'none'
    /** The user name itself, for `literal` (`apikey`). */
    readonly literal?: string
    /** For `other`: made of `%EMAILADDRESS%`, `%EMAILLOCALPART%` and `%EMAILDOMAIN%`. */
    readonly template?: string
    /** In words, where the form alone does not say it. */
    readonly hint?: string
  }
  readonly secret: PresetSecret
  readonly oauth?: {
    readonly authorizationUrl: string
    readonly tokenUrl: string
    readonly deviceUrl?: string
    readonly scopes: readonly string[]
    readonly mechanisms: readonly string[]
    readonly note?: string
  }
  /** The exact steps at this provider, by topic; one action an entry. */
  readonly steps: { readonly [topic in StepTopic]?: readonly PresetStep[] }
  readonly sender?: readonly Fact[]
  readonly limits?: readonly Fact[]
  /** Phrases of this provider's replies that decide a diagnosis. */
  readonly replies?: readonly ReplyPhrase[]
  /** Names that were right once: accepted, explained, replaced. */
  readonly retired?: readonly {
    readonly host: string
    readonly instead: string
    readonly since?: string
    readonly note?: string
  }[]
  /** Names that people try and that never were submission servers here. */
  readonly wrongHosts?: readonly {
    readonly host: string
    readonly role: 'incoming' | 'mx' | 'wrong'
    readonly instead: string
    readonly note?: string
  }[]
  /** Changes with a date: `before` is said until that day, `after` from it on. */
  readonly changes?: readonly {
    readonly date: string
    readonly before?: string
    readonly after: string
    readonly source: string
    readonly isVerified: boolean
  }[]
  readonly sources: readonly string[]
  /** The day on which the sources were read. */
  readonly checked: string
}

/** One region of a provider; its `id` is what replaces `{region}` in a host. */
export interface PresetRegion {
  readonly id: string
  readonly name: string
  readonly default?: boolean
  /** Names of this region alone (`ses-eu-west-1`). */
  readonly aliases?: readonly string[]
  /** E-mail domains that belong to this region. */
  readonly domains?: readonly string[]
}

export interface PresetEndpoint extends Endpoint {
  readonly note?: string
}

export interface PresetSecret {
  readonly kind:
    | 'account-password'
    | 'app-password'
    | 'authorization-code'
    | 'api-key'
    | 'smtp-password'
    | 'oauth-token'
    | 'none'
  /** What this provider calls it (`app password`, `authorization code`, `SMTP key`). */
  readonly name: string
  /** A regular expression for the whole secret after `ignore` has been taken out, and the same in words. */
  readonly shape?: { readonly pattern: string; readonly words: string; readonly isVerified: boolean }
  /** Characters that the provider shows for legibility and that are not part of the secret. */
  readonly ignore?: 'spaces' | 'dashes'
  /** Whether the account's own password is certainly refused. */
  readonly isAccountPasswordRefused: boolean
  /** Whether 2-step verification must be on before one can be made. */
  readonly twoStep: 'required' | 'when-on' | 'not-needed' | 'unknown'
}

export type StepTopic =
  /** Switching 2-step verification on. */
  | 'two-step'
  /** Making the secret that goes into the password field. */
  | 'secret'
  /** Switching SMTP, IMAP or third-party access on. */
  | 'smtp-access'
  /** Signing in with OAuth 2.0. */
  | 'oauth'
  /** Getting a blocked sign-in or a locked account going again. */
  | 'unlock'
  /** What an administrator has to allow. */
  | 'admin'
  /** Allowing or verifying the sender. */
  | 'sender'
  /** Getting past or raising a limit. */
  | 'limits'
  /** The right user name. */
  | 'username'

export interface PresetStep {
  readonly do: string
  readonly url?: string
  readonly source?: string
  readonly checked?: string
  /** False: reported, not seen on the provider's own page. */
  readonly isVerified: boolean
}

export interface Fact {
  readonly text: string
  readonly source?: string
  readonly checked?: string
  readonly isVerified: boolean
}

export interface ReplyPhrase {
  /** A case-insensitive regular expression over the reply's text, codes included. */
  readonly pattern: string
  readonly means: DiagnosisId
  readonly text: string
  readonly source?: string
  readonly isVerified: boolean
}

/** A hosting platform or network that is known to block SMTP. */
export interface Platform {
  readonly id: string
  readonly name: string
  readonly blockedPorts: readonly number[]
  readonly openPorts: readonly number[]
  readonly scope: string
  /** The day from which the ports are closed, where it is known. */
  readonly since?: string
  readonly wayOut: readonly PresetStep[]
  readonly sources: readonly string[]
  readonly checked: string
  readonly isVerified: boolean
}

// ------------------------------------------------------------------------------------------------------------ targets

/** What to log in with. Secrets are never part of an Observation, an event or a Report. */
export type Credentials =
  | { readonly kind: 'password'; readonly username: string; readonly secret: string }
  | { readonly kind: 'token'; readonly username: string; readonly secret: string }

export interface Attachment {
  readonly path: string
}

/** The envelope of the letter stage; with `send` a real message goes out, without it RCPT is followed by RSET. */
export interface Envelope {
  readonly from: string
  readonly to: string
  readonly send: boolean
  readonly attachments?: readonly Attachment[]
}

// ------------------------------------------------------------------------------------------------------------ reports

export interface StageReport {
  readonly stage: Stage
  readonly status: 'ok' | 'fail' | 'skipped'
  readonly ms: number
  readonly detail: string
  readonly reply?: { readonly code: number; readonly enhanced?: string; readonly text: string }
}

export interface EndpointReport extends Endpoint {
  readonly status: 'ok' | 'fail'
  readonly stages: readonly StageReport[]
  readonly address?: string
  /** Each address family's own outcome. */
  readonly families?: readonly {
    readonly family: 4 | 6
    readonly address: string
    readonly status: 'ok' | 'fail' | 'skipped'
    readonly detail: string
  }[]
  readonly capabilities?: readonly string[]
  readonly tls?: {
    readonly version: string
    readonly cipher: string
    readonly certificate?: Certificate
    readonly chain?: readonly Certificate[]
    readonly problems?: readonly CertificateProblem[]
  }
}

export interface Recommendation extends Endpoint {
  readonly username?: string
  readonly mechanism?: string
}

/** The document that `check --json` prints. */
export interface Report {
  readonly version: 1
  readonly verdict: 'works' | 'problem'
  readonly target: {
    readonly address?: string
    readonly provider?: string
    readonly host: string
    readonly username?: string
  }
  readonly endpoints: readonly EndpointReport[]
  readonly recommended?: Recommendation
  /** The settings as proven by a program that is not ours. */
  readonly proof?: {
    readonly by: 'nodemailer'
    readonly status: 'ok' | 'fail' | 'skipped'
    readonly ms: number
    readonly detail: string
  }
  /** What the user should know about how this was run (a password sent on an explicit yes, and the like). */
  readonly notes?: readonly string[]
  readonly diagnoses: readonly Diagnosis[]
}

/** What happens during a check, in the order in which it happens. Spinner, NDJSON and transcript are listeners. */
export type CheckEvent =
  | ({
      readonly event: 'stage'
      readonly host: string
      readonly port: number
      readonly security: Security
    } & StageReport)
  | ({ readonly event: 'endpoint' } & EndpointReport)
  | ({ readonly event: 'dialogue'; readonly host: string; readonly port: number } & DialogueLine)
  | ({ readonly event: 'diagnosis' } & Diagnosis)
  | { readonly event: 'done'; readonly report: Report }

/** One line of an SMTP dialogue as the transcript shows it, secrets replaced when it was recorded. */
export interface DialogueLine {
  readonly direction: 'client' | 'server' | 'note'
  readonly text: string
  /** Milliseconds since the connection was asked for. */
  readonly atMs: number
}

// ------------------------------------------------------------------------------------------------------------ settings

/** What a program needs to send mail; what configuration formats write and read. */
export interface Settings {
  readonly host: string
  readonly port: number
  readonly security: Security
  readonly username?: string
  readonly secret?: string
  /** Whether `secret` is an OAuth 2.0 access token. */
  readonly isToken?: boolean
  readonly from?: string
  readonly fromName?: string
  readonly to?: string
  /** A PEM file with extra trusted roots. */
  readonly caFile?: string
}

/** Wrong usage, or input that cannot be read: the message is for the user, the exit code is 2. */
export class UsageError extends Error {
  override readonly name = 'UsageError'
}

// ------------------------------------------------------------------------------------------------------------- checks

/** What a user or a caller of the library says about the account; `resolveTarget` turns it into a CheckTarget. */
export interface TargetInput {
  readonly address?: string
  /** A preset's id or one of its aliases. */
  readonly provider?: string
  readonly host?: string
  /** `587,465,25` or `2525:starttls,10465:tls,1025:none`, as `--ports` takes it. */
  readonly ports?: string
  readonly username?: string
}

/** What is to be examined: resolved, checked, without secrets. The preferred endpoint comes first. */
export interface CheckTarget {
  readonly address?: string
  readonly provider?: Preset
  readonly host: string
  readonly endpoints: readonly Endpoint[]
  /** The user name for the login, in the form that the preset wants. */
  readonly username?: string
  /** What was changed in the input and why, for the user (`smtp.live.com is retired; smtp-mail.outlook.com is used`). */
  readonly remarks: readonly string[]
}

/** As curl's `--connect-to`: connections to host:port go elsewhere, names and certificates are judged as before. */
export interface ConnectTo {
  readonly fromHost: string
  readonly fromPort: number | '*'
  readonly toHost: string
  readonly toPort: number
}

/** What follows the examination of the endpoints: a login, an envelope, a message. */
export interface Login {
  readonly credentials?: Credentials
  readonly envelope?: Envelope
  /** Forces one SASL mechanism. */
  readonly mechanism?: string
  /** The host for which the user said yes to a login without verified TLS. */
  readonly insecureHost?: string
  /** Whether nodemailer repeats what worked, as proof; by default it does. */
  readonly prove?: boolean
}

export interface CheckOptions {
  readonly signal?: AbortSignal
  readonly onEvent?: (event: CheckEvent) => void
  /** Deadline for each stage; by default each stage has its own. */
  readonly timeoutMs?: number
  readonly connectTo?: readonly ConnectTo[]
  /** PEM texts of roots that are trusted beside the system's. */
  readonly extraRoots?: readonly string[]
  readonly platform?: Platform
}

/** An examination under way: the sockets stay open for the login until `close` or the end of `logIn`. */
export interface RunningCheck {
  /** Settles when an endpoint is ready for the login, or when all have failed; a report on what is known by then. */
  readonly ready: Promise<Report>
  /** Logs in once, on the best endpoint, then envelope and proof. Without credentials it stops before AUTH. */
  logIn(login: Login): Promise<Report>
  /** Ends all connections; safe to call at any time. */
  close(): void
}
