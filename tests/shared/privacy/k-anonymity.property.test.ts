import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { anonymise, type Generalisable } from '#shared/privacy/k-anonymity.ts'

const seed = 20261121
const columns = ['place', 'age'] as const
type Column = (typeof columns)[number]

/** A street in a town in a country, and an age in a decade; the coarsest of each says nothing. */
const person: fc.Arbitrary<Generalisable<Column>> = fc
  .tuple(fc.nat(3), fc.nat(3), fc.nat(9), fc.nat(2), fc.integer({ min: 1, max: 4 }))
  .map(([town, street, year, decade, count]) => ({
    count,
    levels: {
      place: [`${town}-${street}`, `${town}`, '*'],
      age: [`${decade}${year}`, `${decade}0s`, '*'],
    },
  }))

describe(`anonymise (seed ${seed})`, () => {
  it('leaves no group smaller than k, loses nobody, and says nothing that is not so', () => {
    fc.assert(
      fc.property(fc.array(person, { maxLength: 80 }), fc.integer({ min: 1, max: 12 }), (people, k) => {
        const { groups, suppressedCount } = anonymise(people, columns, k)
        const all = people.reduce((sum, { count }) => sum + count, 0)
        expect(groups.reduce((sum, { count }) => sum + count, suppressedCount)).toBe(all)
        for (const { values, count } of groups) {
          expect(count).toBeGreaterThanOrEqual(k)
          // Whom the line may stand for: never fewer than it claims.
          const fitting = people.filter(({ levels }) =>
            columns.every((column) => levels[column].includes(values[column])),
          )
          expect(fitting.reduce((sum, each) => sum + each.count, 0)).toBeGreaterThanOrEqual(count)
        }
        expect(new Set(groups.map(({ values }) => JSON.stringify(values))).size).toBe(groups.length)
        // Only when all who are left together are too few is anybody left out.
        expect(suppressedCount).toBeLessThan(k)
      }),
      { seed, numRuns: 200 },
    )
  })

  it('stays fine where enough people are alike', () => {
    const street = { count: 10, levels: { place: ['1-1', '1', '*'], age: ['31', '30s', '*'] } }
    const other = { count: 3, levels: { place: ['1-2', '1', '*'], age: ['31', '30s', '*'] } }
    expect(anonymise([street, other], columns, 10)).toEqual({
      groups: [{ values: { place: '1-1', age: '31' }, count: 10 }],
      suppressedCount: 3,
    })
  })
})
