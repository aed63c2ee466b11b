import { describe, expect, it } from 'vitest'
import { defaultLevels } from '#shared/identity/matching/default-model.ts'
import { estimateModel } from '#shared/identity/matching/estimate-model.ts'
import {
  comparisonCode,
  comparisonOfCode,
  type MatchField,
  matchFields,
} from '#shared/identity/matching/field-levels.ts'
import { distributionOf, type PairClass } from '#shared/identity/matching/match-model.ts'
import { type RandomSource, seededRandom } from '#shared/kernel/random.ts'

type Levels = Readonly<Record<MatchField, readonly number[]>>

/** Chances of one person's records in a shop that is sloppier than the defaults. */
const ofOnePerson: Levels = {
  firstName: [0.6, 0.05, 0.2, 0.05, 0.05, 0.05],
  lastName: [0.65, 0.05, 0.2, 0.04, 0.06],
  birthDate: [0.7, 0.05, 0.15, 0.05, 0.05],
  email: [0.3, 0.05, 0.1, 0.05, 0.5],
  phone: [0.4, 0.05, 0.1, 0.45],
  street: [0.7, 0.15, 0.05, 0.1],
  postcode: [0.8, 0.1, 0.03, 0.02, 0.05],
  city: [0.8, 0.1, 0.1],
  firstNameInEmail: [0.4, 0.2, 0.4],
  lastNameInEmail: [0.5, 0.5],
  birthYearInEmail: [0.6, 0.4],
}

function drawLevel(random: RandomSource, chances: readonly number[]): number {
  let rest = random()
  for (const [index, chance] of chances.entries()) {
    rest -= chance
    if (rest < 0) return index + 1
  }
  return chances.length
}

/** Codes of so many pairs of a class, one field in five missing. */
function drawPairs(random: RandomSource, pairClass: PairClass, count: number): number[] {
  return Array.from({ length: count }, () =>
    comparisonCode(
      Uint8Array.from(matchFields, (field) => {
        if (random() < 0.2) return 0
        const name = distributionOf(pairClass, field)
        return drawLevel(random, name === 'linked' ? ofOnePerson[field] : defaultLevels[field][name])
      }),
    ),
  )
}

function countCodes(codes: readonly number[]): [number, number][] {
  return [...Map.groupBy(codes, (code) => code)].map(([code, all]) => [code, all.length])
}

describe('estimateModel', () => {
  it('finds known chances and numbers of pairs again, without being told which pair is which', () => {
    const random = seededRandom(20261121)
    const recordCount = 5_000
    const counts = {
      candidates: countCodes([
        ...drawPairs(random, 'samePerson', 1_200),
        ...drawPairs(random, 'samePersonMoved', 300),
        ...drawPairs(random, 'samePlace', 2_000),
        ...drawPairs(random, 'strangers', 40_000),
      ]),
      strangers: countCodes(drawPairs(random, 'strangers', 60_000)),
    }
    const model = estimateModel(counts, recordCount)
    expect(model.basis).toBe('estimated')
    const pairCount = (recordCount * (recordCount - 1)) / 2
    const { samePerson, samePersonMoved } = model.classShares
    expect((samePerson + samePersonMoved) * pairCount).toBeGreaterThan(1_350)
    expect((samePerson + samePersonMoved) * pairCount).toBeLessThan(1_650)
    for (const field of ['firstName', 'lastName', 'birthDate', 'email', 'phone'] as const) {
      for (const [level, chance] of ofOnePerson[field].entries()) {
        expect(Math.abs((model.levels[field].linked[level] ?? 0) - chance), `${field} ${level}`).toBeLessThan(
          0.05,
        )
      }
    }
    expect(estimateModel(counts, recordCount)).toEqual(model)
  })

  it('keeps the start values for a handful of records', () => {
    const model = estimateModel({ candidates: [], strangers: [] }, 10)
    expect(model).toMatchObject({ basis: 'default', whyDefault: 'few-records' })
    for (const field of matchFields) {
      for (const [level, chance] of defaultLevels[field].linked.entries()) {
        expect(model.levels[field].linked[level]).toBeCloseTo(chance, 6)
      }
    }
  })

  it('keeps them, and says why, when what it would call a match has another family name', () => {
    const random = seededRandom(7)
    // Somebody has filled the column of family names with something else: it never agrees.
    const lastName = matchFields.indexOf('lastName')
    const spoilt = (codes: readonly number[]) =>
      codes.map((code) => comparisonCode(comparisonOfCode(code).with(lastName, 5)))
    const counts = {
      candidates: countCodes([
        ...spoilt(drawPairs(random, 'samePerson', 2_000)),
        ...spoilt(drawPairs(random, 'strangers', 10_000)),
      ]),
      strangers: countCodes(spoilt(drawPairs(random, 'strangers', 20_000))),
    }
    const model = estimateModel(counts, 2_000)
    expect(model.basis).toBe('default')
    expect(model.whyDefault).toMatch(/^lastName-/)
    expect(model.levels.firstName.linked[0]).toBeCloseTo(defaultLevels.firstName.linked[0] ?? 0, 6)
  })
})
