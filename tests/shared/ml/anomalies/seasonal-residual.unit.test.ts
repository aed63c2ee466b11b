import { describe, expect, it } from 'vitest'
import { seededRandom } from '#shared/kernel/random.ts'
import { robustSpread } from '#shared/ml/anomalies/robust-spread.ts'
import { lastSeasonalResidual } from '#shared/ml/anomalies/seasonal-residual.ts'
import { normal } from '../clustering/normal.ts'

describe('robustSpread', () => {
  it('gives what R documents: mad(c(1:9)) is 2.9652', () => {
    expect(robustSpread([1, 2, 3, 4, 5, 6, 7, 8, 9])).toEqual({ median: 5, deviation: 2.9652 })
  })

  it('does not say there is no spread where more than half are equal', () => {
    expect(robustSpread([0, 0, 0, 0, 10]).deviation).toBeCloseTo(1.2533 * 2, 10)
    expect(robustSpread([3, 3, 3])).toEqual({ median: 3, deviation: 0 })
  })
})

const week = [100, 80, 70, 70, 90, 140, 160]
function weeks(count: number, seed: number): number[] {
  const random = seededRandom(seed)
  return Array.from({ length: 7 * count }, (_, day) => (week[day % 7] ?? 0) + 4 * normal(random))
}

describe('lastSeasonalResidual', () => {
  it('expects a day like the same day of the weeks before', () => {
    const residual = lastSeasonalResidual(weeks(10, 1), 7, 1)
    expect(Math.abs((residual?.expected ?? 0) - 160)).toBeLessThan(6)
    expect(residual?.isOutlier).toBe(false)
  })

  it('tells a collapse, and by how much, though one earlier week was as bad', () => {
    const series = weeks(10, 2)
    series[7 * 6 - 1] = 10
    series[series.length - 1] = 40
    const residual = lastSeasonalResidual(series, 7, 1)
    expect(residual?.isOutlier).toBe(true)
    expect(residual?.deviationRate).toBeCloseTo(-0.75, 1)
    expect(residual?.deviations).toBeLessThan(-3.5)
  })

  it('takes a few orders more of few for chance', () => {
    const series = [...new Array(7 * 9).fill(2), 5]
    expect(lastSeasonalResidual(series, 7, 1)?.isOutlier).toBe(false)
  })

  it('has no rate where nothing was expected, and no word before four weeks', () => {
    expect(lastSeasonalResidual([...new Array(63).fill(0), 30], 7, 1)).toMatchObject({
      expected: 0,
      deviationRate: null,
      isOutlier: true,
    })
    expect(lastSeasonalResidual(weeks(4, 1), 7, 1)).toBeNull()
    expect(lastSeasonalResidual([], 7, 1)).toBeNull()
  })
})
