import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { openOutlook } from '#shared/demand/open-outlook.ts'
import { outlookBlocks, outlookDays, spreadProbabilities } from '#shared/demand/outlook.ts'
import { inboundArrivals } from '#shared/replenishment/inbound-arrivals.ts'
import { type OrderSituation, proposeOrder } from '#shared/replenishment/propose-order.ts'

const sizes = fc.double({ min: 0, max: 500, noNaN: true })
const outlooks = fc
  .record({
    blocks: fc.array(sizes, { minLength: outlookBlocks, maxLength: outlookBlocks }),
    scales: fc.array(sizes, { minLength: outlookBlocks, maxLength: outlookBlocks }),
    scores: fc
      .array(fc.double({ min: -2, max: 4, noNaN: true }), {
        minLength: spreadProbabilities.length,
        maxLength: spreadProbabilities.length,
      })
      .map((scores) => scores.sort((one, other) => one - other)),
    correlation: fc.double({ min: 0, max: 1, noNaN: true }),
  })
  .map(({ blocks, scales, scores, correlation }) =>
    openOutlook(
      { blocks, scales, scores, weekdayShares: [0.1, 0.1, 0.1, 0.15, 0.2, 0.25, 0.1] },
      {
        asOfDay: 20_000,
        scores: {},
        blockCorrelation: correlation,
        dayFactors: { '': new Array(outlookDays).fill(1) },
      },
      '',
      'smooth',
    ),
  )
const situations: fc.Arbitrary<OrderSituation> = fc.record({
  demand: outlooks,
  fromOffset: fc.integer({ min: 0, max: 63 }),
  onHandQuantity: fc.double({ min: -100, max: 3_000, noNaN: true }),
  inbound: fc
    .array(
      fc.record({
        quantity: fc.double({ min: 0.5, max: 500, noNaN: true }),
        expectedDay: fc.integer({ min: 40, max: 200 }),
      }),
      { maxLength: 4 },
    )
    .map((inbound) => inboundArrivals(inbound, 100)),
  terms: fc.record({
    supplier: fc.constant(null),
    unitCostMinor: fc.constant(null),
    leadTimeDays: fc.integer({ min: 0, max: 84 }),
    reviewPeriodDays: fc.integer({ min: 1, max: 84 }),
    serviceLevelRate: fc.double({ min: 0.5, max: 0.999, noNaN: true }),
    packSize: fc.integer({ min: 1, max: 48 }),
    minimumOrderQuantity: fc.integer({ min: 1, max: 100 }),
  }),
})
const tolerance = 1e-6

describe('whatever the demand, the stock and the rules', () => {
  it('an order is whole packs, reaches the level, and no pack more than needed; nothing above the level', () => {
    fc.assert(
      fc.property(situations, (situation) => {
        const { packSize, minimumOrderQuantity } = situation.terms
        const { orderQuantity, orderUpToLevel, inboundQuantity } = proposeOrder(situation)
        const position = (situation.onHandQuantity ?? 0) + inboundQuantity
        if (position >= orderUpToLevel) return orderQuantity === 0
        if (orderUpToLevel - position <= tolerance) return true
        expect(orderQuantity % packSize).toBe(0)
        expect(orderQuantity).toBeGreaterThanOrEqual(minimumOrderQuantity)
        expect(position + orderQuantity).toBeGreaterThanOrEqual(orderUpToLevel - packSize * tolerance)
        const least = Math.max(minimumOrderQuantity, orderUpToLevel - position)
        expect(orderQuantity - packSize).toBeLessThan(least)
        return true
      }),
      { numRuns: 500 },
    )
  })

  it('a higher service level never orders less', () => {
    fc.assert(
      fc.property(situations, fc.double({ min: 0, max: 1, noNaN: true }), (situation, more) => {
        const { terms } = situation
        const serviceLevelRate = terms.serviceLevelRate + more * (0.999 - terms.serviceLevelRate)
        const higher = proposeOrder({ ...situation, terms: { ...terms, serviceLevelRate } })
        expect(higher.orderQuantity).toBeGreaterThanOrEqual(proposeOrder(situation).orderQuantity)
      }),
      { numRuns: 500 },
    )
  })

  it('more stock never makes running out likelier', () => {
    fc.assert(
      fc.property(situations, fc.double({ min: 0, max: 500, noNaN: true }), (situation, more) => {
        const now = proposeOrder(situation).stockOutRate ?? Number.NaN
        const onHandQuantity = (situation.onHandQuantity ?? 0) + more
        const richer = proposeOrder({ ...situation, onHandQuantity }).stockOutRate ?? Number.NaN
        expect(now).toBeGreaterThanOrEqual(0)
        expect(now).toBeLessThanOrEqual(1)
        expect(richer).toBeLessThanOrEqual(now + tolerance)
      }),
      { numRuns: 500 },
    )
  })

  it('a longer lead time never needs less, where errors only add', () => {
    fc.assert(
      fc.property(situations, fc.integer({ min: 1, max: 30 }), (any, moreDays) => {
        const terms = { ...any.terms, leadTimeDays: Math.min(any.terms.leadTimeDays, 7), reviewPeriodDays: 7 }
        const { expectedUnits, quantile } = any.demand
        // Errors above the middle only add.
        const demand = {
          expectedUnits,
          quantile: (from: number, days: number, probability: number) =>
            Math.max(expectedUnits(from, days), quantile(from, days, probability)),
        }
        const situation = { ...any, demand, fromOffset: 0, inbound: inboundArrivals([], 0), terms }
        const longer = { ...terms, leadTimeDays: terms.leadTimeDays + moreDays }
        expect(proposeOrder({ ...situation, terms: longer }).orderUpToLevel).toBeGreaterThanOrEqual(
          proposeOrder(situation).orderUpToLevel - tolerance,
        )
      }),
      { numRuns: 300 },
    )
  })
})
