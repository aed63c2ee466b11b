import { describe, expect, it } from 'vitest'
import { openOutlook } from '#shared/demand/open-outlook.ts'
import { spreadProbabilities } from '#shared/demand/outlook.ts'
import { whatIf } from '#shared/demand/what-if.ts'

const open = openOutlook(
  {
    blocks: new Array(13).fill(70),
    scales: new Array(13).fill(28),
    scores: spreadProbabilities.map((probability) => (probability - 0.5) * 1.25),
    weekdayShares: new Array(7).fill(1 / 7),
  },
  { asOfDay: 100, scores: {}, blockCorrelation: 0, dayFactors: {} },
  '',
  'smooth',
)
const known = { priceElasticity: -2, promotionChangeRate: 0.5 }

describe('what if', () => {
  it('a price halves: units go with it to the power of the elasticity, and revenue with both', () => {
    const { plain, changed, factor } = whatIf(
      open,
      0,
      7,
      200,
      { priceChangeRate: -0.5, isPromoted: false },
      known,
    )
    expect(plain.units).toBeCloseTo(70, 9)
    expect(plain.revenueMinor).toBeCloseTo(14_000, 6)
    expect(factor).toBeCloseTo(4, 9)
    expect(changed.units).toBeCloseTo(280, 9)
    expect(changed.upper80).toBeCloseTo(4 * 84, 9)
    expect(changed.revenueMinor).toBeCloseTo(280 * 100, 6)
  })

  it('there is a promotion besides: both multiply, and the outlook can be asked on', () => {
    const change = { priceChangeRate: 0.1, isPromoted: true }
    const { factor, outlook } = whatIf(open, 0, 7, 200, change, known)
    expect(factor).toBeCloseTo(1.5 / 1.21, 9)
    expect(outlook.expectedUnits(0, 14)).toBeCloseTo((140 * 1.5) / 1.21, 9)
    expect(outlook.quantile(0, 7, 0.9)).toBeCloseTo((84 * 1.5) / 1.21, 9)
  })

  it('nothing is known: nothing changes, and it is said', () => {
    const unknown = { priceElasticity: null, promotionChangeRate: null }
    const answer = whatIf(open, 0, 7, null, { priceChangeRate: -0.5, isPromoted: true }, unknown)
    expect(answer.factor).toBe(1)
    expect(answer.changed).toEqual(answer.plain)
    expect(answer.plain.revenueMinor).toBeNull()
    expect(answer.reasons).toHaveLength(3)
    expect(answer.reasons[0]).toContain('do not surely say')
  })

  it('nothing at all is asked', () => {
    const answer = whatIf(open, 0, 7, 200, { priceChangeRate: 0, isPromoted: false }, known)
    expect(answer).toMatchObject({ factor: 1, reasons: ['Nothing is changed.'] })
  })

  it('a giveaway does not sell without end', () => {
    const steep = { priceElasticity: -5, promotionChangeRate: 3 }
    expect(whatIf(open, 0, 7, 200, { priceChangeRate: -0.9, isPromoted: true }, steep).factor).toBe(10)
  })
})
