import { afterEach, describe, expect, it } from 'vitest'
import { convertOrders } from '#queues/jobs/convert-orders.ts'
import { correctOrders, maxRounds } from '#queues/jobs/correct-orders.ts'
import type { ConversionPorts } from '#queues/jobs/note-late-rates.ts'
import { replaceExchangeRates } from '#shared/database/exchange-rates.ts'
import {
  correctedDays,
  nextCorrection,
  ordersToCorrect,
  type RateCorrection,
  tenantsWithCorrections,
} from '#shared/database/rate-corrections.ts'
import type { SqlStatement } from '#shared/database/sql-statement.ts'
import { beforeAllWaiting, type WaitingPlace } from '#shared/database/waiting-orders.ts'
import { seededRandom } from '#shared/kernel/random.ts'
import { dayMs, hourMs } from '#shared/kernel/time.ts'
import { memoryConversionPorts } from '#tests/support/memory-conversion-ports.ts'
import { memoryDisk } from '#tests/support/memory-disk.ts'
import { type MemoryPlatform, memoryPlatform } from '#tests/support/memory-platform.ts'
import { testTenant } from '#tests/support/test-tenant.ts'

const firstDayMs = Date.UTC(2026, 0, 1)
const dayOf = (day: number) => new Date(firstDayMs + day * dayMs).toISOString().slice(0, 10)
const tenant = testTenant({ tenantId: 't', timeZone: 'UTC', currency: 'GBP' })

interface Rate {
  readonly currency: string
  readonly day: string
  readonly rate: number
}

/** Orders of a few days, of which nobody is left to tell unless `tellers` says so. */
class Shop {
  readonly platform: MemoryPlatform
  readonly ports: ConversionPorts
  nowMs = firstDayMs

  constructor(rates: readonly Rate[]) {
    const disk = memoryDisk()
    this.platform = memoryPlatform(tenant, seededRandom(1), () => this.nowMs, disk)
    this.ports = memoryConversionPorts(this.platform, disk, () => this.nowMs)
    this.#run(
      `insert into tenant (tenant_id, name, currency, time_zone, country, status, created_at, log_shard_count,
         customer_cell_count) values ('t', 'Shop', 'GBP', 'UTC', 'GB', 'active', 0, 1, 0)`,
    )
    this.setRates(rates)
  }

  #run(text: string, values: (string | number | null)[] = []): void {
    this.platform.database.run([{ text, values }])
  }

  setRates(rates: readonly Rate[]): void {
    this.platform.database.run(replaceExchangeRates('t', rates, this.nowMs))
  }

  /** `rate` null: they wait for one. */
  add(orderCount: number, currency: string, day: number, rate: number | null): void {
    this.#run(
      `insert into customer_order (tenant_id, order_key, version, kind, status, channel, placed_at, day, content_rank, currency,
         tenant_minor_rate, line_count, amount_minor, amount_tenant_minor)
       with recursive number(n) as (select 1 union all select n + 1 from number where n < ?1)
       select 't', 'till:' || ?2 || ?3 || '-' || format('%05d', n), 1, 'order', 'placed', 'online', 0, ?3, '1x', ?2, ?4, 1, 1000,
         cast(round(1000 * ?4) as integer) from number`,
      [orderCount, currency, dayOf(day), rate],
    )
    this.#run(
      `insert into sales_day (tenant_id, day, channel, currency, order_count, cancellation_count, revenue_minor,
         revenue_tenant_minor, unconverted_count, unconverted_minor, mark)
       select 't', day, channel, currency, count(*), 0, sum(amount_minor), coalesce(sum(amount_tenant_minor), 0),
         sum(tenant_minor_rate is null), sum(iif(tenant_minor_rate is null, amount_minor, 0)), 1
       from customer_order where day = ?1 and currency = ?2 group by day, channel, currency`,
      [dayOf(day), currency],
    )
  }

  /** All messages of a chain; how many they were. */
  async correct(ordersAtOnce?: number, ports = this.ports, most = 400): Promise<number> {
    for (let count = 1; ; count += 1) {
      const { goesOn } = await correctOrders(tenant, ports, ordersAtOnce)
      if (!goesOn) return count
      if (count > most) throw new Error('the job comes to no end')
    }
  }

  /** How many orders there are by rate. */
  get rates(): unknown[][] {
    return this.platform.database
      .all('select tenant_minor_rate, count(*) from customer_order group by 1 order by 1')
      .map(Object.values)
  }

  get corrections(): Record<string, unknown>[] {
    return this.platform.database.all('select * from rate_correction')
  }

  /** The totals of days are those of their rows. */
  expectSums(): void {
    const [sums] = this.platform.database.all(
      `select (select sum(revenue_tenant_minor) from sales_day) as told,
         (select sum(amount_tenant_minor) from customer_order) as added`,
    )
    expect(sums?.told).toBe(sums?.added)
  }
}

let shop: Shop
afterEach(() => shop.platform.close())
const usd = (day: number, rate: number): Rate => ({ currency: 'USD', day: dayOf(day), rate })

describe('orders by a rate that was replaced', () => {
  for (const [perDay, days, corrections] of [
    [10, 3, 1],
    [200, 2, 1],
    [499, 3, 1],
    [500, 2, 1],
    [600, 2, 1],
    [10, 3, 50],
    [2, 3, 101],
  ] as const) {
    it(`are corrected to the last: ${perDay} a day, ${days} days, replaced ${corrections} times`, async () => {
      shop = new Shop([usd(0, 0.5)])
      for (let day = 0; day < days; day += 1) shop.add(perDay, 'USD', day, 0.5)
      for (let count = 0; count < corrections; count += 1) shop.setRates([usd(0, 0.6 + count / 1_000)])
      const rate = 0.6 + (corrections - 1) / 1_000
      const messages = await shop.correct()
      expect(shop.rates).toEqual([[rate, perDay * days]])
      expect(messages).toBeLessThanOrEqual(Math.ceil((perDay * days) / 200) + 2)
      shop.expectSums()
      // Once more for what was under way, and then no more.
      expect(await shop.correct()).toBe(1)
      shop.nowMs += hourMs
      expect(await shop.correct()).toBeLessThanOrEqual(1 + days)
      expect(shop.corrections).toEqual([])
    })
  }

  it('are corrected in about one message for each 200 and each rate, though many rates be replaced at once', async () => {
    const days = Array.from({ length: 300 }, (_, day) => day)
    shop = new Shop(days.map((day) => usd(day, 0.5 + day / 100_000)))
    for (const day of days) shop.add(10, 'USD', day, 0.5 + day / 100_000)
    shop.setRates(days.map((day) => usd(day, 1 / (0.5 + day / 100_000))))
    const messages = await shop.correct()
    expect(messages).toBeLessThanOrEqual(3_000 / 200 + days.length + 1)
    expect(shop.rates.filter(([rate]) => Number(rate) < 1)).toEqual([])
    expect(shop.rates.length).toBe(300)
    shop.expectSums()
    shop.nowMs += hourMs
    expect(await shop.correct()).toBeLessThanOrEqual(days.length + 1)
    expect(shop.corrections).toEqual([])
  })

  it('leave those in other currencies and of other days alone', async () => {
    shop = new Shop([usd(0, 0.5), usd(2, 0.5), { currency: 'EUR', day: dayOf(0), rate: 0.5 }])
    for (let day = 0; day < 4; day += 1) shop.add(3, 'USD', day, 0.5)
    shop.add(5, 'EUR', 1, 0.5)
    shop.setRates([usd(0, 0.6)])
    await shop.correct(2)
    expect(shop.rates).toEqual([
      [0.5, 11],
      [0.6, 6],
    ])
  })

  it('are gone through once when two go at once', async () => {
    shop = new Shop([usd(0, 0.5)])
    shop.add(40, 'USD', 0, 0.5)
    shop.setRates([usd(0, 0.6)])
    const both = await Promise.all([
      correctOrders(tenant, shop.ports, 10),
      correctOrders(tenant, shop.ports, 10),
    ])
    expect(both.map(({ goesOn }) => goesOn).sort()).toEqual([false, true])
    await shop.correct(10)
    expect(shop.rates).toEqual([[0.6, 40]])
  })

  it('are gone through again when the rate is replaced in the middle of a page', async () => {
    shop = new Shop([usd(0, 0.5)])
    shop.add(40, 'USD', 0, 0.5)
    shop.setRates([usd(0, 0.6)])
    const setting: ConversionPorts = {
      ...shop.ports,
      write: async (statements) => {
        await shop.ports.write(statements)
        shop.setRates([usd(0, 0.7)])
      },
    }
    // The page's end says nothing of the new rate, though the correction is where it was again.
    expect((await correctOrders(tenant, setting, 10)).goesOn).toBe(false)
    await shop.correct(10)
    expect(shop.rates).toEqual([[0.7, 40]])
  })

  it('are corrected when they come to their row after the first round', async () => {
    shop = new Shop([usd(0, 0.5)])
    shop.setRates([usd(0, 0.6)])
    await shop.correct()
    shop.add(3, 'USD', 0, 0.5)
    const due = () => shop.platform.database.read(tenantsWithCorrections(shop.nowMs))
    expect(due()).toEqual([])
    shop.nowMs += hourMs
    expect(due()).toEqual([{ tenantId: 't' }])
    await shop.correct()
    expect([shop.rates, shop.corrections]).toEqual([[[0.6, 3]], []])
  })

  /** Of each order with this end somebody tells who is merged away for ever, or whose object never answers. */
  const stuck = (end: string, fails: boolean): ConversionPorts => ({
    ...shop.ports,
    tellersOf: async (_, keys) =>
      new Map(keys.filter((key) => key.endsWith(end)).map((key) => [key, ['cus_x']])),
    currentCustomerIds: async (_, ids) => ids,
    ratesWanted: async () => {
      if (fails) throw new Error('the object is overloaded')
      return []
    },
    noteRates: async (_, __, asked) =>
      asked.map(({ customerId }) => ({ kind: 'moved', customerId, survivorId: 'cus_y' })),
  })

  for (const fails of [false, true]) {
    it(`do not hold each other up, and are given up in the end (${fails ? 'failing' : 'moved'})`, async () => {
      shop = new Shop([usd(0, 0.5)])
      for (const day of [0, 1]) shop.add(400, 'USD', day, 0.5)
      shop.setRates([usd(0, 0.6)])
      const ports = stuck('-00001', fails)
      expect(await shop.correct(200, ports)).toBeLessThanOrEqual(6)
      expect(shop.rates).toEqual([
        [0.5, 2],
        [0.6, 798],
      ])
      let givenUp: RateCorrection | undefined
      let messages = 0
      for (let hour = 1; hour <= maxRounds; hour += 1) {
        shop.nowMs += hourMs
        for (let goesOn = true; goesOn; messages += 1) {
          const page = await correctOrders(tenant, ports)
          givenUp ??= page.givenUp
          goesOn = page.goesOn
        }
      }
      expect(givenUp).toMatchObject({ currency: 'USD', day: dayOf(0), round: maxRounds - 1 })
      expect(messages).toBeLessThanOrEqual(2 * maxRounds)
      expect(shop.corrections).toEqual([])
    })

    it(`which wait for their first do not either (${fails ? 'failing' : 'moved'})`, async () => {
      shop = new Shop([usd(0, 0.5), { currency: 'EUR', day: dayOf(1), rate: 0.8 }])
      for (const day of [0, 1]) shop.add(400, 'USD', day, null)
      for (const day of [0, 1]) shop.add(100, 'EUR', day, null)
      const ports = stuck('-00001', fails)
      const convert = async () => {
        let place: WaitingPlace | null = beforeAllWaiting
        let count = 0
        for (; place !== null; count += 1) {
          if (count > 100) throw new Error('the job comes to no end')
          place = await convertOrders(tenant, place, ports)
        }
        return count
      }
      expect(await convert()).toBe(5)
      // Two in dollars and one in euros that are stuck, and a day of euros before the first rate.
      expect(shop.rates).toEqual([
        [null, 103],
        [0.5, 798],
        [0.8, 99],
      ])
      expect(await convert()).toBe(1)
      shop.expectSums()
    })
  }

  it('are found by the days they are of, and nothing is gone through as a whole', () => {
    shop = new Shop([usd(0, 0.5)])
    shop.setRates([usd(0, 0.6)])
    const { database } = shop.platform
    const planOf = (statement: SqlStatement) =>
      database
        .read({ ...statement, text: `explain query plan ${statement.text}` })
        .map(({ detail }) => String(detail))
    const next = nextCorrection('t', shop.nowMs)
    expect(planOf(next)[0]).toMatch(/^SEARCH rate_correction .*\(tenant_id=\?\)/)
    const correction = database.read(next)[0] as unknown as RateCorrection
    const days = planOf(correctedDays('t', correction, 10))
    expect(days[0]).toMatch(/^SEARCH sales_day .*\(tenant_id=\? AND day>\? AND day<\?\)/)
    // In the order of the index: the limit ends it.
    expect(days.filter((step) => step.includes('B-TREE'))).toEqual([])
    const orders = planOf(ordersToCorrect('t', correction, [], 10))
    expect(orders.filter((step) => step.includes('customer_order'))).toEqual([
      'SEARCH customer_order USING INDEX customer_order_day (tenant_id=? AND day=?)',
    ])
  })
})
