import type { ForecastSpread } from '../intervals/spread.ts'

/** What is asked of one series. */
export interface ForecastRequest {
  /** Points in a season; 1: none. */
  readonly season: number
  readonly longerSeasons?: readonly number[]
  /** Points to forecast, 1 to 1,000. */
  readonly horizon: number
  /** The series counts things: neither forecasts nor intervals go below zero. */
  readonly nonNegative?: boolean
}

/**
 * Why a plain method stands in for the combination: it was beaten by seasonal naive on its own backtest, there are too few points
 * to choose anything by, or nothing was ever sold.
 */
export type Fallback = 'seasonal-naive' | 'too-short' | 'all-zero'

/** A forecast of one series with how it came about. Plain data. */
export interface SeriesForecast {
  readonly points: Float64Array
  readonly spread: ForecastSpread
  /** The models with their shares, which add up to one. */
  readonly members: readonly { readonly name: string; readonly weight: number }[]
  readonly fallback: Fallback | null
  /** Mean absolute errors over the backtest; null where there were too few points for one. */
  readonly backtest: { readonly origins: number; readonly error: number; readonly naiveError: number } | null
  /** Missing points that were filled and impossible ones that were lowered before. */
  readonly repaired: { readonly gaps: number; readonly spikes: number }
}

export const longestHorizon = 1000
