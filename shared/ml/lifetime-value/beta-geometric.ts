import { hypergeometric } from '../../statistics/hypergeometric.ts'
import { logGamma } from '../../statistics/log-gamma.ts'
import type { DistinctHistories, RepeatHistory } from './repeat-history.ts'
import type { RepeatFormulas, RepeatLaw } from './repeat-model.ts'

/**
 * BG/NBD: people come at random with a rate of their own, gamma(r, alpha) over people, and after each repeat drop out with a
 * chance of their own, beta(a, b) over people. Fader, Hardie and Lee 2005, "Counting your customers" the easy way.
 *
 * Nobody can drop out before the first repeat, so whoever never came back counts as alive for sure: rank by
 * `expectedFurther` or `chanceOfAny`, not by `chanceAlive`.
 */
export const bgNbd: RepeatLaw = betaGeometricLaw('bg-nbd', 0)

/**
 * MBG/NBD: the same, but one may drop out right after the first event as well. Batislam, Denizel and Filiztekin 2007,
 * "Empirical validation and comparison of models for customer base analysis"; Hoppe and Wagner 2007.
 */
export const mbgNbd: RepeatLaw = betaGeometricLaw('mbg-nbd', 1)

/** `firstChances`: how often one may have dropped out before the first repeat, 0 or 1. */
function betaGeometricLaw(kind: string, firstChances: 0 | 1): RepeatLaw {
  return {
    kind,
    parameterNames: ['r', 'alpha', 'a', 'b'],
    timeParameters: ['alpha'],
    logLikelihood: (histories) => (parameters) => logLikelihood(histories, parameters, firstChances),
    formulas: (parameters) => formulas(parameters, firstChances),
  }
}

/**
 * Eq. 6 of Fader, Hardie and Lee in logarithms: what somebody alive contributes, times 1 + odds of having dropped out.
 * What depends on the frequency alone is computed once for each.
 */
function logLikelihood(histories: DistinctHistories, parameters: Float64Array, firstChances: 0 | 1): number {
  const [r, alpha, a, b] = parameters as unknown as [number, number, number, number]
  const { frequency, recency, age, peopleCount } = histories
  const ofAll = r * Math.log(alpha) - logGamma(r) - logGamma(b) + logGamma(a + b)
  let lastFrequency = -1
  let ofFrequency = 0
  let logOdds = 0
  let sum = 0
  // The histories come in ascending order of their frequency.
  for (let row = 0; row < frequency.length; row += 1) {
    const x = frequency[row] as number
    if (x !== lastFrequency) {
      lastFrequency = x
      const survived = x + firstChances
      ofFrequency = ofAll + logGamma(r + x) + logGamma(b + survived) - logGamma(a + b + survived)
      logOdds = survived === 0 ? Number.NEGATIVE_INFINITY : Math.log(a / (b + survived - 1))
    }
    const logSpan = Math.log(alpha + (age[row] as number))
    let value = ofFrequency - (r + x) * logSpan
    if (logOdds !== Number.NEGATIVE_INFINITY) {
      const odds = logOdds + (r + x) * (logSpan - Math.log(alpha + (recency[row] as number)))
      value += odds > 0 ? odds + Math.log1p(Math.exp(-odds)) : Math.log1p(Math.exp(odds))
    }
    sum += (peopleCount[row] as number) * value
  }
  return sum
}

function formulas(parameters: readonly number[], firstChances: 0 | 1): RepeatFormulas {
  const [r, alpha, a, b] = parameters as [number, number, number, number]
  const chanceAlive = ({ frequency, recency, age }: RepeatHistory): number => {
    const survived = frequency + firstChances
    if (survived === 0) return 1
    return 1 / (1 + (a / (b + survived - 1)) * ((alpha + age) / (alpha + recency)) ** (r + frequency))
  }
  return {
    chanceAlive,
    expectedOfNewcomer: (duration) => {
      const chance = firstChances === 0 ? 1 : b / (a + b)
      return chance * expectedOfAlive(r, alpha, a, b + firstChances, duration)
    },
    expectedFurther: (history, duration) => {
      const survived = history.frequency + firstChances
      return (
        chanceAlive(history) *
        expectedOfAlive(r + history.frequency, alpha + history.age, a, b + survived, duration)
      )
    },
    chanceOfAny: (history, duration) => {
      const span = alpha + history.age
      return chanceAlive(history) * -Math.expm1((r + history.frequency) * Math.log(span / (span + duration)))
    },
  }
}

/**
 * The mean of (1 - e^(-rate p duration)) / p over rate ~ gamma(shape, span) and p ~ beta(a, b): repeats to expect of somebody
 * who is alive for sure. Fader, Hardie and Lee, eq. 9 and 10, after Euler's transformation, which takes the large
 * parameters of frequent buyers out of the hypergeometric function.
 */
function expectedOfAlive(shape: number, span: number, a: number, b: number, duration: number): number {
  if (duration <= 0) return 0
  // At a = 1 the formula is 0 / 0, its limit the mean of its neighbours.
  const step = 1e-5
  if (Math.abs(a - 1) < step) {
    const [below, above] = [1 - 2 * step, 1 + 2 * step].map((near) =>
      expectedOfAlive(shape, span, near, b, duration),
    )
    return ((below as number) + (above as number)) / 2
  }
  const gone = duration / (span + duration)
  const left = span / (span + duration)
  const kept = left ** (a - 1) * hypergeometric(a + b - 1 - shape, a - 1, a + b - 1, gone)
  return ((a + b - 1) / (a - 1)) * (1 - kept)
}
