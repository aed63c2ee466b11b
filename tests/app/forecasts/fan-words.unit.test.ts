import { describe, expect, it } from 'vitest'
import { marksAhead, oftenWords, slotWords } from '#app/forecasts/fan-words.ts'

const slot = {
  label: '22 Nov 2026',
  axisLabel: '22 Nov',
  from: '2026-11-22',
  sold: undefined,
  revenueMinor: null,
  expected: undefined,
  marks: [],
}
const interval = (coverageRate: number, lower: number, upper: number) => ({ coverageRate, lower, upper })

describe('what a day or week of the chart says', () => {
  it('is what was sold, or that nothing could be', () => {
    expect(slotWords({ ...slot, sold: 1_240 })).toBe('22 Nov 2026: 1,240 sold')
    expect(slotWords({ ...slot, sold: 0 })).toBe('22 Nov 2026: 0 sold')
    expect(slotWords({ ...slot, sold: null })).toBe('22 Nov 2026: nothing there to sell')
  })

  it('is what is expected, where most cases end, and what is marked', () => {
    const expected = {
      from: '2026-11-22',
      to: '2026-11-22',
      units: 4.26,
      revenueMinor: null,
      intervals: [interval(0.5, 3, 6), interval(0.8, 1.2, 9)],
    }
    const marks = [{ day: '2026-11-22', name: 'Fair', kind: 'event' as const }]
    expect(slotWords({ ...slot, expected, marks })).toBe(
      '22 Nov 2026 (Fair): about 4.3 expected; in 8 of 10 cases 1.2 to 9',
    )
    expect(slotWords({ ...slot, expected: { ...expected, intervals: [] } })).toBe(
      '22 Nov 2026: about 4.3 expected',
    )
  })
})

it('says coverage in the smallest whole numbers', () => {
  expect([0.5, 0.8, 0.95].map(oftenWords)).toEqual(['5 of 10', '8 of 10', '19 of 20'])
})

it('lists what is coming, each name once, days in a row together', () => {
  const day = (text: string, name: string) => ({ day: text, name, kind: 'event' as const })
  expect(
    marksAhead(
      [
        day('2026-12-31', 'Pay day'),
        day('2026-12-25', 'Christmas Day'),
        day('2026-11-30', 'Pay day'),
        day('2026-12-01', 'Sale'),
        day('2026-12-02', 'Sale'),
        day('2026-12-03', 'Sale'),
        day('2026-11-01', 'Over'),
      ],
      '2026-11-22',
    ),
  ).toEqual(['30 Nov, 31 Dec Pay day', '1 Dec to 3 Dec Sale', '25 Dec Christmas Day'])
})
