import { describe, expect, it } from 'vitest'
import { discountedValue } from '#shared/ml/lifetime-value/discounted-value.ts'
import { paretoNbd } from '#shared/ml/lifetime-value/pareto-nbd.ts'

const formulas = paretoNbd.formulas([0.55, 10.58, 0.61, 11.67])
const history = { frequency: 4, recency: 25, age: 30 }

describe('discountedValue', () => {
  it('is the value of all repeats when nothing is discounted', () => {
    const options = { horizon: 52, discountRate: 0, discountPeriod: 52 }
    expect(discountedValue(formulas, history, 20, options)).toBeCloseTo(
      20 * formulas.expectedFurther(history, 52),
      10,
    )
  })

  it('equals the integral over thousands of moments', () => {
    const steps = 5000
    let sum = 0
    for (let step = 0; step < steps; step += 1) {
      const [from, to] = [(52 * step) / steps, (52 * (step + 1)) / steps]
      const expected = formulas.expectedFurther(history, to) - formulas.expectedFurther(history, from)
      sum += expected * Math.exp(-Math.log(1.1) * ((from + to) / 2 / 52))
    }
    const found = discountedValue(formulas, history, 1, {
      horizon: 52,
      discountRate: 0.1,
      discountPeriod: 52,
    })
    expect(found / sum).toBeCloseTo(1, 4)
  })
})
