import { expect, it } from 'vitest'
import { coverageRate, pinballLoss } from '#shared/forecasting/accuracy/interval-scores.ts'
import {
  biasRate,
  symmetricPercentageError,
  weightedPercentageError,
} from '#shared/forecasting/accuracy/percentage-errors.ts'
import {
  meanAbsoluteScaledError,
  overallWeightedAverage,
  rootMeanSquaredScaledError,
  weightedMean,
} from '#shared/forecasting/accuracy/scaled-errors.ts'

const actual = Float64Array.of(10, 0, 5)
const forecast = Float64Array.of(8, 0, 10)

it('measures by hand', () => {
  // 200 * 2 / 18, nothing for two zeros, 200 * 5 / 15.
  expect(symmetricPercentageError(actual, forecast)).toBeCloseTo((400 / 18 + 0 + 1000 / 15) / 3, 12)
  expect(weightedPercentageError(actual, forecast)).toBeCloseTo(7 / 15, 12)
  expect(biasRate(actual, forecast)).toBeCloseTo(3 / 15, 12)
  // Differences two apart in the history: 2 and 2. Neighbours after the leading zero: 1, 1, 3.
  expect(meanAbsoluteScaledError(actual, forecast, Float64Array.of(1, 2, 3, 0), 2)).toBeCloseTo(7 / 3 / 2, 12)
  expect(rootMeanSquaredScaledError(actual, forecast, Float64Array.of(0, 1, 2, 3, 0))).toBeCloseTo(
    Math.sqrt(29 / 3 / ((1 + 1 + 9) / 3)),
    12,
  )
  expect(weightedMean([1, null, 4], [3, 100, 1])).toBe(7 / 4)
  expect(overallWeightedAverage({ smape: 9, mase: 1 }, { smape: 10, mase: 2 })).toBeCloseTo(0.7, 12)
  expect(pinballLoss(Float64Array.of(10, 10), Float64Array.of(8, 11), 0.9)).toBeCloseTo((1.8 + 0.1) / 2, 12)
  expect(coverageRate(actual, Float64Array.of(9, 0, 6), Float64Array.of(10, 0, 7))).toBeCloseTo(2 / 3, 12)
})

it('says null, never NaN, where there is nothing to divide by', () => {
  const zeros = new Float64Array(3)
  expect(weightedPercentageError(zeros, actual)).toBeNull()
  expect(biasRate(zeros, actual)).toBeNull()
  expect(meanAbsoluteScaledError(actual, forecast, zeros, 1)).toBeNull()
  expect(rootMeanSquaredScaledError(actual, forecast, zeros)).toBeNull()
  expect(symmetricPercentageError(new Float64Array(0), new Float64Array(0))).toBeNull()
  expect(weightedMean([null], [1])).toBeNull()
})
