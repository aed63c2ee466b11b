import { describe, expect, it } from 'vitest'
import { settleIdentity } from '#queues/ingest/settle-identity.ts'
import { convertOrders } from '#queues/jobs/convert-orders.ts'
import { correctOrders } from '#queues/jobs/correct-orders.ts'
import type { TimelineEntry } from '#shared/customers/ingest.ts'
import { customerView } from '#shared/customers/views/customer-view.ts'
import { beforeAllWaiting } from '#shared/database/waiting-orders.ts'
import type { CanonicalEvent } from '#shared/events/event.ts'
import type { OrderChange } from '#shared/events/order-change.ts'
import type { Identifier } from '#shared/identity/identifier.ts'
import { type RandomSource, seededRandom } from '#shared/kernel/random.ts'
import { dayMs, hourMs, minuteMs } from '#shared/kernel/time.ts'
import { ConversionShop, type DatedRate } from '#tests/support/conversion-shop.ts'
import { drawInt, drawOne } from '#tests/support/drawing.ts'
import { memoryConversionPorts } from '#tests/support/memory-conversion-ports.ts'
import { newEvent, newOrderChange, newOrderLine, testTimeMs } from '#tests/support/new-event.ts'

const seed = Number(process.env.PATRON_SEED ?? 20261122)
const dayCount = 5
const dayOf = (day: number) => new Date(testTimeMs + day * dayMs).toISOString().slice(0, 10)

/**
 * All that a shop knows, but for when it came to know it: versions of customers, marks of days, and how often a rate was noted.
 * Of customers that were merged away only that they were: nobody reads what they had.
 */
function pictureOf({ platform, disk }: ConversionShop) {
  const { customers, database, tenant } = platform
  const objects = [...disk.objectNames].filter((name) => /:customer|:guest-orders/.test(name)).sort()
  return {
    orders: database
      .all('select * from customer_order order by order_key')
      .map(({ tenant_id: _, version: __, content_rank: rank, ...row }) => ({
        ...row,
        rank: String(rank).split('\t')[0],
      })),
    days: database
      .all('select * from sales_day order by day, channel, currency')
      .map(({ tenant_id: _, mark: __, ...row }) => row),
    profiles: database
      .all('select * from customer_profile order by customer_id')
      .map(({ tenant_id: _, version: __, ...row }) => (row.merged_into === null ? row : row.merged_into)),
    customers: objects.flatMap((name) => {
      const store = customers(name)
      return store.customersAfter('', 1_000).map((customerId) => {
        const stored = store.find(customerId)
        if (stored === undefined || stored.mergedInto !== null) return stored?.mergedInto
        const state = JSON.parse(stored.state)
        const orders = store.orders(customerId)
        return {
          state,
          orders: withoutRevisions(orders),
          view: customerView({ ...stored, state, version: 0 }, orders, [], tenant),
          events: withoutRevisions(timelineOf(store.timeline.page(customerId, 1_000, null, 'asc'))),
        }
      })
    }),
  }
}

function timelineOf(entries: readonly TimelineEntry[]): unknown[] {
  return entries.map(({ event }) => {
    const { receivedAt: _, ...told } = JSON.parse(event)
    return told
  })
}

function withoutRevisions(value: unknown): unknown {
  return JSON.parse(JSON.stringify(value, (name, inner) => (name === 'revision' ? undefined : inner)))
}

const email = (person: number): Identifier => ({ type: 'email', value: `person-${person}@shop.example` })
const cookie = (person: number): Identifier => ({ type: 'cookie_id', value: `cookie-${person}` })

/** Events of a few people and guests about a few orders: placed, told again, paid, given back, cancelled, and told by a browser. */
function drawEvents(random: RandomSource): CanonicalEvent[] {
  const orders = Array.from({ length: drawInt(random, 1, 6) }, (_, number) => ({
    orderId: `${number}`,
    person: drawInt(random, 0, 3),
    day: drawInt(random, 0, dayCount - 1),
    currency: drawOne(random, ['GBP', 'USD', 'USD', 'JPY', 'KWD']),
    isParts: random() < 0.25,
  }))
  return Array.from({ length: drawInt(random, 2, 18) }, (_, number) => {
    const id = `event-${number}`
    if (random() < 0.25) {
      const person = drawInt(random, 0, 3)
      return newEvent({ id, occurredAt: testTimeMs + number, identifiers: [email(person), cookie(person)] })
    }
    const { orderId, person, day, currency, isParts } = drawOne(random, orders)
    const isTold = random() < 0.3
    const placedAt = testTimeMs + day * dayMs
    const change = drawOne(random, ['placed', 'placed', 'updated', 'paid', 'refunded', 'cancelled'] as const)
    const order: Partial<OrderChange> = {
      orderId,
      shop: 'shopify/main',
      change: isTold ? 'placed' : change,
      placedAt,
      currency,
      linesAre: isParts ? 'part' : 'all',
      lines: [newOrderLine(`${drawInt(random, 1, 3)}`, drawInt(random, 1, 9_999), { category: 'Tea' })],
      ...(random() < 0.5 && { totalMinor: drawInt(random, 1, 99_999) }),
      ...(change === 'refunded' &&
        !isTold && { refund: { refundId: id, amountMinor: drawInt(random, 1, 500) } }),
    }
    const identifiers = person === 3 ? [] : isTold ? [cookie(person)] : [email(person)]
    return newEvent({
      id,
      source: isTold ? 'tracking/web' : 'shopify/main',
      occurredAt: placedAt + drawInt(random, 0, 3 * dayMs),
      identifiers,
      order: newOrderChange(order),
    })
  })
}

/** Rates of some days, each a few times: what is said last holds. */
function drawRates(random: RandomSource): DatedRate[][] {
  const rates = new Map<string, DatedRate>()
  for (let count = drawInt(random, 1, 9); count > 0; count -= 1) {
    const currency = drawOne(random, ['USD', 'JPY', 'KWD'])
    const day = dayOf(drawInt(random, 0, dayCount - 1))
    rates.set(`${currency} ${day}`, { currency, day, rate: drawRate(random) })
  }
  const first = [...rates.values()]
  const rounds = [first]
  for (let round = drawInt(random, 0, 2); round > 0; round -= 1) {
    const corrected = first.filter(() => random() < 0.5).map((of) => ({ ...of, rate: drawRate(random) }))
    if (corrected.length > 0) rounds.push(corrected)
  }
  return rounds
}

/** No two of a run are the same: of two that are, nothing could tell by which an order was counted. */
function drawRate(random: RandomSource): number {
  return (1 + drawInt(random, 1, 40_000_000)) / drawInt(random, 9_000_000, 11_000_000)
}

describe('orders that came before their rates', () => {
  it(`come to the same as with the rates there first, for the customer too (seed ${seed})`, async () => {
    const counts = { converted: 0, corrected: 0, merged: 0 }
    for (let run = 0; run < 80; run += 1) {
      const random = seededRandom(seed + run)
      const events = drawEvents(random)
      const rounds = drawRates(random)
      const cellCount = drawOne(random, [0, 2])
      const early = new ConversionShop(`early-${seed}-${run}`, cellCount)
      const late = new ConversionShop(`late-${seed}-${run}`, cellCount)
      for (const rates of rounds) early.setRates(rates)
      // The same pieces, so that the same customers get the same ids.
      let from = drawInt(random, 0, events.length)
      await early.take(events.slice(0, from))
      await late.take(events.slice(0, from))
      for (const [round, rates] of rounds.entries()) {
        // Now and then wrong at first, and set right before anything, or something, came of it.
        if (random() < 0.3) {
          late.setRates(rates.map((of) => ({ ...of, rate: drawRate(random) })))
          if (random() < 0.5) await late.convert(random)
        }
        late.setRates(rates)
        await late.convert(random, drawOne(random, [0, 0.1, 0.3]))
        const to = round === rounds.length - 1 ? events.length : drawInt(random, from, events.length)
        await early.take(events.slice(from, to))
        await late.take(events.slice(from, to))
        from = to
      }
      await late.convert(random)
      const expected = pictureOf(early)
      expect(pictureOf(late), `seed ${seed + run}`).toEqual(expected)

      const versions = () =>
        late.rows('select customer_id, version from customer_profile order by customer_id')
      const before = versions()
      await late.convert(random)
      expect(versions(), `seed ${seed + run}`).toEqual(before)
      counts.converted += late.rows(
        "select 1 from customer_order where currency <> 'GBP' and tenant_minor_rate is not null",
      ).length
      counts.corrected += rounds.length - 1
      counts.merged += late.rows('select 1 from customer_profile where merged_into is not null').length
      early.close()
      late.close()
    }
    expect(counts.converted).toBeGreaterThan(100)
    expect(counts.corrected).toBeGreaterThan(50)
    expect(counts.merged).toBeGreaterThan(10)
  })

  const inDollars = (
    id: string,
    day: number,
    parts: Partial<CanonicalEvent> = {},
    change: Partial<OrderChange> = {},
  ) =>
    newEvent({
      id,
      source: 'shopify/main',
      occurredAt: testTimeMs + day * dayMs,
      identifiers: [email(1)],
      order: newOrderChange({ orderId: '1', currency: 'USD', totalMinor: 1_000, ...change }),
      ...parts,
    })
  const inDollarsOf = (day: number, rate: number): DatedRate => ({ currency: 'USD', day: dayOf(day), rate })
  const worth = (shop: ConversionShop) => [
    ...shop.rows('select amount_tenant_minor from customer_order order by order_key').flat(),
    ...shop.rows('select revenue_minor from customer_profile where erased_at is null').flat(),
  ]
  let shopCount = 0
  const newShop = () => {
    shopCount += 1
    return new ConversionShop(`shop-of-rates-${shopCount}`, 0)
  }
  const random = seededRandom(1)

  it('have the rate of the day of the event that tells what is in them, as at the door', async () => {
    const shop = newShop()
    await shop.take([
      inDollars('placed', 1),
      inDollars('again', 3, {}, { change: 'updated', totalMinor: 2_000 }),
    ])
    shop.setRates([inDollarsOf(0, 0.5), inDollarsOf(2, 0.8)])
    expect(shop.isWaiting).toBe(true)
    await shop.convert(random)
    expect([worth(shop), shop.isWaiting]).toEqual([[1_600, 1_600], false])
    shop.close()
  })

  it('keep the rate they have when one of a nearer day is set, until the rate of their day is replaced', async () => {
    const shop = newShop()
    await shop.take([inDollars('placed', 3)])
    shop.setRates([inDollarsOf(0, 0.5)])
    await shop.convert(random)
    shop.setRates([inDollarsOf(2, 0.9)])
    await shop.convert(random)
    expect(worth(shop)).toEqual([500, 500])
    // Not of its day: the nearer one is.
    shop.setRates([inDollarsOf(0, 0.6)])
    await shop.convert(random)
    expect(worth(shop)).toEqual([500, 500])
    shop.setRates([inDollarsOf(2, 0.95)])
    await shop.convert(random)
    expect(worth(shop)).toEqual([950, 950])
    // There and back.
    shop.setRates([inDollarsOf(2, 0.5)])
    shop.setRates([inDollarsOf(2, 0.95)])
    await shop.convert(random)
    expect([worth(shop), shop.isWaiting]).toEqual([[950, 950], false])
    shop.close()
  })

  it('keep a right rate that has the same value as a wrong one of another day', async () => {
    const shop = newShop()
    shop.setRates([inDollarsOf(0, 0.5), inDollarsOf(2, 0.5)])
    await shop.take([inDollars('placed', 1), inDollars('other', 3, {}, { orderId: '2' })])
    shop.setRates([inDollarsOf(2, 0.8)])
    await shop.convert(random)
    expect(worth(shop)).toEqual([500, 800, 1_300])
    shop.setRates([inDollarsOf(0, 0.6)])
    await shop.convert(random)
    expect(worth(shop)).toEqual([600, 800, 1_400])
    shop.close()
  })

  it('follow a rate that is replaced while nearer ones are added, each by that of its own day', async () => {
    const shop = newShop()
    shop.setRates([inDollarsOf(0, 0.05)])
    await shop.take([inDollars('placed', 1), inDollars('other', 3, {}, { orderId: '2' })])
    shop.setRates([inDollarsOf(0, 0.5), inDollarsOf(2, 0.8)])
    await shop.convert(random)
    expect(worth(shop)).toEqual([500, 800, 1_300])
    shop.close()
  })

  it('follow in events of the replaced days alone, though the order be of another', async () => {
    const shop = newShop()
    shop.setRates([inDollarsOf(0, 0.5), inDollarsOf(2, 0.7)])
    await shop.take([
      inDollars('placed', 1),
      inDollars('again', 3, {}, { change: 'updated', totalMinor: 2_000 }),
    ])
    expect(worth(shop)).toEqual([1_400, 1_400])
    shop.setRates([inDollarsOf(0, 0.6)])
    await shop.convert(random)
    expect(worth(shop)).toEqual([1_400, 1_400])
    shop.close()
  })

  it('follow a rate that was noted at the door too, whenever they come to their customer', async () => {
    const shop = newShop()
    shop.setRates([inDollarsOf(0, 0.5)])
    await shop.take([inDollars('placed', 1)])
    shop.setRates([inDollarsOf(0, 0.6)])
    // The door still knows the old rate for a minute.
    shop.nowMs -= 2 * minuteMs
    await shop.take([inDollars('other', 1, {}, { orderId: '2' })])
    expect(worth(shop)).toEqual([500, 500, 1_000])
    await shop.convert(random)
    expect(worth(shop)).toEqual([600, 600, 1_200])
    shop.close()
  })

  it('are converted when nobody is left to tell of them', async () => {
    const shop = newShop()
    await shop.take([inDollars('placed', 1)])
    const { ports, tenant } = shop.platform
    const [customerId] = shop.rows('select customer_id from customer_profile').flat()
    await ports.requestErasure(tenant, {
      requestId: 'r',
      customerId: String(customerId),
      requestedBy: 'staff',
    })
    await settleIdentity(tenant, ports)
    shop.setRates([inDollarsOf(0, 0.5)])
    await shop.convert(random)
    expect([worth(shop), shop.isWaiting]).toEqual([[500], false])
    shop.setRates([inDollarsOf(0, 0.6)])
    await shop.convert(random)
    expect(worth(shop)).toEqual([600])
    shop.close()
  })

  it('keep their row until everybody who tells of them has the rate', async () => {
    const shop = newShop()
    shop.setRates([inDollarsOf(0, 0.5)])
    await shop.take([inDollars('placed', 1), inDollars('told', 1, { identifiers: [email(2)] })])
    shop.setRates([inDollarsOf(0, 0.6)])
    const ports = memoryConversionPorts(shop.platform, shop.disk, () => shop.nowMs)
    let calls = 0
    const failingOnce: typeof ports = {
      ...ports,
      noteRates: async (...asked) => {
        calls += 1
        if (calls === 1) throw new Error('the object is overloaded')
        return ports.noteRates(...asked)
      },
    }
    const rate = () => shop.rows('select tenant_minor_rate from customer_order').flat()
    const revenues = () => shop.rows('select revenue_minor from customer_profile').flat()
    const before = revenues()
    await correctOrders(shop.platform.tenant, failingOnce)
    expect([calls, rate()]).toEqual([2, [0.5]])
    shop.nowMs += hourMs
    await correctOrders(shop.platform.tenant, failingOnce)
    expect(rate()).toEqual([0.6])
    expect(revenues()).toEqual(before.map((minor) => (Number(minor) * 6) / 5))
    expect(before).toContain(500)
    shop.close()
  })

  it('are asked for in parts, of an object with many', async () => {
    const shop = new ConversionShop('shop-of-many-orders', 1)
    const numbers = Array.from({ length: 130 }, (_, number) => number)
    await shop.take(
      numbers.map((number) =>
        inDollars(`${number}`, 1, { identifiers: [email(number % 2)] }, { orderId: `${number}` }),
      ),
    )
    shop.setRates([inDollarsOf(0, 0.5)])
    const counts: number[] = []
    const ports = memoryConversionPorts(shop.platform, shop.disk, () => shop.nowMs)
    const { tenant } = shop.platform
    const counting: typeof ports = {
      ...ports,
      noteRates: (name, _, asked, rates) => {
        counts.push(asked.flatMap(({ orderKeys }) => orderKeys).length)
        return ports.noteRates(name, tenant, asked, rates)
      },
    }
    expect(await convertOrders(tenant, beforeAllWaiting, counting)).toBe(null)
    expect(counts).toEqual([50, 50, 30])
    expect(worth(shop)).toEqual([...numbers.map(() => 500), 65 * 500, 65 * 500])
    shop.close()
  })

  it('have their customers scored anew when they are recent', async () => {
    const shop = newShop()
    await shop.take([inDollars('old', 1), inDollars('new', 9, { identifiers: [email(2)] }, { orderId: '2' })])
    shop.setRates([inDollarsOf(0, 0.5)])
    await shop.convert(random)
    const recent = shop.rows("select customer_id from customer_profile where email like 'person-2%'").flat()
    expect([...shop.buyers]).toEqual(recent)
    shop.close()
  })
})
