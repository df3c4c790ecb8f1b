// The strict shape of providers/*.json: unknown keys are refused, and every fact carries what it must.

import { z } from 'zod'
import { DIAGNOSIS_LAYERS, type DiagnosisId, type Preset } from '../../src/model.js'

const HOST = /^(?:(?:[a-z0-9_{](?:[a-z0-9_{}-]*[a-z0-9_}])?\.)*[a-z0-9{](?:[a-z0-9{}-]*[a-z0-9}])?|127\.0\.0\.1)$/

const text = z
  .string()
  .min(1)
  .max(600)
  .refine((value) => value === value.trim() && !/\p{Cc}/u.test(value), 'blanks around it or control characters in it')
const link = z.url({ protocol: /^https?$/ })
const day = z.iso.date()
const id = z.string().regex(/^[a-z0-9]+(?:-[a-z0-9]+)*$/)
const host = z.string().regex(HOST)
const domain = z.string().regex(/^(?:\*\.)?[a-z0-9-]+(?:\.[a-z0-9-]+)*$/)
const pattern = z.string().refine(isLinearPattern, 'not a regular expression, or one that nests quantifiers')

const fact = z.strictObject({ text, source: link.optional(), checked: day, isVerified: z.boolean() })
const step = z.strictObject({
  do: text,
  url: link.optional(),
  source: link.optional(),
  checked: day,
  isVerified: z.boolean(),
})
const steps = z.array(step).min(1)

export const presetSchema: z.ZodType<Preset> = z
  .strictObject({
    id,
    name: text.max(80),
    kind: z.enum(['mailbox', 'hosting', 'sending-service', 'relay', 'test-inbox', 'local', 'custom']),
    aliases: z.array(text.max(80)),
    rank: z.int().positive().optional(),
    status: z.enum(['password', 'preparation', 'no-password']),
    before: text.max(300).optional(),
    domains: z.array(domain),
    mx: z.array(domain),
    sameServiceAs: id.optional(),
    endpoints: z.array(
      z.strictObject({
        host,
        port: z.int().min(1).max(65_535),
        security: z.enum(['tls', 'starttls', 'none']),
        note: text.optional(),
      }),
    ),
    closedPorts: z.array(z.union([z.literal(25), z.literal(465), z.literal(587)])).optional(),
    regions: z
      .array(
        z.strictObject({
          id: z.string().regex(/^[a-z0-9.-]+$/),
          name: text.max(60),
          default: z.boolean().optional(),
          aliases: z.array(text).optional(),
          domains: z.array(domain).optional(),
        }),
      )
      .min(2)
      .optional(),
    username: z
      .strictObject({
        form: z.enum(['full-address', 'local-part', 'literal', 'other', 'none']),
        literal: text.optional(),
        template: z
          .string()
          .regex(/%EMAIL(?:ADDRESS|LOCALPART|DOMAIN)%/)
          .optional(),
        hint: text.optional(),
      })
      .refine(
        ({ form, literal }) => (form === 'literal') === (literal !== undefined),
        'literal and its form go together',
      )
      .refine(({ form, hint }) => form !== 'other' || hint !== undefined, 'another form needs a hint'),
    secret: z.strictObject({
      kind: z.enum([
        'account-password',
        'app-password',
        'authorization-code',
        'api-key',
        'smtp-password',
        'oauth-token',
        'none',
      ]),
      name: text.max(90),
      shape: z.strictObject({ pattern, words: text, isVerified: z.boolean() }).optional(),
      ignore: z.enum(['spaces', 'dashes']).optional(),
      isAccountPasswordRefused: z.boolean(),
      twoStep: z.enum(['required', 'when-on', 'not-needed', 'unknown']),
    }),
    oauth: z
      .strictObject({
        authorizationUrl: link,
        tokenUrl: link,
        deviceUrl: link.optional(),
        scopes: z.array(text).min(1),
        mechanisms: z.array(z.enum(['XOAUTH2', 'OAUTHBEARER'])).min(1),
        note: text.optional(),
      })
      .optional(),
    steps: z.strictObject({
      'two-step': steps.optional(),
      secret: steps.optional(),
      'smtp-access': steps.optional(),
      oauth: steps.optional(),
      unlock: steps.optional(),
      admin: steps.optional(),
      sender: steps.optional(),
      limits: steps.optional(),
      username: steps.optional(),
    }),
    sender: z.array(fact).min(1).optional(),
    limits: z.array(fact).min(1).optional(),
    replies: z
      .array(
        z.strictObject({
          pattern,
          means: z.enum(Object.keys(DIAGNOSIS_LAYERS) as [DiagnosisId, ...DiagnosisId[]]),
          text,
          source: link.optional(),
          isVerified: z.boolean(),
        }),
      )
      .min(1)
      .optional(),
    retired: z
      .array(z.strictObject({ host, instead: host, since: day.optional(), note: text.optional() }))
      .min(1)
      .optional(),
    wrongHosts: z
      .array(
        z.strictObject({
          host,
          role: z.enum(['incoming', 'mx', 'wrong']),
          instead: host,
          note: text.optional(),
        }),
      )
      .min(1)
      .optional(),
    changes: z
      .array(z.strictObject({ date: day, before: text.optional(), after: text, source: link, isVerified: z.boolean() }))
      .min(1)
      .optional(),
    sources: z.array(link).min(1),
    checked: day,
  })
  .refine(({ kind, endpoints }) => kind === 'custom' || endpoints.length > 0, 'no endpoint')
  .refine(
    ({ endpoints, regions }) => endpoints.some((one) => one.host.includes('{region}')) === (regions !== undefined),
    'regions and {region} go together',
  )
  .refine(({ regions }) => !regions || regions.filter((one) => one.default).length === 1, 'one region is the default')
  .refine(
    ({ endpoints, closedPorts }) => !endpoints.some(({ port }) => closedPorts?.includes(port as 25 | 465 | 587)),
    'a port is served and closed at once',
  )
  .refine(
    ({ secret, steps: byTopic }) => secret.twoStep !== 'required' || byTopic['two-step'] !== undefined,
    '2-step verification is required and nothing says how to switch it on',
  ) as unknown as z.ZodType<Preset>

/** Refuses what could take more than linear time: a quantifier on a group that itself holds an unbounded one. */
function isLinearPattern(source: string): boolean {
  try {
    new RegExp(source, 'iu')
  } catch {
    return false
  }
  return !/\([^()]*[*+}][^()]*\)(?:[*+]|\{\d)/.test(source)
}
