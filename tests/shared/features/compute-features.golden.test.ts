import { describe, expect, it } from 'vitest'
import type { Activity } from '#shared/features/activity.ts'
import { computeFeatures } from '#shared/features/compute-features.ts'
import { latestPurchases, productRhythms } from '#shared/features/latest-purchases.ts'
import type { Purchase, PurchaseLine } from '#shared/features/purchase.ts'

const at = (iso: string) => Date.parse(iso)

function line(productId: string, category: string | null, quantity = 1): PurchaseLine {
  return { productId, name: productId.toUpperCase(), category, quantity, amountMinor: 100 }
}

function purchase(orderKey: string, placedAt: string, parts: Partial<Purchase>): Purchase {
  return {
    orderKey,
    placedAt: at(placedAt),
    channel: 'web',
    storeId: null,
    isCancelled: false,
    currency: 'GBP',
    amountTenantMinor: 0,
    grossMinor: 0,
    refundedMinor: 0,
    discountMinor: null,
    lines: [],
    ...parts,
  }
}

/** Four orders, 10, 20 and 30 days apart, one of them partly refunded, one in a currency without a rate; one was cancelled. */
const purchases: Purchase[] = [
  purchase('1', '2026-08-01T09:30:00Z', {
    amountTenantMinor: 1_000,
    grossMinor: 1_000,
    discountMinor: 0,
    channel: 'pos',
    storeId: 'soho',
    lines: [line('milk', 'Dairy', 2), line('bread', null)],
  }),
  purchase('2', '2026-08-11T09:30:00Z', {
    amountTenantMinor: 1_500,
    grossMinor: 2_000,
    refundedMinor: 500,
    discountMinor: 500,
    lines: [line('milk', 'Dairy', 2)],
  }),
  purchase('3', '2026-08-31T20:00:00Z', { amountTenantMinor: null, grossMinor: 900, currency: 'CHF' }),
  purchase('4', '2026-09-30T20:00:00Z', {
    amountTenantMinor: 3_500,
    grossMinor: 3_500,
    lines: [line('milk', 'Dairy'), line('cheese', 'Dairy'), line('tray', null, -1)],
  }),
  purchase('5', '2026-10-01T08:00:00Z', { isCancelled: true, grossMinor: 100 }),
  purchase('6', '2027-01-01T08:00:00Z', { amountTenantMinor: 99_999, grossMinor: 99_999 }),
]

/** 30 September 2026, then 7 October. A cart half an hour before the last order, and one that was left. */
const activity: Activity = [
  [20_726, 2 ** 39 + 2 ** 40, 2 ** 39, 0, 0],
  [20_733, 2 ** 20, 2 ** 20, 2 ** 21, 2 ** 23],
]
const asOfMs = at('2026-10-10T08:00:00Z')
const vector = computeFeatures({ purchases, activity, asOfMs, timeZone: 'Europe/London' })

describe('the features of a customer worked out by hand', () => {
  it.each([
    // 30 September 20:00 until 10 October 8:00; 1 August 9:30 until then.
    ['recencyDays', 9.5],
    ['tenureDays', 69 + 22.5 / 24],
    ['orderCount', 4],
    ['orderCount7Days', 0],
    ['orderCount30Days', 1],
    ['orderCount90Days', 4],
    ['revenueMinor', 6_000],
    ['revenue30DaysMinor', 3_500],
    ['orderValueMeanMinor', 2_000],
    ['orderValueMedianMinor', 1_500],
    // (1000 + 500 + 1500 squared: 1, 0.25, 2.25 million) / 2 = 1.75 million.
    ['orderValueSdMinor', Math.sqrt(1_750_000)],
    // 1000; then 0.3 x 1500 + 0.7 x 1000 = 1150; then 0.3 x 3500 + 0.7 x 1150.
    ['orderValueEwmaMinor', 1_855],
    // Units 3, 2, 2 of three orders with lines; lines 2, 1, 2.
    ['unitsPerOrder', 7 / 3],
    ['linesPerOrder', 5 / 3],
    // Gaps 10, 20 + 10.5 hours, 30 days.
    ['gapMeanDays', (60 + 10.5 / 24) / 3],
    ['gapMedianDays', 20 + 10.5 / 24],
    ['gapLatestDays', 30],
    ['overdueRatio', (9.5 * 3) / (60 + 10.5 / 24)],
    // Summer time: 10 twice and 21 twice; the earlier is told.
    ['hourTop', 10],
    ['hourTopRate', 0.5],
    ['hourEntropyBits', 1],
    // Saturday, Tuesday, Monday, Wednesday.
    ['weekdayTopRate', 0.25],
    ['weekdayEntropyBits', 2],
    ['weekendRate', 0.25],
    // milk three times, bread and cheese once.
    ['productCount', 3],
    ['productTopRate', 0.6],
    ['repeatPurchaseRate', 0.4],
    ['categoryCount', 1],
    ['channelCount', 2],
    ['channelTopRate', 0.75],
    ['tillOrderRate', 0.25],
    ['storeCount', 1],
    // Told of two orders; nothing of 1000, 500 of 2500.
    ['discountedOrderRate', 0.5],
    ['discountMeanRate', 0.1],
    ['refundedOrderRate', 0.25],
    ['refundMeanRate', 0.0625],
    ['returnedUnitRatio', 1 / 7],
    ['cancellationCount', 1],
    ['cancellationRate', 0.2],
    // Visits: 30 September 19:30 to 20:30, 7 October 10:00 to 10:30.
    ['visitRecencyDays', 3 - 2 / 24],
    ['visitCount7Days', 1],
    ['visitCount30Days', 2],
    ['visitGapMeanDays', 7 - 9.5 / 24],
    ['visitLengthMeanHalfHours', 1.5],
    ['visitOrderRate', 0.5],
    ['cartCount365Days', 2],
    ['cartLeftCount365Days', 1],
    ['cartLeftRate', 0.5],
    ['messageCount365Days', 1],
    ['answerRate', 1],
    // 7 October 11:30.
    ['answerRecencyDays', 3 - 3.5 / 24],
  ])('%s is %d', (name, expected) => expect(vector[name]).toBeCloseTo(expected, 9))

  it('are nothing, or none, for somebody who never came', () => {
    const empty = computeFeatures({ purchases: [], activity: [], asOfMs, timeZone: 'Europe/London' })
    expect(new Set(Object.values(empty))).toEqual(new Set([null, 0]))
  })

  it('come with what was bought last, and how often each product is', () => {
    expect(
      latestPurchases(purchases, asOfMs, 3).map(({ productId, placedAt }) => [productId, placedAt]),
    ).toEqual([
      ['cheese', at('2026-09-30T20:00:00Z')],
      ['milk', at('2026-09-30T20:00:00Z')],
      ['milk', at('2026-08-11T09:30:00Z')],
    ])
    expect(productRhythms(purchases, asOfMs, 2)).toEqual([
      {
        productId: 'milk',
        name: 'MILK',
        purchaseCount: 3,
        meanGapDays: (60 + 10.5 / 24) / 2,
        lastPurchasedAt: at('2026-09-30T20:00:00Z'),
      },
      expect.objectContaining({ productId: 'cheese', purchaseCount: 1, meanGapDays: null }),
    ])
  })

  it('are had of 10,000 orders of one day within a second', () => {
    const many = Array.from({ length: 10_000 }, (_, index) =>
      purchase(`${index}`, '2026-10-09T12:00:00Z', { amountTenantMinor: 0, lines: [line(`${index}`, null)] }),
    )
    const started = performance.now()
    const features = computeFeatures({ purchases: many, activity, asOfMs, timeZone: 'Europe/London' })
    expect(performance.now() - started).toBeLessThan(1_000)
    expect(features).toMatchObject({
      orderCount7Days: 10_000,
      gapMeanDays: 0,
      overdueRatio: null,
      revenueMinor: 0,
    })
  })
})
