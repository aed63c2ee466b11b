import { describe, expect, it } from 'vitest'
import type { RandomSource } from '#shared/kernel/random.ts'
import { bgNbd, mbgNbd } from '#shared/ml/lifetime-value/beta-geometric.ts'
import { paretoNbd } from '#shared/ml/lifetime-value/pareto-nbd.ts'
import { repeatEstimator } from '#shared/ml/lifetime-value/repeat-estimator.ts'
import { fitted } from '../estimator-contract.ts'
import { type DropOut, drawGamma, people, type Simulated, simulatePerson } from './simulate-people.ts'

const age = 30
const ahead = 20
const [r, alpha] = [0.8, 6] as const
const seed = 20261121

function drawBeta(random: RandomSource, a: number, b: number): number {
  const [left, right] = [drawGamma(random, a, 1), drawGamma(random, b, 1)]
  return left / (left + right)
}

const coins = (atFirst: boolean): DropOut => ({
  atFirst,
  chance: (random) => drawBeta(random, 0.7, 2.2),
  continues: (random, chance) => random() >= chance,
  lasts: () => Number.POSITIVE_INFINITY,
})
const anyMoment: DropOut = {
  atFirst: false,
  chance: () => 0,
  continues: () => true,
  lasts: (random) => -Math.log(1 - random()) / drawGamma(random, 0.6, 9),
}
const laws = [
  { law: bgNbd, parameters: [r, alpha, 0.7, 2.2], dropOut: coins(false) },
  { law: mbgNbd, parameters: [r, alpha, 0.7, 2.2], dropOut: coins(true) },
  { law: paretoNbd, parameters: [r, alpha, 0.6, 9], dropOut: anyMoment },
]

describe.each(laws)(
  '$law.kind against people played event by event (seed 20261121)',
  ({ law, parameters, dropOut }) => {
    const played = people(seed, 120_000, (random) =>
      simulatePerson(random, drawGamma(random, r, alpha), dropOut, age, ahead),
    )
    const formulas = law.formulas(parameters)

    it('expects of newcomers what they did', () => {
      expect(formulas.expectedOfNewcomer(age) / mean(played, ({ frequency }) => frequency)).toBeCloseTo(
        1,
        1.7,
      )
    })

    it('expects of people with like histories what they did', () => {
      const alike: ((person: Simulated) => boolean)[] = [
        ({ frequency }) => frequency === 0,
        ({ frequency, recency }) => frequency === 1 && recency < 10,
        ({ frequency, recency }) => frequency >= 2 && recency > 25,
        ({ frequency, recency }) => frequency >= 4 && recency < 20,
      ]
      for (const isAlike of alike) {
        const group = played.filter(isAlike)
        const bound = 4 / Math.sqrt(group.length)
        const expectSame = (
          ofFormula: (person: Simulated & { age: number }) => number,
          ofPerson: (person: Simulated) => number,
        ) => {
          const [expected, happened] = [
            mean(group, (person) => ofFormula({ ...person, age })),
            mean(group, ofPerson),
          ]
          expect(Math.abs(expected - happened)).toBeLessThan(bound * Math.max(1, deviation(group, ofPerson)))
        }
        expectSame(
          (person) => formulas.expectedFurther(person, ahead),
          ({ further }) => further,
        )
        expectSame(
          (person) => formulas.chanceOfAny(person, ahead),
          ({ further }) => (further > 0 ? 1 : 0),
        )
        expectSame(
          (person) => formulas.chanceAlive(person),
          ({ isAlive }) => (isAlive ? 1 : 0),
        )
      }
    })

    it('finds the parameters again from 20,000 of them', () => {
      const some = played.slice(0, 20_000)
      const dataset = {
        rowCount: some.length,
        featureNames: ['frequency', 'recency', 'age'],
        columns: [
          Float64Array.from(some, ({ frequency }) => frequency),
          Float64Array.from(some, ({ recency }) => recency),
          new Float64Array(some.length).fill(age),
        ],
      }
      const estimator = repeatEstimator(law)
      const model = fitted(estimator.fit(dataset))
      const found = Object.values(model.parameters)
      expect(found[0]).toBeCloseTo(r, 1)
      expect((found[0] as number) / (found[1] as number) / (r / alpha)).toBeCloseTo(1, 1)
      expect(model.expectedOfNewcomer(age) / formulas.expectedOfNewcomer(age)).toBeCloseTo(1, 1)
    })

    it('is unmoved by a horizon of nothing, and grows with it', () => {
      const history = { frequency: 3, recency: 20, age }
      const expected = [0, 1, 10, 100, 1000].map((duration) => formulas.expectedFurther(history, duration))
      const chances = [0, 1, 10, 100, 1000].map((duration) => formulas.chanceOfAny(history, duration))
      expect(expected[0]).toBe(0)
      expect(chances[0]).toBeCloseTo(0, 12)
      expect(expected).toEqual([...expected].sort((left, right) => left - right))
      expect(chances).toEqual([...chances].sort((left, right) => left - right))
      for (const [index, chance] of chances.entries())
        expect(chance).toBeLessThanOrEqual(Math.min(1, (expected[index] as number) + 1e-12))
    })
  },
)

function mean(group: readonly Simulated[], of: (person: Simulated) => number): number {
  return group.reduce((sum, person) => sum + of(person), 0) / group.length
}

function deviation(group: readonly Simulated[], of: (person: Simulated) => number): number {
  const centre = mean(group, of)
  return Math.sqrt(mean(group, (person) => (of(person) - centre) ** 2))
}
