import { hypergeometricOfOne } from '../../statistics/hypergeometric.ts'
import { logGamma } from '../../statistics/log-gamma.ts'
import type { RepeatHistory } from './repeat-history.ts'
import type { RepeatFormulas, RepeatLaw } from './repeat-model.ts'

/**
 * Pareto/NBD: people come at random with a rate of their own, gamma(r, alpha) over people, and drop out at any moment with
 * another, gamma(s, beta). Schmittlein, Morrison and Colombo 1987, "Counting your customers: who are they and what
 * will they do next?"; formulas as in Fader and Hardie 2005, "A note on deriving the Pareto/NBD model".
 */
export const paretoNbd: RepeatLaw = {
  kind: 'pareto-nbd',
  parameterNames: ['r', 'alpha', 's', 'beta'],
  timeParameters: ['alpha', 'beta'],
  logLikelihood:
    ({ frequency, recency, age, peopleCount }) =>
    (parameters) => {
      const [r, alpha, s, beta] = parameters as unknown as [number, number, number, number]
      const ofAll = r * Math.log(alpha) - logGamma(r)
      let lastFrequency = -1
      let ofFrequency = 0
      let sum = 0
      for (let row = 0; row < frequency.length; row += 1) {
        const x = frequency[row] as number
        if (x !== lastFrequency) {
          lastFrequency = x
          ofFrequency = ofAll + logGamma(r + x)
        }
        const span = alpha + (age[row] as number)
        const alive = -(r + x) * Math.log(span) - s * Math.log1p((age[row] as number) / beta)
        const odds = logOddsOfGone(r, alpha, s, beta, x, recency[row] as number, age[row] as number)
        const either = odds > 0 ? odds + Math.log1p(Math.exp(-odds)) : Math.log1p(Math.exp(odds))
        sum += (peopleCount[row] as number) * (ofFrequency + alive + either)
      }
      return sum
    },
  formulas,
}

function formulas(parameters: readonly number[]): RepeatFormulas {
  const [r, alpha, s, beta] = parameters as [number, number, number, number]
  const chanceAlive = ({ frequency, recency, age }: RepeatHistory): number =>
    1 / (1 + Math.exp(logOddsOfGone(r, alpha, s, beta, frequency, recency, age)))
  return {
    chanceAlive,
    expectedOfNewcomer: (duration) => (r / alpha) * expectedLifetime(s, beta, duration),
    expectedFurther: (history, duration) =>
      chanceAlive(history) *
      ((r + history.frequency) / (alpha + history.age)) *
      expectedLifetime(s, beta + history.age, duration),
    chanceOfAny: (history, duration) =>
      chanceAlive(history) *
      chanceOfEvent(r + history.frequency, alpha + history.age, s, beta + history.age, duration),
  }
}

/**
 * The logarithm of the odds that this person has dropped out. With F(t) = 2F1(1, b; c; z) / ..., the difference of two
 * terms of eq. 19 and 20 of the note, each after Euler's transformation; as logarithms, since the terms themselves underflow
 * from some hundred repeats on.
 */
function logOddsOfGone(
  r: number,
  alpha: number,
  s: number,
  beta: number,
  x: number,
  recency: number,
  age: number,
): number {
  const all = r + s + x
  const atRecency = logTerm(r, alpha, s, beta, x, recency)
  const atAge = logTerm(r, alpha, s, beta, x, age)
  const difference = -Math.expm1(atAge - atRecency)
  if (!(difference > 0)) return Number.NEGATIVE_INFINITY
  return (
    Math.log(s / all) +
    (r + x) * Math.log(alpha + age) +
    s * Math.log(beta + age) +
    atRecency +
    Math.log(difference)
  )
}

/** log of 2F1(r+s+x, s+1 or r+x; r+s+x+1; |alpha-beta| / (larger + time)) / (larger + time)^(r+s+x). */
function logTerm(r: number, alpha: number, s: number, beta: number, x: number, time: number): number {
  const all = r + s + x
  if (alpha >= beta) {
    const span = alpha + time
    const tail = hypergeometricOfOne(r + x, all + 1, (alpha - beta) / span)
    return -s * Math.log((beta + time) / span) + Math.log(tail) - all * Math.log(span)
  }
  const span = beta + time
  const tail = hypergeometricOfOne(s + 1, all + 1, (beta - alpha) / span)
  return (1 - r - x) * Math.log((alpha + time) / span) + Math.log(tail) - all * Math.log(span)
}

/** How much of the next `duration` somebody alive is expected to stay; dropping out ~ Pareto(s, beta). */
function expectedLifetime(s: number, beta: number, duration: number): number {
  const logLeft = Math.log1p(duration / beta)
  // (1 - left^(s-1)) / (s-1), whose limit at s = 1 is the logarithm.
  const power = (s - 1) * logLeft
  return beta * logLeft * (Math.abs(power) < 1e-12 ? 1 : -Math.expm1(-power) / power)
}

/** Nodes and weights of Gauss and Legendre's rule with 12 points on -1..1, the positive half (DLMF table 3.5.4 extended). */
const gaussNodes = [
  0.125233408511469, 0.36783149899818, 0.587317954286617, 0.769902674194305, 0.904117256370475,
  0.981560634246719,
]
const gaussWeights = [
  0.249147045813403, 0.233492536538355, 0.203167426723066, 0.160078328543346, 0.106939325995318,
  0.047175336386512,
]

/**
 * The chance that somebody alive comes within `duration` and before dropping out: the integral over the chance `v` of not
 * having come yet, from its value at the end to 1, of the chance of still being there at that moment.
 */
function chanceOfEvent(shape: number, span: number, s: number, beta: number, duration: number): number {
  const end = Math.exp(-shape * Math.log1p(duration / span))
  const half = (1 - end) / 2
  let sum = 0
  for (let index = 0; index < gaussNodes.length; index += 1) {
    for (const side of [-1, 1]) {
      const notYet = end + half * (1 + side * (gaussNodes[index] as number))
      const moment = span * Math.expm1(-Math.log(notYet) / shape)
      sum += (gaussWeights[index] as number) * Math.exp(-s * Math.log1p(moment / beta))
    }
  }
  return half * sum
}
