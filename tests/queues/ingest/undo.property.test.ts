import { describe, expect, it } from 'vitest'
import { applyEvents } from '#queues/ingest/apply-events.ts'
import { readEntries } from '#queues/ingest/read-entries.ts'
import { settleIdentity } from '#queues/ingest/settle-identity.ts'
import type { CanonicalEvent } from '#shared/events/event.ts'
import type { Identifier } from '#shared/identity/identifier.ts'
import { type RandomSource, seededRandom } from '#shared/kernel/random.ts'
import { placeCustomer } from '#shared/tenants/object-names.ts'
import { drawInt, drawOne, shuffled } from '#tests/support/drawing.ts'
import { type MemoryPlatform, memoryPlatform } from '#tests/support/memory-platform.ts'
import { newEvent, newOrderChange, testTimeMs } from '#tests/support/new-event.ts'
import { testTenant } from '#tests/support/test-tenant.ts'

const firstSeed = 20261121
const historyCount = Number(process.env.PATRON_HISTORIES ?? 50)
const by = 'owner@shop.example'
const tenant = testTenant({ customerCellCount: 1 })

const sideOf = (side: string): Identifier[] => [
  { type: 'phone', value: side === 'left' ? '+447700900100' : '+447700900200' },
  { type: 'email', value: `${side}@shop.example` },
  { type: 'loyalty_id', value: `CARD-${side}` },
  { type: 'whatsapp_id', value: `GB.${side}` },
]
const sides = [sideOf('left'), sideOf('right')]

/** Events of two people, the first of each with all of its identifiers; from `tiedFrom` on some carry those of both. */
function drawEvents(random: RandomSource, tiedFrom: number): CanonicalEvent[] {
  const [left = [], right = []] = sides
  return Array.from({ length: tiedFrom + drawInt(random, 1, 12) }, (_, number) => {
    const side = drawOne(random, sides)
    const count = drawInt(random, 1, 2)
    const isTying = number === tiedFrom || (number > tiedFrom && random() < 0.3)
    const ofSide = number < 2 ? (sides[number] ?? []) : shuffled(random, side).slice(0, count)
    const carried = isTying ? [drawOne(random, left), drawOne(random, right)] : ofSide
    const isNew = number > tiedFrom && random() < 0.2
    return newEvent({
      id: `event-${number}`,
      occurredAt: testTimeMs + drawInt(random, 0, 50) * 60_000,
      channel: drawOne(random, ['web', 'pos']),
      identifiers: [
        ...carried,
        ...(isNew ? [{ type: 'cookie_id' as const, value: `cookie-${number}` }] : []),
      ],
      traits: {
        firstName: drawOne(random, ['Ada', 'Grace', 'Alan']),
        city: drawOne(random, ['York', 'Leeds']),
      },
      ...(random() < 0.4 && {
        order: newOrderChange({ orderId: `${number}`, totalMinor: drawInt(random, 1, 9_999) }),
      }),
      ...(random() < 0.3 && { consents: [{ purpose: 'marketing' as const, isGranted: random() < 0.5 }] }),
    })
  })
}

function batchOf(events: readonly CanonicalEvent[]) {
  const lines = events.map((event) => JSON.stringify(event)).join('\n')
  return readEntries(tenant, [{ shard: 0, entry: { sequence: 1, receivedAtMs: testTimeMs, lines } }]).events
}

/** What there is of both people: state, orders and timeline, without ids and versions, which differ between platforms. */
function pictureOf(platform: MemoryPlatform) {
  const renamed = new Map<string, string>()
  const pictures = sides.map((side, index) => {
    const [first] = side
    const customerId =
      platform.directory
        .find([`${first?.type}:${first?.value}`])
        .values()
        .next().value ?? ''
    const store = platform.customers(placeCustomer(tenant, customerId))
    renamed.set(customerId, `customer ${index}`)
    const row = platform.database
      .all('select * from customer_profile')
      .find(({ customer_id: id }) => id === customerId)
    const orders = platform.database
      .all('select order_key, amount_minor, customer_id from customer_order order by 1')
      .filter(({ customer_id: id }) => id === customerId)
    return {
      state: JSON.parse(store.find(customerId)?.state ?? 'null'),
      orders: store.orders(customerId).sort((a, b) => (a.orderId < b.orderId ? -1 : 1)),
      timeline: store.timeline.page(customerId, 1_000, null, 'asc'),
      row: { ...row, version: 0 },
      rowsOfOrders: orders,
    }
  })
  let text = JSON.stringify(pictures)
  for (const [id, name] of renamed) text = text.replaceAll(id, name)
  return sortKeys(JSON.parse(text))
}

/** Consents are named by the customers' ids, so they come in another order on each platform. */
function sortKeys(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sortKeys)
  if (value === null || typeof value !== 'object') return value
  return Object.fromEntries(
    Object.entries(value)
      .sort(([left], [right]) => (left < right ? -1 : 1))
      .map(([key, inner]) => [key, sortKeys(inner)]),
  )
}

describe('undoing a merge', () => {
  it(`makes both sides what they would be had they been kept apart from the beginning (${historyCount} seeds from ${firstSeed})`, async () => {
    for (let seed = firstSeed; seed < firstSeed + historyCount; seed += 1) {
      const random = seededRandom(seed)
      const tiedFrom = drawInt(random, 2, 8)
      const events = drawEvents(random, tiedFrom)
      const isOneBatch = random() < 0.5

      const undone = memoryPlatform(tenant, seededRandom(seed), () => testTimeMs)
      await applyEvents(tenant, batchOf(events.slice(0, tiedFrom)), undone.ports)
      const rest = events.slice(tiedFrom)
      for (const batch of isOneBatch ? [rest] : rest.map((event) => [event])) {
        await applyEvents(tenant, batchOf(batch), undone.ports)
      }
      const [merge] = undone.directory.sql.all('select merge_id from merge_history')
      const mergeId = String(merge?.merge_id)
      expect(undone.decisions.undoMerge({ mergeId, by }, testTimeMs), `seed ${seed}`).toMatchObject({
        ok: true,
      })
      await settleIdentity(tenant, undone.ports)

      const apart = memoryPlatform(tenant, seededRandom(seed), () => testTimeMs)
      await applyEvents(tenant, batchOf(events.slice(0, tiedFrom)), apart.ports)
      const ids = apart.directory.sql
        .all('select customer_id from customer')
        .map((row) => String(row.customer_id))
      apart.directory.customers.keepApart(ids[0] ?? '', ids[1] ?? '')
      for (const event of rest) await applyEvents(tenant, batchOf([event]), apart.ports)

      expect(pictureOf(undone), `seed ${seed}`).toEqual(pictureOf(apart))
      undone.close()
      apart.close()
    }
  })
})
