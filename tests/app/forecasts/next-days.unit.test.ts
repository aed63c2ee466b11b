import { expect, it } from 'vitest'
import { nextDays } from '#app/forecasts/next-days.ts'

const history = (units: (number | null)[]) =>
  units.map((each) => ({ from: '', to: '', units: each, returnedUnits: 0, revenueMinor: 10 }))
const points = (units: number[], revenueMinor: number | null = 20) =>
  units.map((each) => ({ from: '', to: '', units: each, revenueMinor, intervals: [] }))

it('adds up four weeks on both sides of today', () => {
  expect(
    nextDays({ grain: 'week', history: history([100, 1, 2, null, 4]), points: points([1, 1, 1, 1, 100]) }),
  ).toEqual({ units: 4, revenueMinor: 80, unitsBefore: 7, revenueBeforeMinor: 40 })
})

it('adds up 28 days, and says when no price is known', () => {
  const days = Array.from({ length: 40 }, () => 1)
  const found = nextDays({ grain: 'day', history: history(days), points: points(days, null) })
  expect(found).toEqual({ units: 28, revenueMinor: null, unitsBefore: 28, revenueBeforeMinor: 280 })
})
