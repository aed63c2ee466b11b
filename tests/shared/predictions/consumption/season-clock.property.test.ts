import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { seededRandom } from '#shared/kernel/random.ts'
import {
  dayAfter,
  isYearly,
  learnSeasonPace,
  monthOf,
  pacedDays,
} from '#shared/predictions/consumption/season-clock.ts'

const summer = [0.5, 0.5, 0.5, 1, 1.5, 1.5, 1.5, 1.5, 1, 1, 0.5, 1]
const start = Date.UTC(2023, 0, 1) / 86_400_000
const days = (years: number): number[] =>
  Array.from({ length: Math.round(365.25 * years) }, (_, day) => start + day)

/** Each day as many purchases as the pace says, by chance (seed 4). */
function purchaseDays(pace: readonly number[], years: number, perDay: number): number[] {
  const random = seededRandom(4)
  return days(years).flatMap((day) =>
    Array.from({ length: 3 * perDay }, () => day).filter(() => random() < (pace[monthOf(day)] as number) / 3),
  )
}

describe('learnSeasonPace', () => {
  it('finds a season that two years share', () => {
    const found = learnSeasonPace(purchaseDays(summer, 2, 20), start + 730)
    expect(found?.reduce((sum, pace) => sum + pace, 0)).toBeCloseTo(12, 9)
    for (const [month, pace] of summer.entries())
      expect(Math.abs((found?.[month] ?? 0) - pace)).toBeLessThan(0.2)
  })

  it('finds none in less than two years, in little, or where there is none', () => {
    expect(learnSeasonPace(purchaseDays(summer, 1.8, 20), start + 657)).toBeNull()
    expect(learnSeasonPace(purchaseDays(summer, 2, 0.5), start + 730)).toBeNull()
    const even = learnSeasonPace(purchaseDays(new Array(12).fill(1), 3, 20), start + 1095)
    expect(Math.max(...(even ?? [1]).map((pace) => Math.abs(pace - 1)))).toBeLessThan(0.1)
    expect(learnSeasonPace([], start)).toBeNull()
  })

  it('finds none in a shop that grows', () => {
    const random = seededRandom(11)
    const growing = days(3).flatMap((day) =>
      Array.from({ length: 40 }, () => day).filter(() => random() < 0.1 * 2.2 ** ((day - start) / 365.25)),
    )
    const found = learnSeasonPace(growing, start + 1095)
    expect(Math.max(...(found ?? [1]).map((pace) => Math.abs(pace - 1)))).toBeLessThan(0.1)
  })
})

describe('isYearly', () => {
  it.each([
    [[0, 365, 731], true],
    [[0, 365, 731, 1461], true],
    [[0, 340, 700], true],
    [[0, 365], false],
    [[0, 320, 700], false],
    [[0, 10, 375], false],
    [[0, 182, 365], false],
  ])('%j: %s', (bought, expected) => {
    expect(isYearly(bought)).toBe(expected)
  })
})

describe('the clock', () => {
  const day = fc.integer({ min: start, max: start + 2000 })

  it('goes back where it came from', () => {
    fc.assert(
      fc.property(day, fc.integer({ min: 1, max: 1500 }), (from, length) => {
        const paced = pacedDays(summer, from, from + length)
        expect(dayAfter(summer, from, paced)).toBeCloseTo(from + length, 6)
      }),
    )
  })

  it('equals a count day by day, and adds up', () => {
    fc.assert(
      fc.property(
        day,
        fc.integer({ min: 0, max: 400 }),
        fc.integer({ min: 0, max: 400 }),
        (from, first, second) => {
          let counted = 0
          for (let step = 0; step < first; step += 1) counted += summer[monthOf(from + step)] as number
          expect(pacedDays(summer, from, from + first)).toBeCloseTo(counted, 6)
          const both =
            pacedDays(summer, from, from + first) + pacedDays(summer, from + first, from + first + second)
          expect(pacedDays(summer, from, from + first + second)).toBeCloseTo(both, 6)
        },
      ),
    )
  })

  it('is the calendar without a season', () => {
    expect(pacedDays(null, 10, 17)).toBe(7)
    expect(dayAfter(null, 10, 7.5)).toBe(17.5)
  })
})
