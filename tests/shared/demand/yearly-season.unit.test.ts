import { describe, expect, it } from 'vitest'
import { seasonPhase, yearlySeason } from '#shared/demand/yearly-season.ts'
import { seededRandom } from '#shared/kernel/random.ts'

/** Sales swing by four tenths over a year; the first block ahead is block 0. */
const swing = (block: number) => 1 + 0.4 * Math.sin((2 * Math.PI * block) / 52)

function blocks(count: number, of: (blockAhead: number, random: () => number) => number): Float64Array {
  const random = seededRandom(3)
  return Float64Array.from({ length: count }, (_, at) => of(at - count, random))
}

describe('the season of a year', () => {
  it('is that of the sales, whatever their trend', () => {
    const season = yearlySeason(blocks(156, (block) => (1000 + block) * swing(block)))
    season.forEach((factor, phase) => {
      expect(factor).toBeCloseTo(swing(phase), 1)
    })
    expect(season.reduce((sum, factor) => sum + factor, 0) / 52).toBeCloseTo(1, 9)
  })

  it('counts phases from the first block ahead, however many blocks there are', () => {
    expect([0, 12, -1, -52, -53].map(seasonPhase)).toEqual([0, 12, 51, 0, 51])
    const season = yearlySeason(blocks(130, (block) => 100 * swing(block)))
    expect(season[13]).toBeCloseTo(1.4, 1)
  })

  it('is none with less than two years, without sales, and where nothing repeats', () => {
    const plain = new Array(52).fill(1)
    expect(yearlySeason(blocks(103, swing))).toEqual(plain)
    expect(yearlySeason(new Float64Array(110))).toEqual(plain)
    const noise = yearlySeason(blocks(104, (_, random) => 100 + 40 * (random() - 0.5)))
    for (const factor of noise) expect(Math.abs(factor - 1)).toBeLessThan(0.1)
  })

  it('of little evidence is that of all', () => {
    const ofAll = Array.from({ length: 52 }, (_, block) => swing(block))
    const few = yearlySeason(
      blocks(104, (block, random) => (random() < 0.1 * swing(block) ? 1 : 0)),
      ofAll,
    )
    few.forEach((factor, phase) => {
      expect(Math.abs(factor - swing(phase))).toBeLessThan(0.5)
    })
  })

  it('is not disturbed by blocks that are missing', () => {
    const gaps = blocks(156, (block) => (block % 17 === 0 ? Number.NaN : 500 * swing(block)))
    yearlySeason(gaps).forEach((factor, phase) => {
      expect(factor).toBeCloseTo(swing(phase), 1)
    })
  })
})
