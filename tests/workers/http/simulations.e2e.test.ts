import { generateKeyPairSync } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { runCommand } from '#scripts/patron/run-command.ts'
import { demoCredentials } from '#scripts/provision-demo-tenant.ts'
import type { DeliveryDetail } from '#shared/contracts/connections.ts'
import type { CustomerList } from '#shared/contracts/customers.ts'
import { problemSchema } from '#shared/contracts/problems.ts'
import type { SimulatedSourceList, Simulation } from '#shared/contracts/simulations.ts'
import { seededRandom } from '#shared/kernel/random.ts'
import { drawPurchase } from '#shared/simulators/shop.ts'
import { topicsOf } from '#shared/simulators/simulator.ts'
import { simulators } from '#shared/simulators/simulators.ts'
import { variants } from '#shared/simulators/variants.ts'
import { webhookSources } from '#shared/sources/registry.ts'
import { addTenant } from '#tests/support/add-tenant.ts'
import { staffCalls } from '#tests/support/staff-calls.ts'
import { startTestPlatform, type TestPlatform } from '#tests/support/test-platform.ts'

const otherKey = 'other-tenants-key'
const at = (source: string, connectionId = 'demo') => `/v1/connections/${source}/${connectionId}/simulations`
let platform: TestPlatform

beforeAll(async () => {
  platform = await startTestPlatform({ customerCellCount: 4 })
  await addTenant(await platform.database(), 'other', otherKey)
})
afterAll(() => platform?.remove())

const { call, send } = staffCalls(() => platform)

async function problemOf(path: string, body: unknown, key?: string) {
  return problemSchema.parse(await (await call('POST', path, body, key)).json())
}

/** Runs a command line of npx patron against the platform; what it printed and its exit code. */
async function patron(...args: string[]): Promise<{ code: number; printed: string[] }> {
  const printed: string[] = []
  const code = await runCommand(
    [...args, '--url', platform.apiUrl, '--public-url', 'http://127.0.0.1:8787'],
    {
      fetch,
      print: (line) => printed.push(line),
      printError: (line) => printed.push(line),
      readFile: () => '',
      nowMs: Date.now(),
      anySeed: 1,
    },
  )
  return { code, printed }
}

it('lists what can be simulated: everything that is delivered', async () => {
  const { sources, isAllowed, variants: listed } = await platform.get<SimulatedSourceList>('/v1/simulations')
  expect(isAllowed).toBe(true)
  expect(listed).toEqual([...variants])
  expect(sources.map(({ source }) => source).sort()).toEqual([...webhookSources.keys()].sort())
  expect(sources.find(({ source }) => source === 'shopify')?.topics).toContain('orders/create')
})

it('sends through the door of each source, and finds the line of the log', async () => {
  await Promise.all(
    [...webhookSources.keys()].map(async (source) => {
      const topic = simulators.get(source)?.life[0]?.topic
      const { isAsExpected, deliveries } = await send<Simulation>('POST', at(source), { topic, seed: 11 })
      expect(deliveries.length).toBe(1)
      expect(isAsExpected).toBe(true)
      const logged = await platform.get<DeliveryDetail>(`/v1/deliveries/${deliveries[0]?.logId}`)
      expect(logged).toMatchObject({ source, connectionId: 'demo', verdict: 'accepted' })
      expect(logged.events.length).toBeGreaterThan(0)
    }),
  )
})

it.each<[string, [string, number, string | null][]]>([
  [
    'duplicate',
    [
      ['accepted', 200, null],
      ['duplicate', 200, null],
    ],
  ],
  ['late', [['accepted', 200, null]]],
  ['reordered', Array.from({ length: 4 }, () => ['accepted', 200, null])],
  ['wrong-signature', [['refused', 401, 'bad-signature']]],
  ['tampered', [['refused', 401, 'bad-signature']]],
])('tells what became of a %s one, as the log does', async (variant, expected) => {
  const body = { topic: 'orders/create', variant }
  const { isAsExpected, deliveries } = await send<Simulation>('POST', at('shopify'), body)
  expect(isAsExpected).toBe(true)
  const logged = await Promise.all(
    deliveries.map(({ logId }) => platform.get<DeliveryDetail>(`/v1/deliveries/${logId}`)),
  )
  expect(deliveries.map(({ verdict, status }, index) => [verdict, status, logged[index]?.reason])).toEqual(
    expected,
  )
  expect(logged.map(({ verdict }) => verdict)).toEqual(deliveries.map(({ verdict }) => verdict))
})

/** Sent last: who is forgotten is in the way of what is still on its way. */
const erasing = new Set(['customers/redact', 'contact.privacyDeletion'])

it('takes every topic that the command line sends', async () => {
  const wrong: string[] = []
  const sendTopic = async (source: string, topic: string) => {
    const { code, printed } = await patron('send', source, topic, '--seed', '23')
    if (code !== 0) wrong.push(...printed)
  }
  await Promise.all(
    [...simulators.values()].map(async (simulator) => {
      for (const { topic } of topicsOf(simulator))
        if (!erasing.has(topic)) await sendTopic(simulator.source, topic)
    }),
  )
  await platform.settled()
  await sendTopic('shopify', 'customers/redact')
  await platform.settled()
  await sendTopic('hubspot', 'contact.privacyDeletion')
  expect(wrong).toEqual([])
})

it('makes one customer of the person who was simulated, whatever the source', async () => {
  expect(await patron('send', 'shopify', 'orders/create', '--seed', '31')).toMatchObject({ code: 0 })
  expect(await patron('send', 'woocommerce', 'order.created', '--seed', '31')).toMatchObject({ code: 0 })
  await platform.settled()
  const { email } = drawPurchase(seededRandom(31), 0).shopper
  const { customers } = await platform.get<CustomerList>(`/v1/customers?identifier=email:${email}`)
  expect(customers).toMatchObject([{ orderCount: 2 }])
})

it('signs with both secrets while one is rotated', async () => {
  const body = { topic: 'orders/create', variant: 'rotated-secret' }
  expect(await problemOf(at('shopify'), body)).toMatchObject({
    status: 409,
    errors: [{ code: 'missing-secret' }],
  })
  await send('POST', '/v1/connections/shopify/demo/secret', { secret: 'the-next-shopify-secret' })
  const simulation = await send<Simulation>('POST', at('shopify'), body)
  expect(simulation.deliveries.map(({ verdict }) => verdict)).toEqual(['accepted', 'accepted'])
})

describe('what is not simulated', () => {
  const body = { topic: 'orders/create' }

  it('is a topic that the source does not have, or a variant that nobody knows', async () => {
    expect(await problemOf(at('shopify'), { topic: 'orders/lost' })).toMatchObject({
      status: 422,
      errors: [{ pointer: '/topic', code: 'unknown-topic' }],
    })
    expect(await problemOf(at('shopify'), { ...body, variant: 'odd' })).toMatchObject({
      status: 422,
      errors: [{ pointer: '/variant' }],
    })
  })

  it('is what only the vendor can sign', async () => {
    const publicKey = generateKeyPairSync('rsa', { modulusLength: 2048 }).publicKey
    const secret = publicKey.export({ type: 'spki', format: 'pem' })
    await send('POST', '/v1/connections', { source: 'magento', connectionId: 'own', secret })
    expect(await problemOf(at('magento', 'own'), { topic: 'sales_order_save_after' })).toMatchObject({
      status: 409,
      errors: [{ code: 'unsuitable-secret' }],
    })
  })

  it('is a connection that is not there, or is another tenant’s', async () => {
    expect((await problemOf(at('shopify', 'none'), body)).status).toBe(404)
    expect((await problemOf(at('shopify'), body, otherKey)).status).toBe(404)
  })

  it('is anything that somebody asks for who is not of the staff', async () => {
    expect((await problemOf(at('shopify'), body, demoCredentials.writeKey)).status).toBe(403)
    expect((await problemOf(at('shopify'), body, 'nobody')).status).toBe(401)
  })
})
