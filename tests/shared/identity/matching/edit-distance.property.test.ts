import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { editDistance } from '#shared/identity/matching/edit-distance.ts'

const seed = 20261121

/** The definition, word for word, without a limit and without a table. */
function slowDistance(left: string, right: string): number {
  if (left === '' || right === '') return left.length + right.length
  const [leftLess, rightLess] = [left.slice(0, -1), right.slice(0, -1)]
  const ways = [
    slowDistance(leftLess, right) + 1,
    slowDistance(left, rightLess) + 1,
    slowDistance(leftLess, rightLess) + (left.at(-1) === right.at(-1) ? 0 : 1),
  ]
  if (left.length > 1 && right.length > 1 && left.at(-1) === right.at(-2) && left.at(-2) === right.at(-1)) {
    ways.push(slowDistance(left.slice(0, -2), right.slice(0, -2)) + 1)
  }
  return Math.min(...ways)
}

const word = fc.array(fc.constantFrom('a', 'b', 'c'), { maxLength: 6 }).map((letters) => letters.join(''))

describe('editDistance', () => {
  it(`equals the definition up to the limit (seed ${seed})`, () => {
    fc.assert(
      fc.property(word, word, fc.integer({ min: 1, max: 4 }), (left, right, limit) => {
        expect(editDistance(left, right, limit)).toBe(Math.min(slowDistance(left, right), limit + 1))
      }),
      { seed, numRuns: 3_000 },
    )
  })

  it.each([
    ['ca', 'abc', 3],
    ['martha', 'marhta', 1],
    ['19800312', '19801203', 4],
    ['kitten', 'sitting', 3],
  ])('finds %s and %s %i apart', (left, right, distance) => {
    expect(editDistance(left, right, 9)).toBe(distance)
  })
})
