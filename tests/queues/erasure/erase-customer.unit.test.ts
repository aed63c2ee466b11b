import { describe, expect, it } from 'vitest'
import { eraseCustomer } from '#queues/erasure/erase-customer.ts'
import type { ErasurePorts } from '#queues/erasure/erasure-ports.ts'
import type { IngestPorts } from '#queues/ingest/ingest-ports.ts'
import { settleIdentity } from '#queues/ingest/settle-identity.ts'
import { seededRandom } from '#shared/kernel/random.ts'
import { hourMs } from '#shared/kernel/time.ts'
import {
  bill,
  type CanaryShop,
  canaryEvents,
  canaryShop,
  contentsOf,
  email,
  emptyShop,
  phone,
  placesNaming,
} from '#tests/support/canary-shop.ts'
import { faultyPorts } from '#tests/support/faulty-ports.ts'
import { memoryHashes } from '#tests/support/memory-erasure-ports.ts'
import { newEvent } from '#tests/support/new-event.ts'

/** A shop in which the erasure is decided and open. */
async function decidedShop(): Promise<CanaryShop> {
  const shop = await canaryShop()
  const decided = await shop.decideErasure()
  if (!decided.ok) throw new Error(decided.failure.message)
  return shop
}

function totals({ database }: CanaryShop) {
  return database.all(
    'select day, channel, currency, order_count, revenue_minor from sales_day order by 1, 2',
  )
}

function withErasure(shop: CanaryShop, erasurePorts: ErasurePorts): IngestPorts {
  return {
    ...shop.ports,
    eraseCustomer: (tenant, operation) => eraseCustomer(tenant, operation, erasurePorts),
  }
}

describe('eraseCustomer', () => {
  it('leaves nothing of a person in any store', async () => {
    const shop = await canaryShop()
    const before = placesNaming(shop)
    for (const place of [
      'entry',
      'customer_raw_event',
      'identifier',
      'merge_history',
      'manual_merge_queue',
      'R2 ',
      'live-feed message',
      'D1 quarantined_event',
      'D1 connection_logs',
      'D1 customer_profile',
      'D1 match_record',
    ]) {
      expect(before.join()).toContain(place)
    }
    await shop.decideErasure()
    await settleIdentity(shop.tenant, shop.ports)
    expect(placesNaming(shop)).toEqual([])
    shop.close()
  })

  it('leaves the totals and everybody else as they were', async () => {
    const shop = await canaryShop()
    const othersOf = () =>
      [...contentsOf(shop)].flatMap(([place, text]) =>
        /^R2|customer_raw_event$|D1 customer_profile$|D1 customer_order$/.test(place)
          ? text.split('\n').filter((line) => /somebody@else|shopify\/demo:(?:2001|3001)/.test(line))
          : [],
      )
    const before = { totals: totals(shop), others: othersOf().sort() }
    expect(before.others.length).toBeGreaterThan(5)
    await shop.decideErasure()
    await settleIdentity(shop.tenant, shop.ports)
    expect({ totals: totals(shop), others: othersOf().sort() }).toEqual(before)
    expect(
      shop.database.all(
        'select order_key, customer_id is null as is_guest from customer_order order by order_key',
      ),
    ).toEqual([
      { order_key: 'shopify/demo:1001', is_guest: 1 },
      { order_key: 'shopify/demo:1002', is_guest: 1 },
      { order_key: 'shopify/demo:2001', is_guest: 0 },
      { order_key: 'shopify/demo:3001', is_guest: 1 },
    ])
    shop.close()
  })

  it('lets later news of an order count, though nobody has it any more', async () => {
    const shop = await decidedShop()
    await settleIdentity(shop.tenant, shop.ports)
    const refund = {
      ...canaryEvents[0]?.order,
      change: 'refunded' as const,
      refund: { refundId: 'r', amountMinor: 500 },
    }
    shop.clockMs += hourMs
    await shop.send([
      newEvent({ id: 'refund', source: 'shopify/demo', order: refund as never, occurredAt: shop.clockMs }),
    ])
    expect(
      shop.database.all("select amount_minor from customer_order where order_key = 'shopify/demo:1001'"),
    ).toEqual([{ amount_minor: 1000 }])
    shop.close()
  })

  it('writes a receipt of what was found where, and nothing of whom', async () => {
    const shop = await decidedShop()
    await settleIdentity(shop.tenant, shop.ports)
    const [request] = shop.database.all('select * from privacy_request')
    expect(request).toMatchObject({
      request_id: 'prq_1',
      status: 'done',
      mode: 'delete',
      requested_by: 'manager@shop.example',
      completed_at: shop.clockMs,
    })
    expect(JSON.parse(String(request?.receipt))).toEqual([
      { store: 'accounts', forgotten: 1, unit: 'accounts' },
      { store: 'archive', forgotten: 6, unit: 'lines' },
      { store: 'customers', forgotten: 3, unit: 'customers' },
      { store: 'delivery log', forgotten: 2, unit: 'deliveries' },
      { store: 'event log', forgotten: 8, unit: 'lines' },
      { store: 'exports', forgotten: 0, unit: 'exports' },
      { store: 'identity directory', forgotten: 5, unit: 'identifiers' },
      { store: 'imports', forgotten: 0, unit: 'lines' },
      { store: 'live feed', forgotten: 6, unit: 'events' },
      { store: 'orders', forgotten: 2, unit: 'orders' },
      { store: 'quarantine', forgotten: 2, unit: 'records' },
      { store: 'timelines', forgotten: 6, unit: 'events' },
    ])
    shop.close()
  })

  it('ends the same when it is broken off at any call, before or after its effect, and repeated', async () => {
    const whole = await decidedShop()
    let callCount = 0
    await settleIdentity(
      whole.tenant,
      withErasure(
        whole,
        interrupted(whole.erasurePorts, () => {
          callCount += 1
        }),
      ),
    )
    const expected = contentsOf(whole)
    whole.close()
    expect(callCount).toBeGreaterThan(20)
    for (let broken = 1; broken <= callCount; broken += 1) {
      for (const afterEffect of [false, true]) {
        const shop = await decidedShop()
        let calls = 0
        const ports = interrupted(
          shop.erasurePorts,
          (isAfter) => {
            if (isAfter === afterEffect) calls += 1
            if (isAfter === afterEffect && calls === broken) throw new Error('the plug was pulled')
          },
          true,
        )
        await expect(settleIdentity(shop.tenant, withErasure(shop, ports))).rejects.toThrow('plug')
        await settleIdentity(shop.tenant, shop.ports)
        expect(contentsOf(shop), `call ${broken}, ${afterEffect ? 'after' : 'before'} it`).toEqual(expected)
        shop.close()
      }
    }
  })

  it('ends the same when two do it at once, in any interleaving, with calls that fail (25 seeds)', async () => {
    const whole = await decidedShop()
    await settleIdentity(whole.tenant, whole.ports)
    const expected = contentsOf(whole)
    whole.close()
    for (let seed = 1; seed <= 25; seed += 1) {
      const shop = await decidedShop()
      const random = seededRandom(seed)
      const { nowMs } = shop.erasurePorts
      const ports = withErasure(shop, {
        ...faultyPorts(shop.erasurePorts, random, () => 0.03),
        nowMs,
      })
      await Promise.allSettled([settleIdentity(shop.tenant, ports), settleIdentity(shop.tenant, ports)])
      await settleIdentity(shop.tenant, shop.ports)
      expect(contentsOf(shop), `seed ${seed}`).toEqual(expected)
      shop.close()
    }
  })

  it('forgets events that are on their way, wherever they are when it happens', async () => {
    let pausedAt = 0
    for (let isOver = false; !isOver; pausedAt += 1) {
      for (const afterEffect of [false, true]) {
        const shop = await canaryShop()
        await shop.append([
          newEvent({ id: 'on-its-way', identifiers: [phone, bill], properties: { wish: 'canary seed' } }),
          newEvent({
            id: 'on-its-way-too',
            identifiers: [email],
            order: { ...canaryEvents[0]?.order, orderId: '1003' } as never,
          }),
          newEvent({ id: 'page-on-its-way', kind: 'page', name: 'Canary seed', identifiers: [email] }),
        ])
        let calls = 0
        const ports = interrupted(
          shop.ports,
          async (isAfter) => {
            if (isAfter !== afterEffect) return
            calls += 1
            if (calls !== pausedAt + 1) return
            const decided = await shop.decideErasure()
            if (!decided.ok) throw new Error(decided.failure.message)
            await settleIdentity(shop.tenant, shop.ports)
          },
          true,
        )
        await shop.process(ports)
        if (calls <= pausedAt) isOver = true
        else {
          for (let round = 0; shop.shards.some((shard) => shard.hasUnsettled()); round += 1) {
            expect(round).toBeLessThan(5)
            await shop.process()
          }
          const place = `call ${pausedAt + 1}, ${afterEffect ? 'after' : 'before'} it`
          expect(placesNaming(shop), place).toEqual([])
          expect([shop.customerIdOf(email), shop.customerIdOf(phone)], place).toEqual([undefined, undefined])
          const archive = [...shop.archive.values()].join()
          for (const id of ['on-its-way', 'on-its-way-too', 'page-on-its-way']) {
            expect(archive, `${place}: ${id}`).toContain(`"id":"${id}"`)
          }
        }
        shop.close()
      }
    }
    expect(pausedAt).toBeGreaterThan(8)
  })
})

describe('what comes of a forgotten person later', () => {
  it('old data that comes again stays out, under its old name and under a new one', async () => {
    const shop = await decidedShop()
    await settleIdentity(shop.tenant, shop.ports)
    const before = totals(shop)
    shop.clockMs += hourMs
    await shop.send([
      ...canaryEvents,
      ...canaryEvents.map((event) => ({ ...event, id: `again-${event.id}` })),
    ])
    expect(placesNaming(shop)).toEqual([])
    expect([shop.customerIdOf(email), shop.customerIdOf(phone)]).toEqual([undefined, undefined])
    expect(totals(shop)).toEqual(before)
    expect(shop.shards.reduce((sum, shard) => sum + shard.counts().suppressed, 0)).toBe(canaryEvents.length)
    shop.close()
  })

  it('new data makes a new customer in mode delete, and nobody in mode suppress', async () => {
    for (const mode of ['delete', 'suppress'] as const) {
      const shop = await canaryShop()
      const oldId = shop.customerIdOf(email)
      await shop.decideErasure({ mode })
      await settleIdentity(shop.tenant, shop.ports)
      shop.clockMs += hourMs
      await shop.send([newEvent({ id: 'new', identifiers: [email], occurredAt: shop.clockMs })])
      const newId = shop.customerIdOf(email)
      expect([mode, newId === undefined, newId === oldId]).toEqual([mode, mode === 'suppress', false])
      if (mode === 'suppress') expect(placesNaming(shop)).toEqual([])
      shop.close()
    }
  })

  it('a lifted suppression lets them be known again', async () => {
    const shop = await canaryShop()
    await shop.decideErasure({ mode: 'suppress' })
    await settleIdentity(shop.tenant, shop.ports)
    const hashes = await memoryHashes(shop.directory, ['email:canary@shop.example'])
    shop.directory.suppressed.lift([...hashes.values()])
    await shop.send([newEvent({ id: 'back', identifiers: [email] })])
    expect(shop.customerIdOf(email)).toBeDefined()
    shop.close()
  })

  it('a receipt that nobody told the directory of is forgotten with the events, and brings nobody back', async () => {
    const shop = await canaryShop()
    await shop.decideErasure({ evidenceKeys: [] })
    await settleIdentity(shop.tenant, shop.ports)
    expect(placesNaming(shop)).toEqual([])
    await shop.send([newEvent({ id: 'scan', identifiers: [bill] })])
    expect(
      shop.database.all('select customer_id from customer_profile where erased_at is null'),
    ).toHaveLength(1)
    shop.close()
  })

  it('a new receipt beside one that the directory was not told of holds nobody up', async () => {
    const shop = await canaryShop()
    await shop.decideErasure({ evidenceKeys: [] })
    await shop.send([newEvent({ id: 'scan', identifiers: [bill, { ...bill, value: '90918' }] })])
    await shop.send([newEvent({ id: 'scan-again', identifiers: [{ ...bill, value: '90918' }] })])
    expect(shop.directory.openWork().operations).toEqual([])
    shop.close()
  })
})

describe('an erasure that cannot be', () => {
  it('is refused for an unknown customer, and for one that was erased', async () => {
    const shop = await canaryShop()
    const customerId = shop.customerIdOf(email) ?? ''
    await shop.decideErasure()
    await settleIdentity(shop.tenant, shop.ports)
    expect(await shop.decideErasure({ customerId })).toMatchObject({
      ok: false,
      failure: { kind: 'erased-customer' },
    })
    expect(await shop.decideErasure({ customerId: 'cus_never' })).toMatchObject({
      ok: false,
      failure: { kind: 'unknown-customer' },
    })
    shop.close()
  })

  it('keeps merges and splits away from an erased customer', async () => {
    const shop = await canaryShop()
    const customerId = shop.customerIdOf(email) ?? ''
    const [merge] = shop.directory.merges.ofCustomers([customerId])
    const otherId =
      shop.directory.find(['email:somebody@else.example']).get('email:somebody@else.example') ?? ''
    await shop.decideErasure()
    await settleIdentity(shop.tenant, shop.ports)
    const refused = { ok: false, failure: { kind: 'erased-customer' } }
    const by = 'manager@shop.example'
    expect(shop.decisions.undoMerge({ mergeId: merge?.mergeId ?? '', by }, shop.clockMs)).toMatchObject(
      refused,
    )
    expect(
      shop.decisions.mergeCustomers({ customerIds: [otherId, customerId], by }, shop.clockMs),
    ).toMatchObject(refused)
    expect(
      shop.decisions.splitCustomer({ customerId, keys: ['email:canary@shop.example'], by }, shop.clockMs),
    ).toMatchObject(refused)
    shop.close()
  })

  it('begins with an empty shop', () => {
    const shop = emptyShop()
    expect(placesNaming(shop)).toEqual([])
    shop.close()
  })
})

/** The same ports; `onCall` runs before each call, and after it when `isTwofold`. */
function interrupted<Ports extends object>(
  ports: Ports,
  onCall: (isAfter: boolean) => unknown,
  isTwofold = false,
): Ports {
  return new Proxy(ports, {
    get(target, name, receiver) {
      const call: unknown = Reflect.get(target, name, receiver)
      if (typeof call !== 'function' || name === 'report' || name === 'nowMs') return call
      return async (...values: unknown[]) => {
        await onCall(false)
        const reply: unknown = await call.apply(target, values)
        if (isTwofold) await onCall(true)
        return reply
      }
    },
  })
}
