import { type Failure, fail, type Result, succeed } from '../kernel/result.ts'

/** Why a model learned nothing of a series: it is too short, or holds what the model cannot take (NaN, zero or below). */
export interface ForecastFailure extends Failure {
  readonly kind: 'not-enough-data' | 'invalid-data'
  readonly retryable: false
}

/** What is known of a series besides its values. */
export interface SeriesShape {
  /** Points in a season (12 for months, 7 for days); 1: none. */
  readonly season: number
  /** Further, longer seasons, for models that take several (days: 365 beside 7). */
  readonly longerSeasons?: readonly number[]
}

/** A model with what it learned of one series. */
export interface FittedForecaster {
  /** The next `horizon` points, one number each. Always finite. */
  forecast(horizon: number): Float64Array
  /** Actual minus forecast one step before, for the last points of the series, in order; the first few have no forecast. */
  readonly residuals: Float64Array
  /**
   * The same form with its parameters fitted to the first points of the series, as many as each of `stretches` holds (shortest first): much cheaper than choosing the form anew. The search of a stretch
   * begins where that of the one before ended, and the first from nothing, so that none knows what came after it. Absent where there is no form to choose; null for a stretch that is too short for it.
   */
  refit?(stretches: readonly Float64Array[]): (FittedForecaster | null)[]
}

/**
 * A way of forecasting, as a value. `fit` changes neither the series nor the shape, takes no chance, and answers a failure instead of a
 * forecast that is no number.
 */
export interface Forecaster {
  /** Its name in the field: `seasonal-naive`, `dynamic-optimised-theta`. */
  readonly name: string
  fit(series: Float64Array, shape: SeriesShape): Result<FittedForecaster, ForecastFailure>
}

/** The largest absolute value a model takes; beyond it sums of squares lose their meaning. */
const largestValue = 1e100

/** A failure when the series has fewer than `atLeast` points or one that is no ordinary number; else null. */
export function refuseSeries(series: Float64Array, atLeast: number): ForecastFailure | null {
  for (let at = 0; at < series.length; at++) {
    const value = series[at] as number
    if (!(Math.abs(value) <= largestValue)) {
      return { kind: 'invalid-data', message: `Point ${at + 1} is ${value}.`, retryable: false }
    }
  }
  if (series.length >= atLeast) return null
  const message = `There are ${series.length} points, and ${atLeast} are needed.`
  return { kind: 'not-enough-data', message, retryable: false }
}

/** `refuseSeries` as a result around what is made of a good series. */
export function fitWhen(
  refused: ForecastFailure | null,
  make: () => FittedForecaster,
): Result<FittedForecaster, ForecastFailure> {
  return refused === null ? succeed(make()) : fail(refused)
}
