import { describe, expect, it } from 'vitest'
import { seasonPhase } from '#shared/demand/season-phase.ts'
import { type YearlySeason, yearlySeason } from '#shared/demand/yearly-season.ts'
import { seededRandom } from '#shared/kernel/random.ts'

const factorsOf = (sold: Float64Array, prior?: YearlySeason) => yearlySeason(sold, prior).factors

/** Sales swing by four tenths over a year; the first block ahead is block 0. */
const swing = (block: number) => 1 + 0.4 * Math.sin((2 * Math.PI * block) / 52)

function blocks(count: number, of: (blockAhead: number, random: () => number) => number): Float64Array {
  const random = seededRandom(3)
  return Float64Array.from({ length: count }, (_, at) => of(at - count, random))
}

function meanDistance(season: readonly number[]): number {
  return season.reduce((sum, factor) => sum + Math.abs(factor - 1), 0) / season.length
}

describe('the season of a year', () => {
  it('is that of the sales, whatever their trend', () => {
    const season = factorsOf(blocks(156, (block) => (1000 + block) * swing(block)))
    season.forEach((factor, phase) => {
      expect(factor).toBeCloseTo(swing(phase), 1)
    })
    expect(season.reduce((sum, factor) => sum + factor, 0) / 52).toBeCloseTo(1, 9)
  })

  it('counts phases from the first block ahead, however many blocks there are', () => {
    expect([0, 12, -1, -52, -53].map(seasonPhase)).toEqual([0, 12, 51, 0, 51])
    const season = factorsOf(blocks(130, (block) => 100 * swing(block)))
    expect(season[13]).toBeCloseTo(1.4, 1)
  })

  it('is none with less than 16 months, without sales, and where nothing repeats', () => {
    const plain = new Array(52).fill(1)
    expect(factorsOf(blocks(69, swing))).toEqual(plain)
    expect(factorsOf(new Float64Array(110))).toEqual(plain)
    expect(factorsOf(new Float64Array(80))).toEqual(plain)
    const noise = factorsOf(blocks(104, (_, random) => 100 + 40 * (random() - 0.5)))
    for (const factor of noise) expect(Math.abs(factor - 1)).toBeLessThan(0.1)
  })

  it('is in part that of the first year, until there are two', () => {
    // Twice as much in six weeks before the year ends, which lies six to twelve weeks ahead; and the shop doubles in a year.
    const christmas = (block: number) => (seasonPhase(block) >= 6 && seasonPhase(block) < 12 ? 2 : 1)
    const shop = (count: number) =>
      factorsOf(blocks(count, (block) => 300 * (1 + block / 208) * christmas(block) * swing(block)))
    const lifts = [70, 78, 90, 103].map((count) => {
      const season = shop(count)
      expect(season.reduce((sum, factor) => sum + factor, 0) / 52).toBeCloseTo(1, 9)
      return (season[9] as number) / (season[1] as number)
    })
    const true9 = (2 * swing(9)) / swing(1)
    expect(lifts).toEqual([...lifts].sort((one, other) => one - other))
    expect(lifts[0]).toBeGreaterThan(1.2)
    expect(lifts[3]).toBeGreaterThan(0.8 * true9)
    for (const lift of lifts) expect(lift).toBeLessThan(1.1 * true9)
  })

  it('of one year is hardly believed when the level wanders, or nothing but chance is in it', () => {
    const random = seededRandom(11)
    let walked = 0
    let chance = 0
    const shops = 200
    for (let shop = 0; shop < shops; shop++) {
      let level = 100
      const wandering = Float64Array.from({ length: 80 }, () => {
        level *= 1 + 0.06 * (random() - 0.5)
        return level * (1 + 0.3 * (random() - 0.5))
      })
      walked += meanDistance(factorsOf(wandering)) / shops
      const noise = Float64Array.from({ length: 80 }, () => 100 * (1 + 0.6 * (random() - 0.5)))
      chance += meanDistance(factorsOf(noise)) / shops
    }
    expect(walked).toBeLessThan(0.02)
    expect(chance).toBeLessThan(0.02)
  })

  it('of one year bears missing blocks', () => {
    const gaps = blocks(95, (block) => (block % 17 === 0 ? Number.NaN : 500 * swing(block)))
    const season = factorsOf(gaps)
    expect(season.every(Number.isFinite)).toBe(true)
    expect(season[13]).toBeGreaterThan(1.25)
    gaps.fill(Number.NaN, 60, 64)
    expect(factorsOf(gaps)).toEqual(new Array(52).fill(1))
  })

  it('of little evidence is that of all', () => {
    const ofAll = Array.from({ length: 52 }, (_, block) => swing(block))
    const few = factorsOf(
      blocks(104, (block, random) => (random() < 0.1 * swing(block) ? 1 : 0)),
      { factors: ofAll, doubtRate: 0 },
    )
    few.forEach((factor, phase) => {
      expect(Math.abs(factor - swing(phase))).toBeLessThan(0.5)
    })
  })

  it('is not disturbed by blocks that are missing', () => {
    const gaps = blocks(156, (block) => (block % 17 === 0 ? Number.NaN : 500 * swing(block)))
    factorsOf(gaps).forEach((factor, phase) => {
      expect(factor).toBeCloseTo(swing(phase), 1)
    })
  })

  it('says about how far off it makes the next blocks', () => {
    for (const count of [80, 95, 104, 156]) {
      const random = seededRandom(count)
      let doubts = 0
      let squares = 0
      const shops = 200
      for (let shop = 0; shop < shops; shop++) {
        const sold = Float64Array.from({ length: count }, (_, at) => {
          const chance = random() + random() + random() + random() - 2
          return 1000 * swing(at - count) * (1 + 0.35 * chance)
        })
        const { factors, doubtRate } = yearlySeason(sold)
        doubts += doubtRate ** 2 / shops
        squares += factors.reduce((sum, factor, phase) => sum + (factor - swing(phase)) ** 2, 0) / 52 / shops
      }
      // The doubt holds what was taken out of the past as well, so it is somewhat more than the error alone.
      expect(Math.sqrt(doubts / squares), `${count} weeks`).toBeGreaterThan(0.9)
      expect(Math.sqrt(doubts / squares), `${count} weeks`).toBeLessThan(2)
    }
  })

  it('has no doubt where no season is known', () => {
    expect(yearlySeason(blocks(60, swing)).doubtRate).toBe(0)
    expect(yearlySeason(new Float64Array(110)).doubtRate).toBe(0)
  })
})
