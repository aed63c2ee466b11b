import { describe, expect, it } from 'vitest'
import { seededRandom } from '#shared/kernel/random.ts'
import { type DeliveryPlan, planDeliveries } from '#shared/simulators/plan-deliveries.ts'
import { simulators } from '#shared/simulators/simulators.ts'

const nowMs = Date.UTC(2026, 10, 21, 10)

async function plan(source: string, changes: Partial<DeliveryPlan>) {
  const simulator = simulators.get(source)
  if (simulator === undefined) throw new Error(`there is no simulator of ${source}`)
  return planDeliveries(simulator, {
    topic: 'orders/create',
    variant: 'good',
    baseUrl: 'https://patron.example',
    connectionId: 'shop',
    secrets: ['a-secret'],
    nowMs,
    happenedAtMs: nowMs,
    random: seededRandom(3),
    ...changes,
  })
}

async function deliveries(source: string, changes: Partial<DeliveryPlan>) {
  const planned = await plan(source, changes)
  if (!planned.ok) throw new Error(planned.failure.message)
  return planned.value
}

describe('planDeliveries', () => {
  it('addresses the door of the connection', async () => {
    const [delivery] = await deliveries('shopify', {})
    expect(delivery?.url).toBe('https://patron.example/webhooks/shopify/shop')
  })

  it('changes one bit of what it tampers with, after it was signed', async () => {
    const [right] = await deliveries('shopify', {})
    const [tampered] = await deliveries('shopify', { variant: 'tampered' })
    expect(tampered?.headers).toEqual(right?.headers)
    const changed = [...(right?.body ?? [])]
      .map((byte, at) => byte ^ (tampered?.body[at] ?? 0))
      .filter(Boolean)
    expect(changed).toEqual([1])
  })

  it('tells a life in every order but its own', async () => {
    const random = seededRandom(8)
    const orders = new Set<string>()
    for (let run = 0; run < 200; run += 1) {
      const planned = await deliveries('shopify', { variant: 'reordered', random })
      orders.add(planned.map(({ topic }) => topic).join(' '))
      expect(new Set(planned.map(({ body }) => new TextDecoder().decode(body))).size).toBe(4)
    }
    expect(orders.size).toBe(4 * 3 * 2 - 1)
    expect(orders).not.toContain('orders/create orders/paid orders/fulfilled refunds/create')
  })

  it.each<[string, string, Partial<DeliveryPlan>]>([
    ['unknown-topic', 'shopify', { topic: 'orders/lost' }],
    ['unknown-topic', 'shopify', { topic: 'constructor' }],
    ['missing-secret', 'shopify', { secrets: [] }],
    ['missing-secret', 'shopify', { variant: 'rotated-secret' }],
    ['unsuitable-secret', 'magento', { topic: 'customer_save_after' }],
    ['unsuitable-variant', 'tracking', { topic: 'page', variant: 'tampered' }],
  ])('fails with %s for %s and %j', async (kind, source, changes) => {
    expect(await plan(source, changes)).toMatchObject({ ok: false, failure: { kind, retryable: false } })
  })
})
