import { describe, expect, it } from 'vitest'
import { inboundArrivals } from '#shared/replenishment/inbound-arrivals.ts'
import { type OrderSituation, proposeOrder } from '#shared/replenishment/propose-order.ts'
import { defaultSupplyTerms } from '#shared/replenishment/supply-rule.ts'
import { certainDemand, evenDemand } from '#tests/support/steady-demand.ts'

const none = inboundArrivals([], 0)
const situation = (changes: Partial<OrderSituation> = {}): OrderSituation => ({
  demand: evenDemand(10, 2),
  fromOffset: 0,
  onHandQuantity: 30,
  inbound: none,
  terms: defaultSupplyTerms,
  ...changes,
})

describe('what to order', () => {
  // 14 days of 10 a day, give or take 2: at 95 % 14 * (10 + 0.9 * 2) = 165.2.
  it('fills up to the level of the service over lead time and review period', () => {
    const proposal = proposeOrder(situation())
    expect(proposal.expectedDemand).toBe(140)
    expect(proposal.orderUpToLevel).toBeCloseTo(165.2, 10)
    expect(proposal.safetyStock).toBeCloseTo(25.2, 10)
    // 135.2 are short: 136 whole ones.
    expect(proposal.orderQuantity).toBe(136)
    // 7 days take 56 to 84, and 30 are there.
    expect(proposal.stockOutRate).toBe(1)
    expect(proposal.expectedLostUnits).toBe(40)
  })

  it('orders nothing while there is enough, and counts what is owed', () => {
    expect(proposeOrder(situation({ onHandQuantity: 165.2 })).orderQuantity).toBe(0)
    expect(proposeOrder(situation({ onHandQuantity: 165 })).orderQuantity).toBe(1)
    expect(proposeOrder(situation({ onHandQuantity: -5 })).orderQuantity).toBe(171)
    expect(proposeOrder(situation({ onHandQuantity: -5 })).stockOutRate).toBe(1)
  })

  it.each([
    { packSize: 12, minimumOrderQuantity: 1, ordered: 144 },
    { packSize: 12, minimumOrderQuantity: 150, ordered: 156 },
    { packSize: 1, minimumOrderQuantity: 500, ordered: 500 },
    { packSize: 0.1, minimumOrderQuantity: 1, ordered: 135.2 },
  ])('in packs of $packSize and at least $minimumOrderQuantity: $ordered', ({ ordered, ...terms }) => {
    const proposal = proposeOrder(situation({ terms: { ...defaultSupplyTerms, ...terms } }))
    expect(proposal.orderQuantity).toBe(ordered)
  })

  it('counts what comes before an order of the next chance could, and for the risk what comes before one of today', () => {
    const inbound = inboundArrivals(
      [
        { quantity: 20, expectedDay: 107 },
        { quantity: 50, expectedDay: 114 },
        { quantity: 900, expectedDay: 115 },
        { quantity: 700, expectedDay: 69 },
        { quantity: 10, expectedDay: 70 },
      ],
      100,
    )
    expect(inbound.expiredQuantity).toBe(700)
    const proposal = proposeOrder(situation({ inbound }))
    expect(proposal.inboundQuantity).toBe(80)
    expect(proposal.orderQuantity).toBe(56)
    // 60 are there of the 56 to 84 that 7 days may take: 1 - 4 / 28.
    expect(proposal.stockOutRate).toBeCloseTo(6 / 7, 6)
  })

  it('tells the level but no order where nobody counted', () => {
    const proposal = proposeOrder(situation({ onHandQuantity: null }))
    expect(proposal.orderUpToLevel).toBeCloseTo(165.2, 10)
    expect(proposal).toMatchObject({ orderQuantity: 0, stockOutRate: null })
  })

  it('knows no risk when the goods come at once, and goes on beyond the outlook', () => {
    const atOnce = { ...defaultSupplyTerms, leadTimeDays: 0 }
    expect(proposeOrder(situation({ onHandQuantity: 0, terms: atOnce })).stockOutRate).toBe(0)
    const long = { ...defaultSupplyTerms, leadTimeDays: 84, reviewPeriodDays: 84 }
    const proposal = proposeOrder(situation({ demand: certainDemand(2), fromOffset: 10, terms: long }))
    expect(proposal.expectedDemand).toBeCloseTo(336, 9)
    expect(proposal.orderQuantity).toBe(306)
  })
})
