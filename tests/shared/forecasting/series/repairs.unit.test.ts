import { describe, expect, it } from 'vitest'
import { difference, integrate, wanders } from '#shared/forecasting/arima/difference.ts'
import { planBacktest } from '#shared/forecasting/selection/backtest.ts'
import { fillGaps } from '#shared/forecasting/series/fill-gaps.ts'
import { tameSpikes } from '#shared/forecasting/series/tame-spikes.ts'
import { seededRandom } from '#shared/kernel/random.ts'

const none = Number.NaN
const of = (...values: number[]) => Float64Array.from(values)

it.each([
  ['in the middle, from the same phase', of(1, 10, 2, none, 3, 30), 2, of(1, 10, 2, 20, 3, 30), 1],
  ['at the end', of(1, 10, 2, none), 2, of(1, 10, 2, 10), 1],
  ['at the beginning, which is cut off', of(none, none, 4, 5), 1, of(4, 5), 0],
  ['whose phase is never known', of(2, none, 4, none, 6), 2, of(2, 3, 4, 5, 6), 2],
  ['everywhere', of(none, none), 1, of(), 0],
])('fills gaps %s', (_, series, season, filled, gaps) => {
  expect(fillGaps(series, season)).toEqual({ series: filled, gaps })
})

it('lowers what cannot be, and leaves real peaks alone', () => {
  expect(tameSpikes(of(3, 5, 4, 1e9, 6, 5)).series[3]).toBeLessThan(10)
  expect(tameSpikes(of(3, 5, 4, -1e9, 6, 5))).toMatchObject({ spikes: 1 })
  const peak = of(3, 5, 4, 300, 6, 5)
  expect(tameSpikes(peak)).toEqual({ series: peak, spikes: 0 })
  expect(tameSpikes(of(0, 0, 1e9)).spikes).toBe(0)
})

describe('differences', () => {
  it('are undone by summing up', () => {
    const random = seededRandom(4)
    const series = Float64Array.from({ length: 30 }, () => random())
    const known = series.subarray(0, 20)
    for (const lag of [1, 7]) {
      const coming = difference(series, lag).subarray(20 - lag)
      integrate(coming, known, lag).forEach((value, at) => {
        expect(value).toBeCloseTo(series[20 + at] as number, 9)
      })
    }
  })

  it('are called for by a random walk and not by noise', () => {
    const random = seededRandom(9)
    let place = 0
    const noise = Float64Array.from({ length: 200 }, () => random() - 0.5)
    const walk = noise.map((step) => {
      place += step
      return place
    })
    expect(wanders(walk)).toBe(true)
    expect(wanders(noise)).toBe(false)
    expect(wanders(new Float64Array(50).fill(8))).toBe(false)
  })
})

it.each([
  [100, 12, 18, [82, 73, 64, 55], 18],
  [48, 12, 18, [32, 24], 16],
  [12, 1, 30, [8], 4],
  [11, 1, 5, [8], 3],
  [9, 1, 5, [], 0],
])(
  'a backtest of %s points with season %s and horizon %s starts at %s',
  (count, season, horizon, origins, tested) => {
    expect(planBacktest(count, season, horizon)).toMatchObject({ origins, horizon: tested })
  },
)
