import type { FittedForecaster, Forecaster, SeriesShape } from '../forecaster.ts'

/** The origins of a backtest (number of points known at each, latest first) and how far each forecasts. */
export interface BacktestPlan {
  readonly origins: readonly number[]
  readonly horizon: number
  /** How many times the horizon fits into all points that are forecast from any origin. */
  readonly testedHorizons: number
}

const fewestKnown = 8

/** Few origins half a horizon apart, for models that cost something to fit; every point for those that cost nothing. */
export const sparseOrigins: OriginSpacing = { most: 4, stepsPerHorizon: 2, seasonsBefore: 2 }
/** For what many series learn together: levels need no two seasons, and younger series shall have their say. */
export const panelOrigins: OriginSpacing = { most: 4, stepsPerHorizon: 2, seasonsBefore: 1 }
export const denseOrigins: OriginSpacing = { most: 16, stepsPerHorizon: 1000, seasonsBefore: 1 }

export interface OriginSpacing {
  readonly most: number
  readonly stepsPerHorizon: number
  /** Seasons of points that are to lie before an origin, as far as there are. */
  readonly seasonsBefore: number
}

/**
 * Rolling origins (Tashman 2000) at the end of a series of `count` points, each with its whole horizon inside the series and with some seasons of points, or 36, or half
 * of the series before it, whichever is least. A third of a short series is tested. No origins below twelve points.
 */
export function planBacktest(
  count: number,
  season: number,
  horizon: number,
  { most, stepsPerHorizon, seasonsBefore }: OriginSpacing = sparseOrigins,
): BacktestPlan {
  const tested = Math.min(horizon, Math.floor(count / 3))
  const last = count - tested
  if (tested < 1 || last < fewestKnown) return { origins: [], horizon: 0, testedHorizons: 0 }
  const needed = Math.max(fewestKnown, Math.min(seasonsBefore * season, 36, Math.floor(count / 2)))
  const step = Math.max(1, Math.ceil(tested / stepsPerHorizon))
  const origins = [last]
  while (origins.length < most) {
    const origin = last - origins.length * step
    if (origin < needed) break
    origins.push(origin)
  }
  const first = origins.at(-1) as number
  return { origins, horizon: tested, testedHorizons: (count - first) / tested }
}

/**
 * What a model would have forecast at each origin of the plan. The form is the one found on the whole series, fitted again to what was known then;
 * where that fails the last known value stands in.
 */
export function backtest(
  forecaster: Forecaster,
  fitted: FittedForecaster,
  series: Float64Array,
  shape: SeriesShape,
  plan: BacktestPlan,
): Float64Array[] {
  const stretches = plan.origins.map((origin) => series.subarray(0, origin))
  const shortestFirst = fitted.refit?.(stretches.toReversed())
  return stretches.map((known, of) => {
    const again = shortestFirst?.at(-1 - of)
    if (again !== undefined && again !== null) return again.forecast(plan.horizon)
    const fresh = forecaster.fit(known, shape)
    if (fresh.ok) return fresh.value.forecast(plan.horizon)
    return new Float64Array(plan.horizon).fill(known.at(-1) as number)
  })
}

/** Mean absolute error of backtest forecasts over all origins and steps. */
export function backtestError(
  forecasts: readonly Float64Array[],
  series: Float64Array,
  plan: BacktestPlan,
): number {
  let sum = 0
  plan.origins.forEach((origin, of) => {
    for (let step = 0; step < plan.horizon; step++) {
      sum += Math.abs((series[origin + step] as number) - (forecasts[of]?.[step] as number))
    }
  })
  return sum / (plan.origins.length * plan.horizon)
}
