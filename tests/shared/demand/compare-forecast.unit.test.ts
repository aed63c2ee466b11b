import { describe, expect, it } from 'vitest'
import {
  accuracyOf,
  addToAccuracySums,
  type ComparedSeries,
  compareForecast,
  emptyAccuracySums,
  mergeAccuracySums,
} from '#shared/demand/compare-forecast.ts'
import { openOutlook } from '#shared/demand/open-outlook.ts'
import { spreadProbabilities } from '#shared/demand/outlook.ts'

const asOfDay = 100
/** Ten a day; an error of 14 at 0.9, of 27.3 at 0.975. */
const open = openOutlook(
  {
    blocks: new Array(13).fill(70),
    scales: new Array(13).fill(28),
    scores: spreadProbabilities.map((probability) => (probability - 0.5) * 1.25),
    weekdayShares: new Array(7).fill(1 / 7),
  },
  { asOfDay, scores: {}, blockCorrelation: 0, dayFactors: {} },
  '',
  'smooth',
)

function daily(before: readonly number[], after: readonly number[]) {
  return { firstDay: asOfDay + 1 - before.length, units: Float64Array.from([...before, ...after]) }
}
const week = (units: number) => new Array<number>(7).fill(units)

describe('a forecast beside what came', () => {
  it('is compared over all its days together', () => {
    const compared = compareForecast(open, daily([...week(6), ...week(9), ...week(8)], week(12)), asOfDay, 7)
    expect(compared?.actualUnits).toBe(84)
    expect(compared?.expectedUnits).toBeCloseTo(70, 9)
    expect(compared?.middleUnits).toBeCloseTo(70, 9)
    expect(compared?.lower80).toBeCloseTo(56, 9)
    expect(compared?.upper80).toBeCloseTo(84, 9)
    expect(compared?.upper95).toBeCloseTo(70 + 28 * 0.475 * 1.25, 9)
    expect(compared?.naiveUnits).toBe(56)
    // From 42 to 63 and on to 56.
    expect(compared?.absoluteScale).toBe(14)
    expect(compared?.squaredScale).toBe((21 ** 2 + 7 ** 2) / 2)
  })

  it('leaves out days on which nothing could be sold, on both sides', () => {
    const after = [10, 10, 10, 10, Number.NaN, Number.NaN, Number.NaN]
    const compared = compareForecast(open, daily(week(7), after), asOfDay, 7)
    expect(compared?.actualUnits).toBe(40)
    expect(compared?.expectedUnits).toBeCloseTo(40, 9)
    expect(compared?.upper80).toBeCloseTo((84 * 4) / 7, 9)
    expect(compared?.naiveUnits).toBeCloseTo((49 * 4) / 7, 9)
    expect(
      compareForecast(open, daily(week(7), [1, 1, 1, ...new Array(4).fill(Number.NaN)]), asOfDay, 7),
    ).toBeNull()
  })

  it('has to wait until all days are known', () => {
    expect(compareForecast(open, daily(week(7), week(1)), asOfDay, 28)).toBeNull()
  })

  it('has no scale where sales never changed, or there is too little before', () => {
    const flat = compareForecast(open, daily([...week(6), ...week(6)], week(6)), asOfDay, 7)
    expect(flat).toMatchObject({ absoluteScale: null, squaredScale: null })
    expect(compareForecast(open, daily([1], week(6)), asOfDay, 7)).toMatchObject({
      absoluteScale: null,
      naiveUnits: 1,
    })
  })
})

const compared = (changes: Partial<ComparedSeries>): ComparedSeries => ({
  actualUnits: 10,
  expectedUnits: 10,
  middleUnits: 10,
  lower80: 5,
  upper80: 15,
  lower95: 0,
  upper95: 20,
  naiveUnits: 10,
  absoluteScale: 2,
  squaredScale: 4,
  ...changes,
})

describe('how good forecasts are', () => {
  const two = [
    compared({ actualUnits: 30, expectedUnits: 20, naiveUnits: 45 }),
    compared({ actualUnits: 10, expectedUnits: 12, middleUnits: 11, absoluteScale: null }),
  ]

  it('is measured as one does by hand', () => {
    const sums = emptyAccuracySums()
    for (const one of two) addToAccuracySums(sums, one)
    const accuracy = accuracyOf(sums)
    expect(accuracy).toMatchObject({
      seriesCount: 2,
      actualUnits: 40,
      wapeRate: 12 / 40,
      biasRate: (-10 + 2) / 40,
      naiveWapeRate: 15 / 40,
      mase: 10 / 2,
      rmsse: 10 / 2,
      coverage80Rate: 0.5,
      coverage95Rate: 0.5,
    })
    // At 0.1, 0.5 and 0.9: 25, 20 and 15 above the first; 5 above, 1 and 5 below the second.
    const losses = (2.5 + 10 + 13.5) / 3 + (0.5 + 0.5 + 0.5) / 3
    expect(accuracy.pinballRate).toBeCloseTo(losses / 40, 9)
  })

  it('is the same in parts', () => {
    const [one, other, whole] = [emptyAccuracySums(), emptyAccuracySums(), emptyAccuracySums()]
    addToAccuracySums(one, two[0] as ComparedSeries)
    addToAccuracySums(other, two[1] as ComparedSeries)
    for (const each of two) addToAccuracySums(whole, each)
    mergeAccuracySums(one, other)
    expect(one).toEqual(whole)
  })

  it('is not known of nothing', () => {
    expect(Object.values(accuracyOf(emptyAccuracySums()))).toEqual([0, 0, ...new Array(8).fill(null)])
  })
})
