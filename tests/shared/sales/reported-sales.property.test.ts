import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { projectionStatements } from '#shared/database/project.ts'
import type { ReportedSalesRow } from '#shared/database/tables/sales.ts'
import { type CanonicalEvent, eventKey } from '#shared/events/event.ts'
import type { ReportedLine, SalesReport } from '#shared/events/sales-report.ts'
import { dayText } from '#shared/sales/day-number.ts'
import { salesOfReports, salesWords } from '#shared/sales/reported-sales.ts'
import { type MemoryDatabase, memoryDatabase } from '#tests/support/memory-database.ts'
import { newEvent, testTimeMs } from '#tests/support/new-event.ts'

const seed = 20261122

let database: MemoryDatabase
beforeAll(() => {
  database = memoryDatabase()
})
afterAll(() => database.close())

const word = fc.constantFrom('Mug', 'mug, "blue"', '["', 'Tasse \u00e9\ud83d\ude42')
const line: fc.Arbitrary<ReportedLine> = fc.record(
  {
    sku: fc.constantFrom('MUG', '1', '10', '__proto__', '"', '\ud83d\ude42', '\uffe5'),
    units: fc.constantFrom(0, 1, 0.1, 2.5, 1e9, 1e12),
    returnedUnits: fc.constantFrom(0, 1),
    revenueMinor: fc.integer({ min: -5, max: 2 ** 53 - 1 }),
    name: word,
    category: word,
  },
  { requiredKeys: ['sku', 'units', 'returnedUnits', 'revenueMinor'] },
)
const report: fc.Arbitrary<SalesReport> = fc.record(
  {
    day: fc.constantFrom('2026-01-02', '2026-01-03'),
    storeId: fc.constantFrom('1', 'a "store"'),
    part: fc.constantFrom('', '1/2', '2/2'),
    currency: fc.constant('GBP'),
    lines: fc.uniqueArray(line, { maxLength: 4, selector: ({ sku }) => sku, minLength: 1 }),
  },
  { requiredKeys: ['day', 'part', 'currency', 'lines'] },
)

/** Events of few moments, so that ties are common; in another order, some twice; and which of them are taken back. */
const told = fc
  .uniqueArray(fc.tuple(fc.nat(999), fc.nat(3), fc.constantFrom('pos', 'web'), report), {
    maxLength: 12,
    selector: ([number]) => number,
  })
  .map((events) =>
    events.map(([number, step, channel, salesReport]) =>
      newEvent({
        id: `event-${number}`,
        source: 'csv/files',
        channel: channel as 'pos' | 'web',
        occurredAt: testTimeMs + step,
        salesReport,
      }),
    ),
  )
  .chain((events) =>
    fc.tuple(
      fc.shuffledSubarray(events, { minLength: events.length }),
      fc.shuffledSubarray(events),
      fc.integer({ min: 1, max: 5 }),
      fc.subarray(events),
    ),
  )

const rowsOf = (tenantId: string) =>
  database
    .read({ text: 'select * from reported_sales where tenant_id = ?', values: [tenantId] })
    .map(
      (row) => ({ ...row, storeId: row.store_id }) as unknown as ReportedSalesRow & { reported_at: number },
    )

/** Of each item the last word, found by reading the events in the order of time. */
function lastWords(events: readonly CanonicalEvent[]): unknown[] {
  const nameOf = (event: CanonicalEvent) => `${event.occurredAt} ${eventKey(event)}`
  const items = new Map<string, unknown>()
  for (const event of events.toSorted((left, right) => (nameOf(left) < nameOf(right) ? -1 : 1))) {
    const { day = '', storeId = '', lines = [] } = event.salesReport ?? {}
    for (const { name = null, category = null, ...sold } of lines) {
      const place = { day, storeId, channel: event.channel }
      items.set(JSON.stringify([place, sold.sku]), { ...place, ...sold, productId: sold.sku, name, category })
    }
  }
  return sorted([...items.values()])
}

const sorted = (items: unknown[]) => items.map((item) => JSON.stringify(item, keysOf(item))).sort()
const keysOf = (item: unknown) => Object.keys(item as object).sort()

function found(tenantId: string): unknown[] {
  return sorted(salesOfReports(rowsOf(tenantId)).map((sale) => ({ ...sale, day: dayText(sale.day) })))
}

function tell(tenantId: string, events: readonly CanonicalEvent[], batchSize: number): void {
  for (let from = 0; from < events.length; from += batchSize) {
    const sales = salesWords('GBP', events.slice(from, from + batchSize))
    database.run(projectionStatements(tenantId, { sales }))
  }
}

describe('reported sales', () => {
  it(`are what was said last of each item, in whatever order and however often (seed ${seed})`, () => {
    let run = 0
    fc.assert(
      fc.property(told, ([events, again, batchSize, withdrawn]) => {
        run += 1
        const tenantId = `shop-${run}`
        tell(tenantId, events, batchSize)
        tell(tenantId, again, batchSize)
        expect(found(tenantId)).toEqual(lastWords(events))

        for (let tries = 0; tries < 2; tries += 1) {
          const withdrawnSales = salesWords('GBP', withdrawn)
          database.run(projectionStatements(tenantId, { withdrawnSales }))
        }
        const left = events.filter((event) => !withdrawn.includes(event))
        tell(tenantId, left, batchSize)
        expect(found(tenantId)).toEqual(lastWords(left))
        const momentsOf = (id: string) => rowsOf(id).map(({ reported_at }) => reported_at)
        tell(`fresh-${run}`, left, 20)
        expect(momentsOf(tenantId).sort()).toEqual(momentsOf(`fresh-${run}`).sort())
      }),
      { seed, numRuns: 150 },
    )
  })

  it(`have another mark when what was sold is another, and only then (seed ${seed})`, () => {
    let run = 0
    fc.assert(
      fc.property(told, ([events]) => {
        run += 1
        const tenantId = `marked-${run}`
        for (const event of events) {
          const keyOf = ({ day, storeId, channel, part }: ReportedSalesRow) =>
            JSON.stringify([day, storeId, channel, part])
          const before = new Map(rowsOf(tenantId).map((row) => [keyOf(row), row]))
          tell(tenantId, [event], 1)
          for (const row of rowsOf(tenantId)) {
            const known = before.get(keyOf(row))
            if (known === undefined) continue
            const isSame =
              JSON.stringify(sorted(salesOfReports([known]))) ===
              JSON.stringify(sorted(salesOfReports([row])))
            expect(row.mark === known.mark).toBe(isSame)
          }
        }
      }),
      { seed, numRuns: 150 },
    )
  })

  it('keep one another apart by tenant when they are taken back', () => {
    const event = newEvent({ source: 'csv/files', salesReport: reportOf(1) })
    for (const tenantId of ['one', 'other']) tell(tenantId, [event], 1)
    database.run(projectionStatements('one', { withdrawnSales: salesWords('GBP', [event]) }))
    expect([rowsOf('one').length, rowsOf('other').length]).toEqual([0, 1])
  })
})

function reportOf(units: number, change: Partial<SalesReport> = {}): SalesReport {
  const lines = [{ sku: 'MUG', units, returnedUnits: 0, revenueMinor: 1_000 }]
  return { day: '2026-01-02', part: '', currency: 'GBP', lines, ...change }
}

describe('the amounts of reported sales', () => {
  it.each<[string, Partial<SalesReport>, number]>([
    ["are those of the tenant's currency", {}, 1_000],
    ['are converted', { currency: 'USD', exchangeRate: { currency: 'GBP', rate: 0.8 } }, 800],
    ['to other digits', { currency: 'JPY', exchangeRate: { currency: 'GBP', rate: 0.005 } }, 500],
    ['are unknown without a rate', { currency: 'USD' }, 0],
    ['and by a rate to another currency', { currency: 'USD', exchangeRate: { currency: 'EUR', rate: 1 } }, 0],
  ])('%s', (_, change, revenueMinor) => {
    const [told] = salesWords('GBP', [newEvent({ salesReport: reportOf(2, change) })])
    expect(told?.lines).toEqual([['MUG', 2, 0, revenueMinor, null, null]])
  })
})
