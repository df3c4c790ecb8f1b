// Whose server spoke: the provider that was meant, or the one that the replies betray. And what that provider's own
// phrases mean, which decides before any general pattern.

import type { Context, DiagnosisId, Observation, Preset, ReplyPhrase } from '../../model.js'
import { matches, mayMatch } from '../../smtp/prefilter.js'
import { once } from '../once.js'
import { receiverMark } from './receiver-marks.js'
import { failuresSaid, type Said } from './said.js'

/** Marks that only one provider's submission servers leave in their replies. The first that fits wins. */
const MARKS: readonly (readonly [mark: RegExp, id: string])[] = [
  [/smtp-relay\.gmail\.com|SMTP Relay Settings|SMTP relay limit/i, 'google-workspace-relay'],
  [/support\.google\.com\/(?:mail|accounts)\/\?p=(?:BadCredentials|InvalidSecondFactor|WebLoginRequired)/i, 'gmail'],
  [/(?:BadCredentials|InvalidSecondFactor|WebLoginRequired|accounts\.google\.com|\bgsmtp\b)/i, 'gmail'],
  [/answer\/(?:78754|7126229|166852|14257)\b/i, 'gmail'],
  [/#AUTH\d{3}|#MBR\d{4}|smtp\.mail\.yahoo\.com/i, 'yahoo'],
  [
    /SmtpClientAuth|security defaults policy|5\.7\.(?:139|57|30|60)\b|prod\.outlook\.com|outlook\.office365\.com/i,
    'microsoft-365',
  ],
  [/service\.mail\.qq\.com|mail from address must be same as authorization user/i, 'qq'],
  [/Login fail\. Account is abnormal/i, 'qq'],
  [/mail\.163\.com|\bDT:SP[MA]\b|Mail from must equal authorized user|User has no permission/i, 'netease-163'],
  [/help\.mail\.ru|NEOBHODIM parol/i, 'mail-ru'],
  [
    /not owned by auth user|ya\.cc\/|This user does not have access rights to this service|mail\.yandex\.net/i,
    'yandex',
  ],
  [/amazonaws\.com|amazonses|ses:Send|failed the check in region|AWS account/i, 'ses'],
  [/sendgrid|verified Sender Identity|Maximum credits exceeded/i, 'sendgrid'],
  [/Mailgun is not loving|mailgun\.org/i, 'mailgun'],
  [/Unconfigured Sending Domain|sparkpost/i, 'sparkpost'],
  [/smtp2go|blank senders|Verified Senders page/i, 'smtp2go'],
  [/brevo\.com|sendinblue/i, 'brevo'],
  [/mailtrap/i, 'mailtrap'],
  [/resend\.com|onboarding@resend\.dev/i, 'resend'],
  [/postmarkapp|Sender Signature on your account/i, 'postmark'],
  [/zoho\.(?:com|eu|in)|Relaying disallowed as/i, 'zoho'],
  [/protonmail\.ch/i, 'proton'],
  [/smtp\.mail\.me\.com|\bicloud\.com\/|support\.apple\.com/i, 'icloud'],
  [/postmaster\.gmx\.(?:net|com)|mail\.gmx\.(?:net|com)/i, 'gmx'],
  [/postmaster\.web\.de|smtp\.web\.de/i, 'web-de'],
  [/kundenserver\.de|postmaster\.1und1\.|smtp\.ionos\./i, '1und1'],
]

/** Replies by which a provider shows itself as the one that the user sends through, and not as a receiver. */
const SUBMISSION_CODES: readonly number[] = [334, 432, 454, 525, 530, 534, 535]

/**
 * The provider that the user sends through: the one that was meant, else the one whose host was asked, else the one
 * that the greeting or the refusals betray. Undefined when nothing tells.
 */
export function providerOf(seen: readonly Observation[], context: Context): Preset | undefined {
  if (context.provider && context.provider.kind !== 'custom') return context.provider
  for (const host of [context.host, ...seen.map(({ endpoint }) => endpoint?.host)]) {
    const role = host === undefined ? undefined : context.presets.hostRole(host)
    if (role) return role.preset
  }
  const id = markedProvider(seen)
  return (id === undefined ? undefined : context.presets.byId(id)) ?? context.provider
}

/** The id of the provider whose marks the replies carry, whether there is a preset of it or not. */
export const markedProvider = once((seen: readonly Observation[]): string | undefined => {
  const spoken = seen.flatMap((one) => {
    if (one.kind === 'reply') {
      const isSubmission =
        one.from === 'submission' ||
        (one.from !== 'receiver' && (one.stage === 'auth' || one.verb === 'AUTH' || one.verb === 'CONNECT')) ||
        SUBMISSION_CODES.includes(one.reply.code)
      return [{ words: `${one.reply.enhanced ?? ''} ${one.reply.text}`, isSubmission }]
    }
    const said = failuresSaid([one])[0]
    return said ? [{ words: said.words, isSubmission: false }] : []
  })
  const allWords = spoken.map(({ words }) => words).join('\n')
  for (const [mark, id] of MARKS) {
    if (!mayMatch(mark, allWords)) continue
    // Gmail and Outlook receive most of the world's mail: their mark in a bounce does not make them the user's provider.
    const isReceiverToo = id === 'gmail' || id === 'microsoft-365'
    const found = spoken.some(
      ({ words, isSubmission }) =>
        (isSubmission ||
          !isReceiverToo ||
          /password|log ?in|authenticat|sending (?:limit|quota)|send as/i.test(words)) &&
        matches(mark, words.slice(0, 3000)),
    )
    if (found) return id
  }
  return undefined
})

/** The context with the provider that the observations betray, so that fixes are that provider's. */
export function atProvider(seen: readonly Observation[], context: Context): Context {
  const known = contexts.get(seen)
  if (known && (known.from === context || known.at === context)) return known.at
  const provider = providerOf(seen, context)
  const at = provider && provider !== context.provider ? { ...context, provider } : context
  contexts.set(seen, { from: context, at })
  return at
}

/** Every rule asks the same of the same observations. */
const contexts = new WeakMap<readonly Observation[], { readonly from: Context; readonly at: Context }>()

/** Providers that answer a wrong password with 535, so that an exchange which breaks there is a token's. */
export const TOKEN_PROVIDERS = ['gmail', 'google-workspace', 'microsoft-365', 'outlook'] as const

/** Whether the provider is one of these; decided by marks too, where no preset of it is loaded. */
export function isAt(seen: readonly Observation[], context: Context, ...ids: readonly string[]): boolean {
  const id = providerOf(seen, context)?.id ?? markedProvider(seen)
  return id !== undefined && ids.includes(id)
}

/** The observations in which the provider's own phrases say this diagnosis, with the phrase. */
export function presetPhrase(
  seen: readonly Observation[],
  context: Context,
  id: DiagnosisId,
): { readonly said: Said; readonly phrase: Pick<ReplyPhrase, 'means' | 'text' | 'isVerified'> } | undefined {
  const { provider } = atProvider(seen, context)
  for (const said of failuresSaid(seen)) {
    const phrase = phraseIn(said, provider) ?? receiverPhrase(said)
    if (phrase?.means === id) return { said, phrase }
  }
  return undefined
}

/** The diagnosis that the provider's own phrases give to these words; undefined when they say nothing. */
export function meaningByPreset(said: Said, provider: Preset | undefined): DiagnosisId | undefined {
  return (phraseIn(said, provider) ?? receiverPhrase(said))?.means
}

function receiverPhrase(said: Said): Pick<ReplyPhrase, 'means' | 'text' | 'isVerified'> | undefined {
  const mark = receiverMark(said)
  return mark && { ...mark, isVerified: true }
}

function phraseIn(said: Said, provider: Preset | undefined): ReplyPhrase | undefined {
  if (said.isFromReceiver || !provider?.replies) return undefined
  const known = phrases.get(said)
  if (known?.provider === provider) return known.phrase
  const text = said.seen.kind === 'reply' ? said.seen.reply.lines.join(' ') : ''
  const phrase = provider.replies.find(({ pattern }) => {
    const regex = patternOf(pattern)
    return matches(regex, said.words) || (text !== '' && matches(regex, text))
  })
  phrases.set(said, { provider, phrase })
  return phrase
}

const phrases = new WeakMap<Said, { readonly provider: Preset; readonly phrase: ReplyPhrase | undefined }>()

const patterns = new Map<string, RegExp>()

function patternOf(source: string): RegExp {
  const known = patterns.get(source)
  if (known) return known
  const made = new RegExp(source, 'i')
  patterns.set(source, made)
  return made
}
