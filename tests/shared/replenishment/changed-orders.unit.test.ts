import { describe, expect, it } from 'vitest'
import { openOutlook } from '#shared/demand/open-outlook.ts'
import { changedOrders, demandWithChange, touchedOrders } from '#shared/replenishment/changed-orders.ts'
import { inboundArrivals } from '#shared/replenishment/inbound-arrivals.ts'
import type { ItemOrder } from '#shared/replenishment/item-orders.ts'
import { proposeOrder } from '#shared/replenishment/propose-order.ts'
import { defaultSupplyTerms } from '#shared/replenishment/supply-rule.ts'
import { newForecast, plainBasis, plainOutlook } from '#tests/support/forecast-shop.ts'

/** Ten units a day, each week off by 14. */
const demand = openOutlook(plainOutlook, plainBasis(20_000), '', 'smooth')

function order(storeId: string, onHandQuantity: number | null, isForAllPlaces = false): ItemOrder {
  const situation = {
    ...{ demand, fromOffset: 0, onHandQuantity },
    inbound: inboundArrivals([], 20_001),
    terms: defaultSupplyTerms,
  }
  const forecast = newForecast({ tenantId: 'demo', runId: 'job_1', level: 'sku-store', sku: 'M1', storeId })
  return { sku: 'M1', storeId, isForAllPlaces, forecast, situation, proposal: proposeOrder(situation) }
}

const change = { fromOffset: 0, dayCount: 28, factor: 2, storeId: undefined, units: 280 }

describe('demand with a change on some days', () => {
  const changed = demandWithChange(demand, { fromOffset: 7, dayCount: 7, factor: 1.5 })

  it.each([
    [0, 7, 70],
    [7, 7, 105],
    [0, 14, 175],
    [10, 14, 140 + 20],
    [14, 7, 70],
    [8, 1, 15],
  ])('from day %i, for %i days, is %i units', (from, days, units) => {
    expect(changed.expectedUnits(from, days)).toBeCloseTo(units)
  })

  it('is off by as much more', () => {
    expect(changed.quantile(7, 7, 0.975)).toBeCloseTo(1.5 * (70 + 1.96 * 14))
    expect(demandWithChange(demand, { fromOffset: 0, dayCount: 91, factor: 0 }).quantile(0, 7, 0.9)).toBe(0)
  })
})

describe('the orders a change touches', () => {
  const orders = [order('s1', 100), order('s2', 50), order('s3', null)]

  it('are those of its place, or all', () => {
    const places = (storeId: string | undefined, of = orders) =>
      touchedOrders(of, storeId).map((each) => each.storeId)
    expect(places(undefined)).toEqual(['s1', 's2', 's3'])
    expect(places('s2')).toEqual(['s2'])
    expect(places('s9', [order('s1', 1, true)])).toEqual(['s1'])
  })

  it('are added up where the stock is known, and the worst place counts', () => {
    // Two weeks at 95 %: 140 + 14 * sqrt(2) * 1.6449 = 172.57, twice that with the change.
    const plain = 73 + 123
    expect(changedOrders(orders, { ...change, leadTimeDays: undefined })).toMatchObject({
      ...{ plainQuantity: plain, changedQuantity: 246 + 296 },
    })
    // (50 - 70) / 14 is -1.43 standard deviations: 92 %.
    expect(changedOrders(orders, { ...change, leadTimeDays: undefined })?.plainStockOutRate).toBeCloseTo(
      0.92,
      2,
    )
    // Three weeks: 210 + 14 * sqrt(3) * 1.6449 = 249.89.
    expect(changedOrders(orders, { ...change, factor: 1, leadTimeDays: 14 })).toMatchObject({
      ...{ plainQuantity: plain, changedQuantity: 150 + 200 },
    })
  })

  it('change by the share of the place where all are ordered for together', () => {
    const together = [order('', 100, true)]
    // A quarter of all units are sold in s1: twice as much there is a quarter more in all.
    expect(
      changedOrders(together, { ...change, storeId: 's1', units: 70, leadTimeDays: undefined }),
    ).toMatchObject({ plainQuantity: 73, changedQuantity: Math.ceil(1.25 * 172.57 - 100) })
  })

  it('are none where nobody knows how much there is', () => {
    expect(changedOrders([order('s3', null)], { ...change, leadTimeDays: undefined })).toBeNull()
  })
})
