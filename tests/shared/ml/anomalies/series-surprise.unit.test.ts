import { describe, expect, it } from 'vitest'
import { seededRandom } from '#shared/kernel/random.ts'
import { seriesSurprise } from '#shared/ml/anomalies/series-surprise.ts'
import { normal } from '../clustering/normal.ts'

const options = { recentCount: 100, seasonCount: 24, quietCount: 20 }

/** Days of 24 values with a rise in the afternoon. */
function days(count: number, seed: number): Float64Array {
  const random = seededRandom(seed)
  return Float64Array.from(
    { length: 24 * count },
    (_, hour) => 50 + (hour % 24 > 12 ? 30 : 0) + normal(random),
  )
}

describe('seriesSurprise', () => {
  it('tells a value at the wrong time of the day that would be usual at another', () => {
    const series = days(20, 1)
    const night = 24 * 18 + 3
    series[night] = 120
    // The first afternoon is a surprise too.
    const surprises = seriesSurprise(series, options).fill(0, 0, 48)
    expect(surprises.indexOf(Math.max(...surprises))).toBe(night)
    expect(surprises[night]).toBeGreaterThan(3)
  })

  it('knows nothing of what comes later', () => {
    const series = days(12, 2)
    const changed = series.slice().fill(-999, 200)
    expect([...seriesSurprise(changed, options).subarray(0, 200)]).toEqual([
      ...seriesSurprise(series, options).subarray(0, 200),
    ])
  })

  it('agrees with a slow reckoning without season and quiet', () => {
    const series = days(6, 3)
    const surprises = seriesSurprise(series, { recentCount: 30, seasonCount: null, quietCount: 0 })
    const slow = (row: number, from: number) => {
      const before = [...series.subarray(Math.max(0, from), row)]
      const mean = before.reduce((sum, value) => sum + value, 0) / before.length
      const variance = before.reduce((sum, value) => sum + (value - mean) ** 2, 0) / before.length
      return Math.abs((series[row] ?? 0) - mean) / Math.sqrt(variance)
    }
    for (let row = 10; row < series.length; row++) {
      expect(surprises[row]).toBeCloseTo(Math.min(slow(row, row - 30), slow(row, 0)), 3)
    }
  })

  it('tells the same thing once', () => {
    const series = days(20, 4)
    series.fill(200, 400, 405)
    const plain = seriesSurprise(series, { ...options, quietCount: 0 })
    const quiet = seriesSurprise(series, options)
    expect(plain.subarray(400, 405).filter((surprise) => surprise > 2).length).toBeGreaterThan(1)
    expect(quiet.subarray(400, 405).filter((surprise) => surprise > 2)).toHaveLength(1)
  })

  it('is 0 for a flat line and for the first values, and never NaN', () => {
    expect([...seriesSurprise(new Float64Array(200).fill(5), options)].every((value) => value === 0)).toBe(
      true,
    )
    expect([...seriesSurprise([1, 2], options)]).toEqual([0, 0])
    expect(seriesSurprise(days(10, 5).with(100, 1e12), options).some(Number.isNaN)).toBe(false)
  })
})
