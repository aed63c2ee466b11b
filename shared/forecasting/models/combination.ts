import { fail, succeed } from '../../kernel/result.ts'
import type { FittedForecaster, Forecaster, ForecastFailure } from '../forecaster.ts'

/** How several forecasts of a point become one: their mean, their median, or their mean by weights of any sum. */
export type Blend = 'mean' | 'median' | readonly number[]

/** Several models together. One that cannot be fitted is left out with its weight; the failure is the last one's when none can. */
export function combination(name: string, members: readonly Forecaster[], blend: Blend): Forecaster {
  return {
    name,
    fit(series, shape) {
      const fitted: FittedForecaster[] = []
      const weights: number[] = []
      let failure: ForecastFailure = {
        kind: 'invalid-data',
        message: 'A combination needs a model with a weight.',
        retryable: false,
      }
      members.forEach((member, at) => {
        const weight = typeof blend === 'string' ? 1 : (blend[at] ?? 0)
        if (weight <= 0) return
        const result = member.fit(series, shape)
        if (result.ok) {
          fitted.push(result.value)
          weights.push(weight)
        } else {
          failure = result.failure
        }
      })
      if (fitted.length === 0) return fail(failure)
      const put = (parts: readonly Float64Array[]) =>
        blendForecasts(parts, blend === 'median' ? 'median' : weights)
      const shortest = Math.min(...fitted.map(({ residuals }) => residuals.length))
      return succeed({
        residuals: put(fitted.map(({ residuals }) => residuals.subarray(residuals.length - shortest))),
        forecast: (horizon) => put(fitted.map((member) => member.forecast(horizon))),
      })
    },
  }
}

/** Blends forecasts of equal length, point by point. Weights are made to add up to one. */
export function blendForecasts(forecasts: readonly Float64Array[], blend: Blend): Float64Array {
  const length = forecasts[0]?.length ?? 0
  if (blend === 'median') {
    const middle = (forecasts.length - 1) / 2
    return Float64Array.from({ length }, (_, at) => {
      const sorted = Float64Array.from(forecasts, (forecast) => forecast[at] as number).sort()
      return ((sorted[Math.floor(middle)] as number) + (sorted[Math.ceil(middle)] as number)) / 2
    })
  }
  const weights = blend === 'mean' ? forecasts.map(() => 1) : blend
  const whole = weights.reduce((sum, weight) => sum + weight, 0)
  const result = new Float64Array(length)
  forecasts.forEach((forecast, of) => {
    const share = (weights[of] as number) / whole
    for (let at = 0; at < length; at++) {
      result[at] = (result[at] as number) + share * (forecast[at] as number)
    }
  })
  return result
}
