import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import {
  customerCountOf,
  keepSegmentSums,
  type SegmentSum,
  segmentFigures,
  segmentNames,
  sumOfAll,
  sumSegment,
} from '#shared/database/segment-figures.ts'
import { memoryDatabase } from '#tests/support/memory-database.ts'

const database = memoryDatabase()
afterAll(() => database.close())

/** Customer, segment, what they said, what else is said of the row. */
const people = [
  ['ann', 'Loyal', null, ''],
  ['ben', 'Loyal', 1, ''],
  ['cat', 'Loyal', 0, ''],
  ['dan', 'Loyal', null, "merged_into = 'ann'"],
  ['eve', 'Loyal', null, 'erased_at = 5'],
  ['fay', 'Loyal', null, 'restricted_at = 5'],
  ['gus', 'Lost', null, ''],
] as const

beforeAll(() => {
  for (const tenantId of ['shop', 'another']) {
    for (const [index, [customerId, label, isAllowed, change]] of people.entries()) {
      const of = [tenantId, customerId]
      database.run([
        {
          text: `insert into customer_profile (tenant_id, customer_id, version, display_name, search_text, first_seen_at,
                   last_seen_at, order_count, revenue_minor, channels, is_profiling_allowed)
                 values (?, ?, 1, '', '', 1, 1, ?, ?, '[]', ?)`,
          values: [...of, index + 1, 100 * (index + 1), isAllowed],
        },
        ...(change === ''
          ? []
          : [
              {
                text: `update customer_profile set ${change} where tenant_id = ? and customer_id = ?`,
                values: of,
              },
            ]),
        {
          text: `insert into predictions (tenant_id, customer_id, kind, subject, label, factors, predicted_at, expires_at)
                 values (?, ?, 'rfm', '', ?, '[]', ?, 1000)`,
          values: [...of, label, index],
        },
        ...[10, 30, 900].map((placedAt) => ({
          text: `insert into customer_order (tenant_id, order_key, version, customer_id, kind, status, channel, placed_at, day,
                   currency, line_count, amount_minor, is_cancelled)
                 values (?, ? || ?, 1, ?, 'order', 'paid', 'web', ?, '1970-01-01', 'GBP', 0, 1, ?)`,
          values: [tenantId, customerId, placedAt, customerId, placedAt + index, Number(placedAt === 900)],
        })),
      ])
    }
  }
  database.run([
    {
      text: `insert into predictions (tenant_id, customer_id, kind, subject, label, factors, predicted_at, expires_at)
             values ('shop', 'gus', 'segment', '', 'Segment 2', '[]', 1, 1), ('shop', 'gus', 'churn', '', 'high', '[]', 1, 1000)`,
      values: [],
    },
  ])
})

const names = () => database.read(segmentNames('shop')) as unknown as Pick<SegmentSum, 'kind' | 'name'>[]
const sums = () =>
  names().flatMap((name) => database.read(sumSegment('shop', name, 500)) as unknown as SegmentSum[])

describe('the figures of segments', () => {
  it('are of those that somebody is in, by name', () => {
    expect(names().map(({ kind, name }) => `${kind} ${name}`)).toEqual([
      'rfm Lost',
      'rfm Loyal',
      'segment Segment 2',
    ])
  })

  it('add up customers of whom something may be predicted, with their last order that was not cancelled', () => {
    expect(segmentFigures(sums(), true)).toEqual([
      {
        kind: 'rfm',
        name: 'Lost',
        customerCount: 1,
        revenueMinor: 700,
        averageOrderCount: 7,
        averageLastAt: 36,
        modelVersion: null,
        computedAt: 6,
      },
      {
        kind: 'rfm',
        name: 'Loyal',
        customerCount: 2,
        revenueMinor: 300,
        averageOrderCount: 1.5,
        averageLastAt: 30.5,
        modelVersion: null,
        computedAt: 1,
      },
    ])
    // Where silence is no consent, only who said yes.
    expect(segmentFigures(sums(), false)).toMatchObject([
      { name: 'Loyal', customerCount: 1, revenueMinor: 200 },
    ])
  })

  it('are the same when they were kept, with how many customers there are in all', () => {
    for (const countedAt of [5, 6])
      database.run(keepSegmentSums('shop', [sumOfAll(12), ...sums()], countedAt))
    const kept = database.all('select * from segment_figure order by kind, name, is_allowed').map((row) => {
      const named = Object.entries(row).map(([name, value]) => [
        name.replace(/_([a-z])/g, (_, letter: string) => letter.toUpperCase()),
        value,
      ])
      return Object.fromEntries(named) as SegmentSum
    })
    expect(customerCountOf(kept)).toBe(12)
    expect(kept.map((row) => (row as unknown as { countedAt: number }).countedAt)).toEqual([6, 6, 6, 6])
    expect(segmentFigures(kept, true)).toEqual(segmentFigures(sums(), true))
    database.run(keepSegmentSums('shop', [], 7))
    expect(database.all('select * from segment_figure')).toEqual([])
  })
})
