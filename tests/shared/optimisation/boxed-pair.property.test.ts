import { expect, it } from 'vitest'
import { seededRandom } from '#shared/kernel/random.ts'
import { solveBoxedPair } from '#shared/optimisation/boxed-pair.ts'

const low = [-1, 0] as const
const high = [2, 1] as const

interface Row {
  readonly rest: number
  readonly first: number
  readonly second: number
}

function sumsOf(rows: readonly Row[]) {
  const sum = (product: (row: Row) => number) => rows.reduce((total, row) => total + product(row), 0)
  return {
    restSquares: sum(({ rest }) => rest * rest),
    restByFirst: sum(({ rest, first }) => rest * first),
    restBySecond: sum(({ rest, second }) => rest * second),
    firstSquares: sum(({ first }) => first * first),
    firstBySecond: sum(({ first, second }) => first * second),
    secondSquares: sum(({ second }) => second * second),
  }
}

const squaresAt = (rows: readonly Row[], x: number, y: number) =>
  rows.reduce((total, { rest, first, second }) => total + (rest - first * x - second * y) ** 2, 0)

it('no pair in the box is better, whether the rows tell the two apart or not', () => {
  const random = seededRandom(42)
  const kinds = { inside: 0, edge: 0 }
  for (let round = 0; round < 400; round++) {
    const isSame = round % 4 === 0
    const rows = Array.from({ length: 6 }, () => {
      const first = random() - 0.5
      return { rest: 2 * random() - 1, first, second: isSame ? 3 * first : random() - 0.5 }
    })
    const { first, second, squares } = solveBoxedPair(sumsOf(rows), low, high)
    expect(squares).toBeCloseTo(squaresAt(rows, first, second), 9)
    expect(first >= low[0] && first <= high[0] && second >= low[1] && second <= high[1]).toBe(true)
    kinds[first > low[0] && first < high[0] && second > low[1] && second < high[1] ? 'inside' : 'edge']++
    for (let x = 0; x <= 30; x++) {
      for (let y = 0; y <= 30; y++) {
        const other = squaresAt(rows, low[0] + x / 10, low[1] + y / 30)
        expect(other).toBeGreaterThan(squares - 1e-9)
      }
    }
  }
  expect(Math.min(kinds.inside, kinds.edge)).toBeGreaterThan(30)
})

it('takes any pair where the rows say nothing', () => {
  const { squares, first, second } = solveBoxedPair(sumsOf([{ rest: 3, first: 0, second: 0 }]), low, high)
  expect(squares).toBe(9)
  expect(Number.isFinite(first + second)).toBe(true)
})
