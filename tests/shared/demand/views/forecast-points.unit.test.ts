import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { openOutlook } from '#shared/demand/open-outlook.ts'
import { channelShare, shareOfOutlook } from '#shared/demand/views/channel-share.ts'
import { forecastPoints } from '#shared/demand/views/forecast-points.ts'
import { pastPoints } from '#shared/demand/views/past-points.ts'
import { dayNumber } from '#shared/sales/day-number.ts'
import { plainBasis, plainOutlook } from '#tests/support/forecast-shop.ts'

const asOfDay = dayNumber('2026-11-20')
const open = (outlook = plainOutlook) => openOutlook(outlook, plainBasis(asOfDay), '', 'smooth')

describe('the points of a forecast', () => {
  it('are the days and weeks after the last that is known', () => {
    const weeks = forecastPoints(open(), asOfDay, 'week', 2, null)
    expect(weeks.map(({ from, to, units, revenueMinor }) => [from, to, units, revenueMinor])).toEqual([
      ['2026-11-21', '2026-11-27', 70, null],
      ['2026-11-28', '2026-12-04', 70, null],
    ])
    const days = forecastPoints(open(), asOfDay, 'day', 91, 12.5)
    expect(days).toHaveLength(91)
    expect(days[90]).toMatchObject({ from: '2027-02-19', to: '2027-02-19', units: 10, revenueMinor: 125 })
  })

  it('have no number that is none, and intervals that lie in each other, whatever the outlook', () => {
    const units = fc.double({ min: 0, max: 1e9, noNaN: true })
    fc.assert(
      fc.property(
        fc.array(units, { minLength: 13, maxLength: 13 }),
        fc.array(units, { minLength: 13, maxLength: 13 }),
        fc.constantFrom('day' as const, 'week' as const),
        fc.double({ min: 0, max: 1, noNaN: true }),
        (blocks, scales, grain, share) => {
          const outlook = shareOfOutlook(open({ ...plainOutlook, blocks, scales }), share)
          for (const point of forecastPoints(outlook, asOfDay, grain, 13, 3)) {
            const ends = point.intervals.flatMap(({ lower, upper }) => [lower, upper])
            expect([point.units, point.revenueMinor, ...ends].every(Number.isFinite)).toBe(true)
            const [lower50, upper50, lower80, upper80, lower95, upper95] = ends as [
              number,
              number,
              ...number[],
            ]
            const rising = [0, lower95, lower80, lower50, upper50, upper80, upper95] as number[]
            expect(rising).toEqual([...rising].sort((one, other) => one - other))
          }
        },
      ),
    )
  })
})

describe('the share of a channel', () => {
  const of = (channel: 'pos' | 'web', storeId: string, sold: [age: number, units: number][]) => ({
    ...{ sku: 'M1', storeId, channel },
    days: Int32Array.from(sold, ([age]) => asOfDay - age),
    units: Float64Array.from(sold, ([, units]) => units),
    returnedUnits: new Float64Array(sold.length),
    revenueMinor: new Float64Array(sold.length),
  })
  const series = [
    of('pos', 's1', [
      [0, 5],
      [90, 1],
      [91, 100],
    ]),
    of('web', 's1', [[3, 2]]),
    of('web', '', [[4, 4]]),
  ]

  it('is of the units of the last 91 days', () => {
    expect(channelShare(series, 'web', undefined, asOfDay)).toBe(0.5)
    expect(channelShare(series, 'web', 's1', asOfDay)).toBe(0.25)
    expect(channelShare(series, 'app', undefined, asOfDay)).toBe(0)
    expect(channelShare([], 'web', undefined, asOfDay)).toBe(0)
    // A day before, the last sale was not known, and an old one still counted.
    expect(channelShare(series, 'web', undefined, asOfDay - 1)).toBeCloseTo(6 / 107)
  })
})

describe('what was told before', () => {
  const told = (age: number) => ({
    basis: plainBasis(asOfDay - age),
    series: {
      ...{ level: 'sku' as const, sku: 'M1', storeId: '', category: '', region: '' },
      ...{ demandClass: 'smooth' as const, lane: 'full' as const, model: 'theta', outlook: plainOutlook },
    },
  })

  it('is shown week by week, but for what was told just now', () => {
    const past = pastPoints([told(0), told(7)], asOfDay, 0.5)
    expect(past.map(({ asOf }) => asOf)).toEqual(['2026-11-13'])
    expect(past[0]?.points).toHaveLength(13)
    expect(past[0]?.points[0]).toEqual({
      ...{ from: '2026-11-14', to: '2026-11-20', units: 35 },
      ...{ lower80: 26.03, upper80: 43.97 },
    })
  })
})
