import { describe, expect, it } from 'vitest'
import { earlierLines, fanSlots } from '#app/forecasts/fan-slots.ts'
import type { ForecastView } from '#shared/contracts/forecasts.ts'

const past = (from: string, to: string, units: number | null) => ({
  from,
  to,
  units,
  returnedUnits: 0,
  revenueMinor: 100,
})
const ahead = (from: string, to: string) => ({ from, to, units: 5, revenueMinor: null, intervals: [] })
const mark = (day: string, name: string) => ({ day, name, kind: 'holiday' as const })

const weekly: Pick<ForecastView, 'grain' | 'history' | 'points' | 'marks'> = {
  grain: 'week',
  history: [past('2026-11-08', '2026-11-14', 4), past('2026-11-15', '2026-11-21', null)],
  points: [ahead('2026-11-22', '2026-11-28'), ahead('2026-11-29', '2026-12-05')],
  marks: [
    mark('2026-11-08', 'First'),
    mark('2026-11-28', 'Market'),
    mark('2026-11-27', 'Market'),
    mark('2026-11-29', 'Market'),
    mark('2027-01-01', 'Beyond'),
  ],
}

describe('the slots of a fan chart', () => {
  it('are history and forecast in one row, each with what is marked in it, once', () => {
    const slots = fanSlots(weekly)
    expect(slots.map(({ sold }) => sold)).toEqual([4, null, undefined, undefined])
    expect(slots.map(({ expected }) => expected?.units)).toEqual([undefined, undefined, 5, 5])
    expect(slots.map(({ marks }) => marks.map(({ name }) => name))).toEqual([
      ['First'],
      [],
      ['Market'],
      ['Market'],
    ])
    expect(slots[0]?.label).toBe('Week from 8 Nov 2026')
    expect(slots[0]?.axisLabel).toBe('8 Nov')
  })

  it('say the year on the axis where the weeks are more than a year', () => {
    const history = Array.from({ length: 60 }, () => past('2025-03-02', '2025-03-08', 1))
    expect(fanSlots({ ...weekly, history })[0]?.axisLabel).toBe('Mar 2025')
  })

  const told = (asOf: string, from: string, to: string) => ({
    asOf,
    points: [{ from, to, units: 14, lower80: 2, upper80: 40 }],
  })

  it('lie where earlier forecasts lie too, between them where the weeks began otherwise', () => {
    const lines = earlierLines({
      ...weekly,
      past: [
        told('2026-11-21', '2026-11-22', '2026-11-28'),
        told('2026-11-14', '2026-11-15', '2026-11-21'),
        told('2026-11-11', '2026-11-12', '2026-11-18'),
        told('2026-11-01', '2026-11-02', '2026-11-08'),
      ],
    })
    expect(lines.map(({ asOf }) => asOf)).toEqual(['2026-11-14', '2026-11-11'])
    expect(lines[0]?.points).toEqual([{ at: 1, units: 14 }])
    expect(lines[1]?.points[0]?.at).toBeCloseTo(4 / 7, 10)
    expect(earlierLines({ grain: 'day', history: [], past: [] })).toEqual([])
  })

  it('show a week that was said before as its mean where they are days', () => {
    const history = Array.from({ length: 14 }, (_, at) => {
      const day = new Date(Date.UTC(2026, 10, 8 + at)).toISOString().slice(0, 10)
      return past(day, day, 2)
    })
    const lines = earlierLines({
      grain: 'day',
      history,
      past: [told('2026-11-14', '2026-11-15', '2026-11-21')],
    })
    expect(lines[0]?.points).toEqual([{ at: 10, units: 2 }])
  })
})
