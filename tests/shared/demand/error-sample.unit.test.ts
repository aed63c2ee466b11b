import { expect, it } from 'vitest'
import { addError, emptyErrors, scoresOf } from '#shared/demand/error-sample.ts'
import { spreadProbabilities } from '#shared/demand/outlook.ts'

const at = (scores: readonly number[], probability: number) =>
  scores[spreadProbabilities.indexOf(probability as (typeof spreadProbabilities)[number])] as number

it('errors of series that could all fall as low are plain quantiles', () => {
  const sample = emptyErrors()
  for (let of = 0; of <= 1000; of++) addError(sample, of / 100 - 5, 100)
  const scores = scoresOf(sample)
  expect(at(scores, 0.9)).toBeCloseTo(4, 9)
  expect(at(scores, 0.5)).toBeCloseTo(0, 9)
  expect(at(scores, 0.1)).toBeCloseTo(-4, 1)
})

it('low errors are those of the series that can fall so low', () => {
  const sample = emptyErrors()
  // One in ten expects 10 and is off by -5 to 5, the others expect 1 and are off by -1 to 1.
  for (let of = 0; of < 1000; of++) {
    if (of % 10 === 0) addError(sample, of / 100 - 5, 10)
    else addError(sample, (2 * of) / 1000 - 1, 1)
  }
  // Only the large ones can fall below -1, and a fortieth of them lies below -4.75; a fortieth of all, below -2.5.
  expect(at(scoresOf(sample), 0.025)).toBeCloseTo(-4.75, 1)
  // Below -0.87 lies a tenth of all, which all can fall to.
  expect(at(scoresOf(sample), 0.1)).toBeCloseTo(-0.87, 1)
})

it('a few errors say nothing, so those of a normal distribution stand in', () => {
  const sample = emptyErrors()
  for (let of = 0; of < 19; of++) addError(sample, 1000, 1000)
  const scores = scoresOf(sample)
  expect(at(scores, 0.9)).toBeCloseTo(1.282, 3)
  expect(at(scores, 0.025)).toBeCloseTo(-1.96, 3)
})

it('scores never fall', () => {
  const sample = emptyErrors()
  for (let of = 0; of < 500; of++) addError(sample, ((of * 7919) % 500) / 100 - 1, 1 + (of % 3))
  const scores = scoresOf(sample)
  scores.forEach((score, place) => {
    if (place > 0) expect(score).toBeGreaterThanOrEqual(scores[place - 1] as number)
  })
})
