import { describe, expect, it } from 'vitest'
import { bgNbd } from '#shared/ml/lifetime-value/beta-geometric.ts'
import { gammaGamma } from '#shared/ml/lifetime-value/gamma-gamma.ts'
import { paretoNbd } from '#shared/ml/lifetime-value/pareto-nbd.ts'
import { repeatEstimator } from '#shared/ml/lifetime-value/repeat-estimator.ts'
import { fitted } from '../estimator-contract.ts'
import { cdnowSummary, isCdnowThere } from './cdnow.ts'

const bgNbdEstimator = repeatEstimator(bgNbd)
const paretoNbdEstimator = repeatEstimator(paretoNbd)

/**
 * Parameters and log-likelihood of the CDNOW sample as published: Fader, Hardie and Lee 2005 (BG/NBD, Pareto/NBD), Fader and
 * Hardie 2013 (Gamma-Gamma); three decimals where the test suite of the Python package `lifetimes` has them.
 */
describe.skipIf(!isCdnowThere)('on CDNOW', () => {
  const histories = () => cdnowSummary('cdnow_customers_summary.csv', { frequency: 1, recency: 2, age: 3 })
  const expectWithin = (
    found: Readonly<Record<string, number>>,
    published: Readonly<Record<string, number>>,
    share: number,
  ) => {
    for (const [name, value] of Object.entries(published)) {
      expect([name, Math.abs((found[name] as number) / value - 1) < share]).toEqual([name, true])
    }
  }

  it('BG/NBD has the published parameters, by maximum likelihood and as fitted unasked', () => {
    for (const options of [{ logDeviation: Number.POSITIVE_INFINITY }, {}]) {
      const { parameters, logLikelihood } = fitted(bgNbdEstimator.fit(histories(), options))
      expectWithin(parameters, { r: 0.243, alpha: 4.414, a: 0.793, b: 2.426 }, 0.005)
      expect(Math.abs(logLikelihood - -9582.43)).toBeLessThan(0.01)
    }
  })

  it('BG/NBD expects the published repeats', () => {
    const model = fitted(bgNbdEstimator.fit(histories()))
    expect(model.expectedFurther({ frequency: 2, recency: 30.43, age: 38.86 }, 39)).toBeCloseTo(1.226, 2)
  })

  it('Pareto/NBD has the published parameters by maximum likelihood', () => {
    const options = { logDeviation: Number.POSITIVE_INFINITY }
    const { parameters, logLikelihood } = fitted(paretoNbdEstimator.fit(histories(), options))
    expectWithin(parameters, { r: 0.553, alpha: 10.578, s: 0.606, beta: 11.669 }, 0.005)
    expect(Math.abs(logLikelihood - -9594.98)).toBeLessThan(0.01)
  })

  it('Gamma-Gamma has the published parameters, and expects the published values', () => {
    const file = 'cdnow_customers_summary_with_transactions.csv'
    const values = cdnowSummary(file, { frequency: 1, meanValue: 4 })
    const model = fitted(gammaGamma.fit(values))
    expectWithin(model.parameters, { p: 6.25, q: 3.74, v: 15.44 }, 0.005)
    const published = [24.65, 18.91, 35.17, 35.17, 35.17, 71.46, 18.91, 35.17, 27.28, 35.17]
    for (const [index, value] of published.entries()) {
      expect(Math.abs((model.predict(values)[index] as number) - value)).toBeLessThan(0.1)
    }
  })
})

describe('Pareto/NBD with given parameters', () => {
  it('expects the published repeats (lifetimes test suite, from the R package BTYD)', () => {
    const formulas = paretoNbd.formulas([0.5534, 10.578, 0.6061, 11.669])
    expect(formulas.expectedFurther({ frequency: 26, recency: 30.86, age: 31 }, 52)).toBeCloseTo(25.46, 1)
    const ofNewcomer = [
      0, 0.05077821, 0.09916088, 0.14542507, 0.1897993, 0.23247466, 0.27361274, 0.31335159, 0.35181024,
      0.38909211,
    ]
    for (const [weeks, expected] of ofNewcomer.entries()) {
      expect(Math.abs(formulas.expectedOfNewcomer(weeks) - expected)).toBeLessThan(0.01)
    }
  })

  it('does not jump where its terms underflow', () => {
    const formulas = paretoNbd.formulas([0.55, 10.58, 0.61, 11.67])
    const expected = [132, 133].map((frequency) =>
      formulas.expectedFurther({ frequency, recency: 200, age: 200 }, 10),
    )
    expect(expected[0]).toBeCloseTo(6.20605, 5)
    expect(expected[1]).toBeCloseTo(6.25287, 5)
  })
})
