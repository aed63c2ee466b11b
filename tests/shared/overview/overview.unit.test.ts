import { describe, expect, it } from 'vitest'
import { allTimeTotals, periodTotals, type SalesRow, salesByChannel } from '#shared/overview/overview.ts'

function row(parts: Partial<SalesRow>): SalesRow {
  return {
    day: '2026-11-01',
    channel: 'web',
    currency: 'GBP',
    orderCount: 2,
    revenueTenantMinor: 1_000,
    unconvertedCount: 0,
    unconvertedMinor: 0,
    ...parts,
  }
}

const inDollars = row({
  currency: 'USD',
  orderCount: 3,
  revenueTenantMinor: 200,
  unconvertedCount: 1,
  unconvertedMinor: 70,
})
const inYen = row({
  channel: 'pos',
  currency: 'JPY',
  orderCount: 1,
  revenueTenantMinor: 0,
  unconvertedCount: 1,
  unconvertedMinor: 9_000,
})

describe('sales in several currencies', () => {
  it('add up in the own currency, and what could not be converted is told apart', () => {
    expect(periodTotals([row({}), inDollars, inYen, inYen], 4, 'GBP')).toEqual({
      orderCount: 7,
      revenue: { amountMinor: 1_200, currency: 'GBP' },
      // 1,200 by the four orders that are in it.
      averageOrderValue: { amountMinor: 300, currency: 'GBP' },
      activeCustomerCount: 4,
      unconverted: [
        { orderCount: 2, revenue: { amountMinor: 18_000, currency: 'JPY' } },
        { orderCount: 1, revenue: { amountMinor: 70, currency: 'USD' } },
      ],
    })
  })

  it('have no average when no order could be converted', () => {
    expect(periodTotals([inYen], 1, 'GBP').averageOrderValue.amountMinor).toBe(0)
  })

  it('show a channel that sold something, though nothing of it could be converted', () => {
    expect(
      salesByChannel([inYen, row({})], 'GBP').map(({ channel, revenue }) => [channel, revenue.amountMinor]),
    ).toEqual([
      ['web', 1_000],
      ['pos', 0],
    ])
  })

  it('are those of all time, from the first day to the last of any currency', () => {
    const allTime = { cancellationCount: 1, firstDay: '2024-02-29', lastDay: '2026-01-31' }
    expect(
      allTimeTotals(
        [
          { ...row({}), ...allTime },
          { ...inYen, ...allTime, lastDay: '2026-11-01' },
        ],
        'GBP',
      ),
    ).toMatchObject({
      orderCount: 3,
      cancellationCount: 2,
      revenue: { amountMinor: 1_000, currency: 'GBP' },
      unconverted: [{ orderCount: 1 }],
      firstDay: '2024-02-29',
      lastDay: '2026-11-01',
    })
    expect(allTimeTotals([], 'GBP')).toMatchObject({
      orderCount: 0,
      firstDay: null,
      lastDay: null,
      unconverted: [],
    })
  })
})
