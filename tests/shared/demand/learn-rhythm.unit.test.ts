import { describe, expect, it } from 'vitest'
import { learnRhythm } from '#shared/demand/learn-rhythm.ts'
import { seededRandom } from '#shared/kernel/random.ts'
import { dayNumber } from '#shared/sales/day-number.ts'
import { drawPoisson, simulatedItem, simulatedPlace, sumsOf } from './simulated-shop.ts'

const asOfDay = dayNumber('2026-05-17')

/** Sells `rate` a day from so many days before the last one on until `to` days before it. */
type Store = readonly [rate: number, from: number, to: number]

/** What is learned of stores that sell half as much again in June. */
function seasonsOf(stores: readonly Store[], june = 1.5) {
  const random = seededRandom(stores.length)
  const places = stores.map(([rate, from, to], at) =>
    simulatedPlace(`store ${at}`, asOfDay - from + 1, from, (day) => {
      const date = asOfDay - from + 1 + day
      if (asOfDay - date < to) return 0
      const isJune = new Date(date * 86_400_000).getUTCMonth() === 5
      return drawPoisson(rate * (isJune ? june : 1), random)
    }),
  )
  const nodes = sumsOf([simulatedItem('tea', 'tea', places)], asOfDay)
  return learnRhythm(nodes, [], [], asOfDay).seasons
}

/** How much more the second to sixth block ahead, which are in June but for some days, sell than the last twelve. */
function riseInto(season: readonly number[] | undefined): number {
  const mean = (from: number, to: number) =>
    (season ?? []).slice(from, to).reduce((sum, factor) => sum + factor, 0) / (to - from)
  return mean(2, 6) / mean(40, 52)
}

describe('the year of a shop', () => {
  it.each<readonly [string, readonly Store[]]>([
    [
      'nothing opened or closed',
      [
        [100, 900, 0],
        [100, 900, 0],
      ],
    ],
    [
      'a store opened five months ago',
      [
        [100, 900, 0],
        [80, 150, 0],
      ],
    ],
    [
      'a store closed five months ago',
      [
        [100, 900, 0],
        [80, 900, 150],
      ],
    ],
    [
      'most stores opened two years ago',
      [
        [40, 1_090, 0],
        [80, 740, 0],
        [80, 740, 0],
      ],
    ],
  ])('is that of its sales where %s', (_, stores) => {
    const seasons = seasonsOf(stores)
    for (const name of ['', 'tea']) {
      expect(riseInto(seasons[name]), name).toBeGreaterThan(1.2)
      expect(riseInto(seasons[name]), name).toBeLessThan(1.55)
    }
  })

  it('has none where there is none, though a store opened', () => {
    const flat = seasonsOf(
      [
        [100, 900, 0],
        [80, 150, 0],
      ],
      1,
    )
    expect(Math.abs(riseInto(flat['']) - 1)).toBeLessThan(0.02)
  })
})
