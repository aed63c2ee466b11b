import { expect, it } from 'vitest'
import { seededRandom } from '#shared/kernel/random.ts'
import { invertPositiveDefinite } from '#shared/linear-algebra/invert-positive-definite.ts'
import { entryOf, type TiledMatrix, tiledIndex, tiledMatrix } from '#shared/linear-algebra/tiled-matrix.ts'

function matrixOf(size: number, valueAt: (row: number, column: number) => number): TiledMatrix {
  const matrix = tiledMatrix(size)
  for (let row = 0; row < size; row += 1) {
    for (let column = 0; column <= row; column += 1) {
      matrix.values[tiledIndex(row, column)] = valueAt(row, column)
    }
  }
  return matrix
}

function rowsOf(matrix: TiledMatrix): number[][] {
  const places = Array.from({ length: matrix.size }, (_, place) => place)
  return places.map((row) => places.map((column) => entryOf(matrix, row, column)))
}

// The inverse of the 5 x 5 Hilbert matrix, whose entries are whole numbers (OEIS A189765, "Inverse Hilbert matrix").
const inverseHilbert = [
  [25, -300, 1050, -1400, 630],
  [-300, 4800, -18900, 26880, -12600],
  [1050, -18900, 79380, -117600, 56700],
  [-1400, 26880, -117600, 179200, -88200],
  [630, -12600, 56700, -88200, 44100],
]

it('inverts the Hilbert matrix of five rows', () => {
  const hilbert = matrixOf(5, (row, column) => 1 / (row + column + 1))
  expect(invertPositiveDefinite(hilbert)).toBe(true)
  for (const [row, values] of rowsOf(hilbert).entries()) {
    for (const [column, value] of values.entries()) {
      expect(value / (inverseHilbert[row]?.[column] as number)).toBeCloseTo(1, 8)
    }
  }
})

it.each([1, 2, 31, 32, 33, 64, 97])('times its inverse is the identity, with %i rows', (size) => {
  const random = seededRandom(size)
  const factors = Array.from({ length: size }, () => Array.from({ length: size }, () => random() - 0.5))
  const valueAt = (row: number, column: number) =>
    (factors[row] as number[]).reduce(
      (sum, value, at) => sum + value * (factors[column]?.[at] as number),
      0,
    ) + (row === column ? 0.1 : 0)
  const matrix = matrixOf(size, valueAt)
  expect(invertPositiveDefinite(matrix)).toBe(true)
  const inverse = rowsOf(matrix)
  for (let row = 0; row < size; row += 1) {
    for (let column = 0; column < size; column += 1) {
      let sum = 0
      for (let at = 0; at < size; at += 1) {
        sum += valueAt(Math.max(row, at), Math.min(row, at)) * (inverse[at]?.[column] as number)
      }
      expect(Math.abs(sum - (row === column ? 1 : 0))).toBeLessThan(1e-9)
    }
  }
})

it.each([
  ['a zero matrix', () => 0],
  ['one that is singular', () => 1],
  ['one with a negative direction', (row: number, column: number) => (row === column ? 1 : 2)],
  ['one with a number missing', () => Number.NaN],
] as const)('refuses %s', (_, valueAt) => {
  expect(invertPositiveDefinite(matrixOf(40, valueAt))).toBe(false)
})
