import type { SmoothingForm, SmoothingRates } from './smoothing-model.ts'

/** The variables of a search for rates: the level's; the slope's as a share of that; the season's as a share of what the level leaves; the damping. */
export interface SmoothingVariables {
  readonly low: readonly number[]
  readonly high: readonly number[]
  /** Where a search begins that knows nothing. */
  readonly usual: readonly number[]
  /** Far from there on either side: where level and slope follow fast, and where slowly. */
  readonly fast: readonly number[]
  readonly slow: readonly number[]
  ratesAt(point: ArrayLike<number>): SmoothingRates
  pointOf(rates: SmoothingRates): number[]
}

export const lowestRate = 1e-4
export const highestRate = 0.9999

/** Those of a form, within the usual bounds (level 0.0001..0.9999, slope below level, season below 1 - level, damping 0.8..0.98; Hyndman and Khandakar 2008). */
export function smoothingVariables({ trend, season }: SmoothingForm): SmoothingVariables {
  const hasSlope = trend !== 'none'
  const hasSeason = season !== 'none'
  const hasDamping = trend === 'damped'
  const seasonAt = hasSlope ? 2 : 1
  const dampingAt = seasonAt + (hasSeason ? 1 : 0)
  const choose = <Value>(level: Value, slope: Value, ofSeason: Value, damping: Value): Value[] => [
    level,
    ...(hasSlope ? [slope] : []),
    ...(hasSeason ? [ofSeason] : []),
    ...(hasDamping ? [damping] : []),
  ]
  return {
    low: choose(lowestRate, lowestRate, lowestRate, 0.8),
    high: choose(highestRate, highestRate, highestRate, 0.98),
    usual: choose(hasSeason ? 0.2 : 0.4, 0.1, 0.1, 0.96),
    fast: choose(0.9, 0.5, 0.1, 0.8),
    slow: choose(0.05, 0.3, 0.1, 0.9),
    ratesAt(point) {
      const level = point[0] as number
      return {
        level,
        slope: hasSlope ? (point[1] as number) * level : 0,
        season: hasSeason ? (point[seasonAt] as number) * (1 - level) : 0,
        damping: hasDamping ? (point[dampingAt] as number) : 1,
      }
    },
    pointOf: (rates) =>
      choose(rates.level, rates.slope / rates.level, rates.season / (1 - rates.level), rates.damping),
  }
}
