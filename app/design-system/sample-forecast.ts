import { fanSlots } from '../forecasts/fan-slots.ts'

const dayAt = (index: number) => new Date(Date.UTC(2026, 10, 1 + index)).toISOString().slice(0, 10)
const soldCount = 21

/** Three weeks that were sold, with a day of empty shelves, and two that are expected, with a market in them. */
export const sampleForecast = fanSlots({
  grain: 'day',
  history: Array.from({ length: soldCount }, (_, index) => ({
    from: dayAt(index),
    to: dayAt(index),
    units: index === 12 ? null : 20 + ((index * 7) % 5) + (index % 7 === 6 ? 14 : 0),
    returnedUnits: 0,
    revenueMinor: 5_000,
  })),
  points: Array.from({ length: 14 }, (_, index) => {
    const units = 22 + (index % 7 === 6 ? 14 : 0)
    const width = 3 + index / 4
    const interval = (coverageRate: number, deviations: number) => ({
      coverageRate,
      lower: units - deviations * width,
      upper: units + deviations * width,
    })
    return {
      from: dayAt(soldCount + index),
      to: dayAt(soldCount + index),
      units,
      revenueMinor: null,
      intervals: [interval(0.5, 0.67), interval(0.8, 1.28), interval(0.95, 1.96)],
    }
  }),
  marks: [{ day: dayAt(soldCount + 6), name: 'Market', kind: 'event' }],
})
