import { describe, expect, it } from 'vitest'
import { growthOf, priceRatio } from '#shared/demand/level-context.ts'

describe('growth', () => {
  const blocks = Float64Array.from([...new Array(8).fill(10), 20, 20, 30, 30, 99, 99])

  it('sets the newest four blocks against the eight before, then as now', () => {
    expect(growthOf(blocks, 2)).toBeCloseTo(2.5, 12)
    expect(growthOf(blocks, 0)).toBeCloseTo(64.5 / 12.5, 12)
  })

  it('passes over blocks that are missing', () => {
    const gaps = blocks.slice()
    gaps[9] = Number.NaN
    expect(growthOf(gaps, 2)).toBeCloseTo(80 / 3 / 10, 12)
  })

  it('is not known of too few blocks, or of none sold', () => {
    expect(growthOf(blocks, 3)).toBeNaN()
    expect(growthOf(new Float64Array(20), 0)).toBeNaN()
    expect(growthOf(new Float64Array(0), 0)).toBeNaN()
  })
})

describe('the price ratio', () => {
  const days = 70
  const sales = (priceOf: (at: number) => number) => ({
    firstDay: 0,
    units: Float64Array.from({ length: days }, (_, at) => (at % 3 === 0 ? 2 : 0)),
    revenueMinor: Float64Array.from({ length: days }, (_, at) => (at % 3 === 0 ? 2 * priceOf(at) : 0)),
  })

  it('is that of the newest two blocks to those before', () => {
    const cut = sales((at) => (at >= days - 14 ? 80 : 100))
    expect(priceRatio(cut, 0)).toBeCloseTo(0.8, 12)
    expect(priceRatio(cut, 2)).toBeCloseTo(1, 12)
  })

  it('is not known where no money was told, or nothing was sold lately', () => {
    expect(
      priceRatio(
        sales(() => 0),
        0,
      ),
    ).toBeNaN()
    const idle = sales(() => 100)
    idle.units.fill(0, days - 20)
    expect(priceRatio(idle, 0)).toBeNaN()
  })
})
