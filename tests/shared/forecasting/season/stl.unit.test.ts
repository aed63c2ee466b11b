import { expect, it } from 'vitest'
import { seasonalPhases } from '#shared/forecasting/season/classical-decomposition.ts'
import { isSeasonal } from '#shared/forecasting/season/is-seasonal.ts'
import { loess } from '#shared/forecasting/season/loess.ts'
import { decomposeByLoess } from '#shared/forecasting/season/stl.ts'
import { seededRandom } from '#shared/kernel/random.ts'

const wave = [5, -2, -7, 4]
const series = Float64Array.from({ length: 60 }, (_, at) => 100 + 2 * at + (wave[at % 4] as number))

it('loess carries a straight line on, inside and outside', () => {
  const line = Float64Array.from({ length: 30 }, (_, at) => 3 - 0.5 * at)
  loess(line, 9, 3, null, -1, 30).forEach((value, at) => {
    expect(value).toBeCloseTo(3 - 0.5 * (at - 1), 9)
  })
})

it('a line and a wave are taken apart', () => {
  const { season, trend } = decomposeByLoess(series, 4)
  series.forEach((_, at) => {
    expect(season[at]).toBeCloseTo(wave[at % 4] as number, 1)
    expect(trend[at]).toBeCloseTo(100 + 2 * at, 0)
  })
  seasonalPhases(series, 4, 'additive').forEach((phase, at) => {
    expect(phase).toBeCloseTo(wave[at] as number, 9)
  })
})

it('a multiplied wave is found by division', () => {
  const shares = [1.3, 0.9, 0.7, 1.1]
  const multiplied = Float64Array.from({ length: 40 }, (_, at) => 50 * (shares[at % 4] as number))
  seasonalPhases(multiplied, 4, 'multiplicative').forEach((phase, at) => {
    expect(phase).toBeCloseTo(shares[at] as number, 9)
  })
})

it('robust rounds leave the season alone where one point is far off', () => {
  const spoilt = series.slice()
  spoilt[30] = 900
  const plain = decomposeByLoess(spoilt, 4)
  const robust = decomposeByLoess(spoilt, 4, { seasonSpan: 11, innerLoops: 2, robustLoops: 5 })
  const off = (season: Float64Array) => Math.abs((season[34] as number) - (wave[2] as number))
  expect(off(robust.season)).toBeLessThan(off(plain.season) / 5)
})

it('a season is seen in a wave, not in noise, and not before three of them', () => {
  const random = seededRandom(8)
  const noise = Float64Array.from({ length: 60 }, () => random())
  const waves = noise.map((value, at) => value + (wave[at % 4] as number))
  expect(isSeasonal(waves, 4)).toBe(true)
  expect(isSeasonal(waves.slice(0, 11), 4)).toBe(false)
  expect(isSeasonal(noise, 4)).toBe(false)
  expect(isSeasonal(new Float64Array(60).fill(3), 4)).toBe(false)
})
