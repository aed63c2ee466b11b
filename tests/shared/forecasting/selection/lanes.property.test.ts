import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { forecastIntervals } from '#shared/forecasting/intervals/interval.ts'
import { learnPanel } from '#shared/forecasting/panel/learn-panel.ts'
import { forecastQuickly } from '#shared/forecasting/panel/tail-lane.ts'
import { forecastFully } from '#shared/forecasting/selection/full-lane.ts'
import type { ForecastRequest, SeriesForecast } from '#shared/forecasting/selection/series-forecast.ts'
import { seededRandom } from '#shared/kernel/random.ts'

const panel = learnPanel(
  Array.from({ length: 60 }, (_, of) => {
    const random = seededRandom(of)
    return Float64Array.from({ length: 40 }, () => (random() < 0.5 ? 0 : Math.floor(9 * random())))
  }),
  7,
  5,
)
const lanes = [
  ['the full lane', forecastFully],
  ['the tail lane', (series: Float64Array, request: ForecastRequest) => forecastQuickly(series, request)],
  [
    'the tail lane with a panel',
    (series: Float64Array, request: ForecastRequest) => forecastQuickly(series, request, panel),
  ],
] as const
const counts = { season: 7, horizon: 10, nonNegative: true }

function expectSound({ points, spread, members, backtest }: SeriesForecast, horizon: number): void {
  expect(points).toHaveLength(horizon)
  for (const { lower, upper } of forecastIntervals(points, spread, 0)) {
    points.forEach((point, step) => {
      expect(point).toBeGreaterThanOrEqual(0)
      expect(lower[step]).toBeLessThanOrEqual(point)
      expect(upper[step]).toBeGreaterThanOrEqual(point)
      expect(Number.isFinite(upper[step])).toBe(true)
    })
  }
  expect(members.every(({ weight }) => weight >= 0)).toBe(true)
  if (backtest !== null) expect(backtest.error).toBeLessThanOrEqual(backtest.naiveError * (1 + 1e-9) + 1e-12)
}

describe.each(lanes)('%s', (_, forecast) => {
  it('forecasts any counts, and is never worse than seasonal naive on its own backtest', () => {
    const demand = fc.oneof(fc.constant(0), fc.constant(Number.NaN), fc.integer({ min: 0, max: 500 }))
    fc.assert(
      fc.property(fc.array(demand, { minLength: 1, maxLength: 60 }), (values) => {
        const result = forecast(Float64Array.from(values), counts)
        if (values.every(Number.isNaN)) expect(result.ok).toBe(false)
        else if (!result.ok) throw new Error(result.failure.message)
        else expectSound(result.value, 10)
      }),
      { seed: 6, numRuns: 150 },
    )
  })

  it.each([
    ['one point', [3]],
    ['all zeros', new Array(50).fill(0)],
    ['negative days', Array.from({ length: 50 }, (_, at) => (at % 9) - 3)],
    [
      'a spike of a thousand million',
      Array.from({ length: 50 }, (_, at) => (at === 40 ? 1e9 : 20 + (at % 7))),
    ],
    [
      'a gap in the middle',
      Array.from({ length: 50 }, (_, at) => (at > 20 && at < 30 ? Number.NaN : 5 + (at % 7))),
    ],
  ])('has an answer for %s', (_, values) => {
    const result = forecast(Float64Array.from(values), counts)
    if (!result.ok) throw new Error(result.failure.message)
    expectSound(result.value, 10)
  })

  it('is not carried away by a slip of the pen, and says that there was one', () => {
    const result = forecast(
      Float64Array.from({ length: 50 }, (_, at) => (at === 40 ? 1e9 : 20 + (at % 7))),
      counts,
    )
    expect(result).toMatchObject({ ok: true, value: { repaired: { spikes: 1, gaps: 0 } } })
    if (result.ok) expect(Math.max(...result.value.points)).toBeLessThan(60)
  })

  it('forecasts farther than the history is long', () => {
    const result = forecast(Float64Array.of(4, 5, 6, 4, 5, 6, 4, 5, 6, 4, 5, 6, 5), {
      ...counts,
      horizon: 400,
    })
    if (!result.ok) throw new Error(result.failure.message)
    expectSound(result.value, 400)
  })

  it.each([
    ['nothing', [], counts, 'not-enough-data'],
    ['gaps only', [Number.NaN, Number.NaN], counts, 'not-enough-data'],
    ['an infinite point', [1, Number.POSITIVE_INFINITY, 2], counts, 'invalid-data'],
    ['no horizon', [1, 2, 3], { ...counts, horizon: 0 }, 'invalid-data'],
    ['half a horizon', [1, 2, 3], { ...counts, horizon: 1.5 }, 'invalid-data'],
    ['an endless horizon', [1, 2, 3], { ...counts, horizon: 1e9 }, 'invalid-data'],
    ['no season', [1, 2, 3], { ...counts, season: 0 }, 'invalid-data'],
  ])('refuses %s', (_, values, request, kind) => {
    expect(forecast(Float64Array.from(values), request)).toMatchObject({ ok: false, failure: { kind } })
  })

  it('forecasts twice as much for twice the series', () => {
    const random = seededRandom(21)
    const series = Float64Array.from({ length: 70 }, (_, at) =>
      Math.floor(30 + 10 * Math.sin(at) + 9 * random()),
    )
    const [one, two] = [1, 2].map((factor) =>
      forecast(
        series.map((value) => value * factor),
        counts,
      ),
    )
    if (one?.ok !== true || two?.ok !== true) throw new Error('no forecast')
    const twice = two.value.points
    one.value.points.forEach((point, step) => {
      expect((twice[step] as number) / point).toBeCloseTo(2, 2)
    })
  })
})

it('says when there are too few points to choose, or none that sold', () => {
  expect(forecastFully(Float64Array.of(2, 4), counts)).toMatchObject({
    ok: true,
    value: { fallback: 'too-short' },
  })
  expect(forecastFully(new Float64Array(40), counts)).toMatchObject({
    ok: true,
    value: { fallback: 'all-zero' },
  })
})
