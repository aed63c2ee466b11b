import { describe, expect, it } from 'vitest'
import { slipsOf, withoutSlips } from '#shared/demand/without-slips.ts'

const sold = (units: readonly number[], price = 3) => {
  const days = Float64Array.from(units)
  return { units: days, revenueMinor: days.map((count) => price * count) }
}

describe('slips of the pen', () => {
  it('are lowered to a large day of the others, and so is their money', () => {
    const days = Array.from({ length: 100 }, (_, at) => (at === 40 ? 1e9 : 1 + (at % 10)))
    const { units, revenueMinor } = withoutSlips(sold(days))
    expect([units[40], revenueMinor[40]]).toEqual([9, 27])
    expect([units[41], units[49]]).toEqual([2, 10])
    expect(units.reduce((sum, count) => sum + count)).toBe(550 - 1 + 9)
  })

  it('are found where there are several, and where days are missing or without a sale', () => {
    const days = Array.from({ length: 90 }, (_, at) => (at % 3 === 0 ? 0 : at % 3 === 1 ? 4 : Number.NaN))
    for (const at of [1, 31, 61]) days[at] = 4e7
    const { units } = withoutSlips(sold(days))
    expect([1, 31, 61].map((at) => units[at])).toEqual([4, 4, 4])
    expect([units[0], units[2]]).toEqual([0, Number.NaN])
  })

  it('are told, the newest first', () => {
    const series = (slipAt: number, from: number) => {
      const units = Array.from({ length: 30 }, (_, at) => (at === slipAt ? 1e9 : 3))
      return { ...sold(units), days: Int32Array.from(units, (_, at) => from + at) }
    }
    const plain = series(-1, 0)
    expect(slipsOf([series(4, 100), plain, series(7, 200)], 0, 300)).toEqual([
      { day: 207, toldUnits: 1e9, takenUnits: 3 },
      { day: 104, toldUnits: 1e9, takenUnits: 3 },
    ])
    expect(slipsOf([plain], 0, 300)).toEqual([])
    const days = ([from, to]: readonly [number, number]) =>
      slipsOf([series(4, 100), series(7, 200)], from, to).map(({ day }) => day)
    expect(
      (
        [
          [104, 207],
          [105, 207],
          [104, 206],
          [105, 206],
        ] as const
      ).map(days),
    ).toEqual([[207, 104], [207], [104], []])
  })

  it('are no sales that grow a thousandfold, from the third such day on', () => {
    const grown = (days: number) => [...Array(29).fill(1), 0, ...Array(days).fill(1_500)]
    const last = (units: readonly number[]) => withoutSlips(sold(units)).units.at(-1)
    expect([1, 2, 3, 4, 5, 6].map((days) => last(grown(days)))).toEqual([1, 1, 1_500, 1_500, 1_500, 1_500])
    // Days without a sale between them do not count, and a slip among them is one still.
    const days = [...grown(1), 0, Number.NaN, 1_500, 1e9, 0, 1_500]
    const { units } = withoutSlips(sold(days))
    expect([...units.subarray(-6)]).toEqual([0, Number.NaN, 1_500, 1, 0, 1_500])
  })

  it.each([
    ['a wholesale order of some hundred times the usual', [...Array(60).fill(2), 1_500]],
    ['few days', [1, 1, 1, 1e9]],
    ['nothing at all', [0, 0, 0]],
    ['no day', []],
  ])('are none of %s', (_, days) => {
    const series = sold(days)
    const left = withoutSlips(series)
    expect(left.units).toBe(series.units)
    expect(left.revenueMinor).toBe(series.revenueMinor)
  })
})
