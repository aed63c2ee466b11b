import { describe, expect, it } from 'vitest'
import { abcBorders, abcClass, xyzClass } from '#shared/demand/abc-xyz.ts'

const classesOf = (revenues: readonly number[]) => {
  const borders = abcBorders(revenues)
  return revenues.map((revenue) => abcClass(revenue, borders)).join('')
}

describe('A, B and C', () => {
  it.each([
    // 50 and 30 make 80 %; 15 more make 95 %.
    [[3, 50, 2, 30, 15], 'CACAB'],
    [[100], 'A'],
    [[90, 10], 'AB'],
    [[0, 0], 'CC'],
    [[], ''],
    [[5, 5, 5, 5], 'AAAA'],
    [[-4, 10], 'CA'],
  ])('of %j are %s', (revenues, classes) => {
    expect(classesOf(revenues)).toBe(classes)
  })
})

describe('X, Y and Z', () => {
  it.each([
    [[10, 10, 10, 10], 'X'],
    // Mean 10, deviation 5: a variation of a half is no more X.
    [[5, 15, 5, 15], 'Y'],
    [[0, 20, 0, 20], 'Z'],
    [[0, 0], 'Z'],
    [[], 'Z'],
    [[Number.NaN, 10, 10, Number.NaN], 'X'],
  ])('of %j is %s', (blocks, expected) => {
    expect(xyzClass(Float64Array.from(blocks))).toBe(expected)
  })

  it('looks at a year only', () => {
    const old = new Array(52).fill(0).map((_, at) => 100 * (at % 2))
    expect(xyzClass(Float64Array.from([...old, ...new Array(52).fill(10)]))).toBe('X')
  })
})
