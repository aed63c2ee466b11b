import fc from 'fast-check'
import { expect, it } from 'vitest'
import { seededRandom } from '#shared/kernel/random.ts'
import { conjugateGradients } from '#shared/linear-algebra/conjugate-gradients.ts'

/** B B' plus something on the diagonal, so that it is positive definite. */
function positiveDefinite(size: number, seed: number, ridge: number): number[][] {
  const random = seededRandom(seed)
  const factor = Array.from({ length: size }, () => Array.from({ length: size }, () => random() - 0.5))
  return factor.map((one, row) =>
    factor.map((other, column) => {
      const product = one.reduce((sum, value, at) => sum + value * (other[at] ?? 0), 0)
      return product + (row === column ? ridge : 0)
    }),
  )
}

const timesMatrix = (matrix: readonly (readonly number[])[]) => (vector: Float64Array) =>
  Float64Array.from(matrix, (row) => row.reduce((sum, value, at) => sum + value * (vector[at] ?? 0), 0))

it('finds what the matrix makes the right side of', () => {
  const sizes = fc.integer({ min: 1, max: 30 })
  fc.assert(
    fc.property(
      sizes,
      fc.integer({ min: 1, max: 1e6 }),
      fc.constantFrom(0.01, 1, 50),
      (size, seed, ridge) => {
        const matrix = positiveDefinite(size, seed, ridge)
        const random = seededRandom(seed + 1)
        const wanted = Float64Array.from({ length: size }, () => 10 * (random() - 0.5))
        const times = timesMatrix(matrix)
        const diagonal = matrix.map((row, at) => row[at] ?? 1)
        const found = conjugateGradients(times, times(wanted), diagonal)
        for (const [at, value] of wanted.entries()) expect(found?.[at]).toBeCloseTo(value, 5)
      },
    ),
    { numRuns: 60 },
  )
})

it('of nothing is nothing, and of a matrix that is not positive definite nothing is known', () => {
  const times = timesMatrix([
    [1, 2],
    [2, 1],
  ])
  expect(conjugateGradients(times, new Float64Array(2), [1, 1])).toEqual(new Float64Array(2))
  expect(conjugateGradients(times, Float64Array.of(1, -1), [1, 1])).toBeNull()
  expect(conjugateGradients(() => new Float64Array(2), Float64Array.of(1, 1), [1, 1])).toBeNull()
  expect(conjugateGradients(times, Float64Array.of(Number.NaN, 1), [1, 1])).toBeNull()
})
