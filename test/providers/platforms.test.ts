import { expect, test } from 'vitest'
import { z } from 'zod'
import { type DmiFile, detectPlatform, platformById, platforms } from '../../src/providers/platforms.js'
import entries from '../../src/providers/platforms.json' with { type: 'json' }

const port = z.int().min(1).max(65_535)
const text = z.string().min(1).max(400)
const textTest = {
  equals: text.optional(),
  startsWith: text.optional(),
  contains: text.optional(),
  matches: text.optional(),
}
const variable = z.strictObject({ name: z.string().regex(/^[A-Z][A-Z0-9_]+$/), ...textTest })
const schema = z
  .strictObject({
    id: z.string().regex(/^[a-z0-9-]+$/),
    name: text,
    blockedPorts: z.array(port),
    openPorts: z.array(port),
    scope: text,
    since: z.iso.date().optional(),
    wayOut: z
      .array(
        z.strictObject({
          do: text,
          url: z.url().optional(),
          source: z.url().optional(),
          checked: z.iso.date(),
          isVerified: z.boolean(),
        }),
      )
      .min(1),
    sources: z.array(z.url()),
    checked: z.iso.date(),
    isVerified: z.boolean(),
    env: z.array(variable).min(1).optional(),
    notEnv: z.array(variable).min(1).optional(),
    dmi: z
      .array(
        z.strictObject({
          file: z.enum([
            'sys_vendor',
            'product_name',
            'product_version',
            'product_serial',
            'product_uuid',
            'bios_vendor',
            'chassis_asset_tag',
          ]),
          ...textTest,
        }),
      )
      .min(1)
      .optional(),
  })
  .refine(({ isVerified, sources }) => !isVerified || sources.length > 0, 'confirmed without a source')
  .refine(({ blockedPorts, openPorts }) => !blockedPorts.some((one) => openPorts.includes(one)), 'open and blocked')

test('every platform has the strict shape', () => {
  expect(() => z.array(schema).parse(entries)).not.toThrow()
  expect(new Set(entries.map(({ id }) => id)).size).toBe(entries.length)
  expect(entries.length).toBeGreaterThanOrEqual(30)
})

const onMachine = (dmi: Partial<Record<DmiFile, string>>) => (file: DmiFile) => dmi[file]
const nowhere = onMachine({})

test.each<[string, Record<string, string>]>([
  ['render', { RENDER: 'true' }],
  ['railway', { RAILWAY_PROJECT_ID: 'x' }],
  ['fly', { FLY_APP_NAME: 'app' }],
  ['heroku', { DYNO: 'web.1' }],
  ['vercel', { VERCEL: '1', AWS_LAMBDA_FUNCTION_NAME: 'x' }],
  ['netlify', { NETLIFY: 'true', LAMBDA_TASK_ROOT: '/var/task' }],
  ['aws-lambda', { AWS_LAMBDA_FUNCTION_NAME: 'x' }],
  ['aws-ec2', { AWS_EXECUTION_ENV: 'AWS_ECS_FARGATE' }],
  ['google-cloud', { K_SERVICE: 'x' }],
  ['azure-app-service', { WEBSITE_SITE_NAME: 'x' }],
  ['github-codespaces', { CODESPACES: 'true', GITHUB_ACTIONS: '' }],
  ['github-actions', { GITHUB_ACTIONS: 'true' }],
  ['google-colab', { COLAB_RELEASE_TAG: 'x' }],
  ['hugging-face', { SPACE_ID: 'x/y' }],
  ['pythonanywhere', { PYTHONANYWHERE_DOMAIN: 'pythonanywhere.com' }],
])('%s is recognised by its environment', (id, env) => {
  expect(detectPlatform(env, nowhere)?.id).toBe(id)
})

test.each<[string, Partial<Record<DmiFile, string>>]>([
  ['aws-ec2', { product_uuid: 'EC2ABCDE-0000' }],
  // The same UUID as some firmware gives it, its first group in the other byte order.
  ['aws-ec2', { product_uuid: '45E12AEC-DCD1-B213-94ED-01234ABCDEF0\n' }],
  ['aws-ec2', { sys_vendor: 'Amazon EC2\n' }],
  ['aws-ec2', { bios_vendor: 'Amazon EC2' }],
  ['google-cloud', { product_name: 'Google Compute Engine\n' }],
  ['azure', { chassis_asset_tag: '7783-7084-3265-9085-8269-3286-77\n' }],
  ['digitalocean', { sys_vendor: 'DigitalOcean' }],
  ['hetzner', { sys_vendor: 'Hetzner\n' }],
  ['linode', { sys_vendor: 'Akamai' }],
  ['vultr', { sys_vendor: 'Vultr' }],
  ['scaleway', { sys_vendor: 'Scaleway' }],
  ['oracle-cloud', { chassis_asset_tag: 'OracleCloud.com' }],
  ['alibaba-cloud', { product_name: 'Alibaba Cloud ECS' }],
])('%s is recognised by its firmware strings', (id, dmi) => {
  expect(detectPlatform({}, onMachine(dmi))?.id).toBe(id)
})

test('what the program runs in comes before whose machine it is', () => {
  expect(detectPlatform({ RENDER: 'true' }, onMachine({ sys_vendor: 'Amazon EC2' }))?.id).toBe('render')
})

test('a self-hosted runner, a Hyper-V machine and an ordinary computer are no platform', () => {
  expect(detectPlatform({ GITHUB_ACTIONS: 'true', RUNNER_ENVIRONMENT: 'self-hosted' }, nowhere)).toBeUndefined()
  expect(detectPlatform({}, onMachine({ sys_vendor: 'Microsoft Corporation' }))).toBeUndefined()
  expect(detectPlatform({}, onMachine({ product_uuid: '45e13aed-dcd1-b213-94ed-01234abcdef0' }))).toBeUndefined()
  expect(detectPlatform({ RENDER: '', HOME: '/root' }, onMachine({ sys_vendor: 'LENOVO' }))).toBeUndefined()
})

test('a platform is found by its id in any case, without the marks of its recognition', () => {
  expect(platformById('Render')?.blockedPorts).toEqual([25, 465, 587])
  expect(platformById('nowhere')).toBeUndefined()
  expect(platforms.every((platform) => !('env' in platform) && !('dmi' in platform))).toBe(true)
})
