import { describe, expect, it } from 'vitest'
import { defaultLevels } from '#shared/identity/matching/default-model.ts'
import { explainPair } from '#shared/identity/matching/explain-pair.ts'
import type { MatchModel } from '#shared/identity/matching/match-model.ts'
import type { MatchRecord } from '#shared/identity/matching/match-record.ts'
import { priorWeight, scorePair } from '#shared/identity/matching/score-pair.ts'
import { startSurvey } from '#shared/identity/matching/survey.ts'
import { seededRandom } from '#shared/kernel/random.ts'
import { randomPeople } from './random-people.ts'
import { shop } from './worlds.ts'

const classShares = { samePerson: 0.0004, samePersonMoved: 0.0001, samePlace: 0.001, strangers: 0.9985 }
const model: MatchModel = {
  version: 1,
  basis: 'estimated',
  recordCount: 1_000,
  classShares,
  levels: defaultLevels,
  recordsPerPerson: 1,
}

function surveyOf(records: readonly MatchRecord[]) {
  const counting = startSurvey()
  for (const record of records) counting.add(record)
  return counting.finish()
}

const nobody = surveyOf([])

describe('scorePair', () => {
  it('is Bayes’ rule over the four ways two records can be related', () => {
    const left = {
      customerId: 'cus_1',
      firstName: 'ada',
      birthDate: '19800312',
      postcode: 'ls14dy',
      phones: ['+447700900123'],
    }
    const right = {
      customerId: 'cus_2',
      firstName: 'bob',
      birthDate: '19800313',
      postcode: 'ls14dy',
      phones: ['+447700900123'],
    }
    // By hand: first name different, birth date close, telephone and postcode the same. A value that nobody else has
    // is shared by a stranger with a chance of 0.3 people in a thousand, a telephone with one of 0.02.
    const byChance = 0.3 / 1_000
    const phoneByChance = 0.02 / 1_000
    const onePerson = 0.0004 * 0.025 * 0.05 * 0.55 * 0.87 + 0.0001 * 0.025 * 0.05 * 0.55 * byChance
    const twoPeople = 0.001 * 0.917 * 0.004 * 0.4 * 0.87 + 0.9985 * 0.928 * 0.001 * phoneByChance * byChance
    const score = scorePair(left, right, model, nobody)
    expect(score.probability).toBeCloseTo(onePerson / (onePerson + twoPeople), 12)
    expect(score.weight + priorWeight(model)).toBeCloseTo(Math.log2(onePerson / twoPeople), 9)
    expect(priorWeight(model)).toBeCloseTo(Math.log2(0.0005 / 0.9995), 12)
  })

  it('gives the published weights for published chances', () => {
    // Oracle, Understanding the Master Index Match Engine, table 17: m and u to weights in base 2,
    // whose second place is cut off.
    const published: MatchModel = {
      ...model,
      recordCount: 75,
      classShares: { samePerson: 0.01, samePersonMoved: 1e-12, samePlace: 1e-12, strangers: 0.99 },
      levels: {
        ...defaultLevels,
        firstName: {
          ...defaultLevels.firstName,
          linked: [0.996, 0, 0, 0, 0, 0.004],
          unlinked: [0.004, 0, 0, 0, 0, 0.996],
        },
        birthDate: {
          ...defaultLevels.birthDate,
          linked: [0.97, 0, 0, 0, 0.03],
          unlinked: [0.007, 0, 0, 0, 0.993],
        },
      },
    }
    const ada = { customerId: 'cus_1', firstName: 'ada', birthDate: '19800312' }
    const bob = { customerId: 'cus_2', firstName: 'bob', birthDate: '19571105' }
    const different = explainPair(ada, bob, published, nobody).contributions
    expect(different[0]?.weight).toBeCloseTo(-7.96, 1)
    expect(different[1]?.weight).toBeCloseTo(-5.04, 1)
    // 0.3 people of 75 are the published u of .004.
    const same = explainPair(
      { customerId: 'cus_1', firstName: 'ada' },
      { customerId: 'cus_2', firstName: 'ada' },
      published,
      nobody,
    )
    expect(same.contributions[0]?.weight).toBeCloseTo(7.96, 1)
  })

  it('takes a shared value for less, the more others have it', () => {
    const weights = [0, 5, 50, 500].map((others) => {
      const records = Array.from({ length: others + 2 }, (_, index) => ({
        customerId: `cus_${index}`,
        lastName: 'smith',
      }))
      return scorePair(
        { customerId: 'a', lastName: 'smith' },
        { customerId: 'b', lastName: 'smith' },
        model,
        surveyOf(records),
      ).weight
    })
    expect(weights).toEqual([...weights].sort((left, right) => right - left))
    expect(weights[0]).toBeGreaterThan(9)
    expect(weights[3]).toBeLessThan(1.5)
  })

  it('takes a name that an e-mail tells for less, the more others have the name', () => {
    const weights = [0, 500].map((others) => {
      const records = Array.from({ length: others + 1 }, (_, index) => ({
        customerId: `cus_${index}`,
        firstName: 'harper',
      }))
      return scorePair(
        { customerId: 'a', firstName: 'harper' },
        { customerId: 'b', emails: ['harper1@mail.example'] },
        model,
        surveyOf(records),
      ).weight
    })
    expect(weights[0]).toBeGreaterThan(9)
    expect(weights[1]).toBeLessThan(1.5)
    expect(weights[1]).toBeGreaterThan(0)
  })

  it('does not hold three records of a person with one e-mail against it', () => {
    const records = ['a', 'b', 'c'].map((customerId) => ({ customerId, emails: ['ada@mail.example'] }))
    const [a, b] = records
    if (a === undefined || b === undefined) throw new Error('there are no records')
    const known = scorePair(a, b, model, surveyOf(records)).weight
    expect(known).toBeCloseTo(scorePair(a, b, model, surveyOf(records.slice(1))).weight, 9)
  })

  it('says nothing of records that have no field in common', () => {
    const { weight, probability } = scorePair(
      { customerId: 'a', firstName: 'ada' },
      { customerId: 'b', city: 'leeds' },
      model,
      nobody,
    )
    expect(weight).toBeCloseTo(0, 9)
    expect(probability).toBeCloseTo(0.0005, 9)
  })
})

describe('explainPair', () => {
  const seed = 20261121
  it(`adds up to the score, whichever record comes first (seed ${seed})`, () => {
    const { records } = randomPeople(seededRandom(seed), { ...shop, personCount: 40, townCount: 2 })
    const survey = surveyOf(records)
    for (const left of records) {
      for (const right of records) {
        if (left === right) continue
        const { weight, probability, contributions } = explainPair(left, right, model, survey)
        const score = scorePair(right, left, model, survey)
        expect(score.weight).toBeCloseTo(weight, 6)
        expect(score.probability).toBeCloseTo(probability, 9)
        expect(contributions.reduce((sum, each) => sum + each.weight, 0)).toBeCloseTo(weight, 6)
        const odds = 2 ** (weight + priorWeight(model))
        expect(odds / (1 + odds)).toBeCloseTo(probability, 9)
      }
    }
  })

  it('takes back what a family shares', () => {
    const home = {
      lastName: 'lovelace',
      street: '12 high street',
      postcode: 'ls14dy',
      phones: ['+447700900123'],
    }
    const { probability, contributions } = explainPair(
      { customerId: 'a', firstName: 'ada', ...home },
      { customerId: 'b', firstName: 'byron', ...home },
      model,
      nobody,
    )
    expect(contributions.map(({ field, level }) => `${field}: ${level}`)).toEqual([
      'firstName: different',
      'lastName: same',
      'phone: same',
      'place: street same, postcode same',
      'household: shared',
    ])
    expect(contributions.at(-1)?.weight).toBeLessThan(-15)
    expect(probability).toBeLessThan(0.1)
  })
})
