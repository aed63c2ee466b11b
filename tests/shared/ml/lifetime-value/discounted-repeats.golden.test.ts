import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { bgNbd, mbgNbd } from '#shared/ml/lifetime-value/beta-geometric.ts'
import { discountedRepeats } from '#shared/ml/lifetime-value/discounted-repeats.ts'
import { gammaGamma } from '#shared/ml/lifetime-value/gamma-gamma.ts'
import { paretoNbd } from '#shared/ml/lifetime-value/pareto-nbd.ts'
import { fitted } from '../estimator-contract.ts'

/** What other programs come to with the published parameters of CDNOW; times in weeks. */
const golden = JSON.parse(
  readFileSync(new URL('fixtures/discounted-values.json', import.meta.url), 'utf8'),
) as {
  bgNbd: { r: number; alpha: number; a: number; b: number }
  gammaGamma: { p: number; q: number; v: number }
  paretoNbd: { r: number; alpha: number; s: number; beta: number }
  histories: { frequency: number; recency: number; age: number; meanValue: number }[]
  expectedValue: number[]
  discounted: { months: number; monthlyDiscountRate: number; values: number[] }[]
  dert: { annualDiscountRate: number; values: number[] }
}

/** As the other program has it. */
const monthLength = 4.345
const spending = fitted(
  gammaGamma.read({ kind: 'gamma-gamma', parameters: golden.gammaGamma, logLikelihood: 0 }),
)

describe('the lifetime value of BG/NBD and Gamma-Gamma', () => {
  const { r, alpha, a, b } = golden.bgNbd
  const formulas = bgNbd.formulas([r, alpha, a, b])

  it.each(golden.discounted)(
    'over $months months at $monthlyDiscountRate is what others come to',
    ({ months, monthlyDiscountRate, values }) => {
      for (const [person, history] of golden.histories.entries()) {
        const value = spending.expectedValue(history.frequency, history.meanValue)
        expect(value).toBeCloseTo(golden.expectedValue[person] ?? Number.NaN, 6)
        const found = discountedRepeats(formulas, history, { months, monthLength, monthlyDiscountRate })
        expect((value * found.discounted) / (values[person] ?? Number.NaN)).toBeCloseTo(1, 6)
        expect(found.expected).toBeCloseTo(formulas.expectedFurther(history, months * monthLength), 9)
      }
    },
  )
})

describe('discounted repeats', () => {
  it('over a hundred years come to the discounted expected residual transactions of Pareto/NBD', () => {
    const { r, alpha, s, beta } = golden.paretoNbd
    const formulas = paretoNbd.formulas([r, alpha, s, beta])
    const monthlyDiscountRate = (1 + golden.dert.annualDiscountRate) ** (1 / 12) - 1
    for (const [person, history] of golden.histories.entries()) {
      const { discounted } = discountedRepeats(formulas, history, {
        months: 1_200,
        monthLength: 52 / 12,
        monthlyDiscountRate,
      })
      // A month's repeats are discounted from its end on, half a month later than they come on average.
      const atOnce = discounted * (1 + monthlyDiscountRate) ** 0.5
      expect(atOnce / (golden.dert.values[person] ?? Number.NaN)).toBeCloseTo(1, 2)
    }
  })

  it('are fewer than all repeats, and fewer the more is discounted', () => {
    const formulas = mbgNbd.formulas([0.5, 40, 0.8, 2.5])
    const history = { frequency: 3, recency: 200, age: 260 }
    const at = (monthlyDiscountRate: number) =>
      discountedRepeats(formulas, history, { months: 24, monthLength: 30.4375, monthlyDiscountRate })
    expect(at(0).discounted).toBeCloseTo(at(0).expected, 12)
    expect(at(0.01).discounted).toBeLessThan(at(0).discounted)
    expect(at(0.02).discounted).toBeLessThan(at(0.01).discounted)
    expect(at(0.02).expected).toBe(at(0).expected)
  })
})
