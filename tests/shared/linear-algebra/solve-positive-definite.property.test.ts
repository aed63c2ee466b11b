import { expect, it } from 'vitest'
import { seededRandom } from '#shared/kernel/random.ts'
import { solvePositiveDefinite } from '#shared/linear-algebra/solve-positive-definite.ts'

it.each([1, 2, 5, 12, 40])('solves a system of size %i', (size) => {
  const random = seededRandom(size)
  const factor = Array.from({ length: size }, () => Array.from({ length: size }, () => random() - 0.5))
  const row = (index: number) => factor[index] ?? []
  const dot = (a: readonly number[], b: readonly number[]) =>
    a.reduce((sum, value, k) => sum + value * (b[k] ?? 0), 0)
  const matrix = Float64Array.from({ length: size * size }, (_, at) => {
    const [i, j] = [Math.floor(at / size), at % size]
    return dot(row(i), row(j)) + (i === j ? 0.1 : 0)
  })
  const wanted = Array.from({ length: size }, () => random() * 4 - 2)
  const right = Float64Array.from({ length: size }, (_, i) =>
    dot([...matrix.slice(i * size, (i + 1) * size)], wanted),
  )
  const solution = solvePositiveDefinite(matrix, right)
  for (const [index, value] of wanted.entries()) expect(solution?.[index]).toBeCloseTo(value, 7)
})

it.each([
  ['a row that is twice another', [1, 2, 2, 4]],
  ['a negative diagonal', [1, 0, 0, -1]],
  ['nothing but zeros', [0, 0, 0, 0]],
  ['NaN', [Number.NaN, 0, 0, 1]],
])('has no answer for %s', (_name, matrix) => {
  expect(solvePositiveDefinite(Float64Array.from(matrix), Float64Array.of(1, 1))).toBeNull()
})
