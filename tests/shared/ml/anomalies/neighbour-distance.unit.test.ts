import { describe, expect, it } from 'vitest'
import { seededRandom } from '#shared/kernel/random.ts'
import { drawBags, neighbourDistances } from '#shared/ml/anomalies/neighbour-distance.ts'

describe('neighbourDistances', () => {
  it.each([1, 2, 3])('are the means of the nearest, as sorting all distances gives them, seed %i', (seed) => {
    const random = seededRandom(seed)
    const columns = [0, 1, 2].map(() => Float64Array.from({ length: 80 }, random))
    const model = drawBags(columns, { bagCount: 3, bagRowCount: 30, neighbourCount: 4 }, random)
    const distances = neighbourDistances(model, columns)
    for (let row = 0; row < 80; row++) {
      const point = columns.map((column) => column[row] ?? 0)
      const means = model.bags.map((bag) => {
        const all = Array.from({ length: bag.length / 3 }, (_, place) =>
          Math.hypot(...point.map((value, axis) => value - (bag[3 * place + axis] ?? 0))),
        )
        // The point itself does not count where a bag holds it: rounded to sixteenths, so up to half of one off on each axis.
        const itself = all.findIndex((distance) => distance <= Math.sqrt(3) / 32)
        const others = (itself === -1 ? all : all.toSpliced(itself, 1)).sort((left, right) => left - right)
        return others.slice(0, 4).reduce((sum, distance) => sum + distance, 0) / 4
      })
      expect(distances[row]).toBeCloseTo(means.reduce((sum, mean) => sum + mean, 0) / 3, 6)
    }
  })

  it('are 0 among equal points, and grow with the way out', () => {
    const columns = [Float64Array.of(...new Array(30).fill(0), 1, 5)]
    const model = drawBags(columns, { bagCount: 2, bagRowCount: 20, neighbourCount: 3 }, seededRandom(1))
    const distances = neighbourDistances(model, columns)
    expect(distances[0]).toBe(0)
    expect(distances[31]).toBeGreaterThan(distances[30] ?? 0)
  })
})
