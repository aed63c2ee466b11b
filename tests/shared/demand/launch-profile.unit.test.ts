import { describe, expect, it } from 'vitest'
import { forecastLaunch, learnLaunch } from '#shared/demand/launch-profile.ts'
import { seededRandom } from '#shared/kernel/random.ts'
import { drawGamma, drawPoisson } from './simulated-shop.ts'

const profile = { meanUnits: [20, 10, 5], priorUnits: 10 }

describe('a new item', () => {
  it('lies between its own sales and those of items like it', () => {
    // 60 sold where 30 are usual, and 10 as if seen before: (10 + 60) / (10 + 30) of what is usual then.
    const { points } = forecastLaunch(Float64Array.of(40, 20), profile, 3)
    expect([...points]).toEqual([5, 5, 5].map((usual) => usual * 1.75))
  })

  it('of which nothing was seen sells as the others do, block after block', () => {
    const { points, scales } = forecastLaunch(Float64Array.of(Number.NaN), profile, 3)
    expect([...points]).toEqual([10, 5, 5])
    expect(scales[0]).toBeCloseTo(Math.sqrt(10 * 15), 9)
  })

  it('goes on as it began where nothing is known of others', () => {
    const { points } = forecastLaunch(Float64Array.of(6, Number.NaN, 2), { meanUnits: [0], priorUnits: 1 }, 2)
    expect([...points]).toEqual([4, 4])
    expect([...forecastLaunch(new Float64Array(0), { meanUnits: [], priorUnits: 1 }, 2).points]).toEqual([
      0, 0,
    ])
  })
})

describe('what launches teach', () => {
  const random = seededRandom(33)
  const usual = (age: number) => (age === 0 ? 30 : age === 1 ? 15 : 8)
  const launches = (shape: number) =>
    Array.from({ length: 300 }, () => {
      const level = drawGamma(shape, random)
      return Float64Array.from({ length: 24 }, (_, age) => drawPoisson(level * usual(age), random))
    })

  it('is how sales usually go by age', () => {
    const { meanUnits } = learnLaunch(launches(4))
    expect(meanUnits).toHaveLength(21)
    for (const age of [0, 1, 5, 20]) expect((meanUnits[age] as number) / usual(age)).toBeCloseTo(1, 0)
  })

  it('trusts an item the sooner, the more items differ', () => {
    const [alike, unlike] = [learnLaunch(launches(40)), learnLaunch(launches(1))]
    expect(alike.priorUnits).toBeGreaterThan(2 * unlike.priorUnits)
  })

  it('is better than the first blocks alone, and than the profile alone', () => {
    const learned = learnLaunch(launches(4))
    const others = launches(4)
    const squares = (priorUnits: number) => {
      let sum = 0
      for (const blocks of others) {
        const { points } = forecastLaunch(blocks.subarray(0, 2), { ...learned, priorUnits }, 13)
        points.forEach((point, step) => {
          sum += (point - (blocks[2 + step] as number)) ** 2
        })
      }
      return sum
    }
    const ours = squares(learned.priorUnits)
    expect(ours).toBeLessThan(squares(1e9))
    expect(ours).toBeLessThan(1.02 * squares(1e-9))
  })

  it('of nothing is nothing', () => {
    const { meanUnits, scores } = learnLaunch([])
    expect(meanUnits).toEqual([0])
    expect(scores).toHaveLength(23)
  })
})
