import type { ForecastGrain } from './forecast-points.ts'
import { grainDays, type Period } from './period.ts'

/** How much of a forecast is asked for. */
export interface ForecastWindow {
  readonly grain: ForecastGrain
  /** Days or weeks ahead. */
  readonly horizon: number
  /** Days or weeks back. */
  readonly history: number
}

/** From the first day of the history to the last ahead. */
export function shownPeriod(asOfDay: number, { grain, horizon, history }: ForecastWindow): Period {
  const days = grainDays[grain]
  return { fromDay: asOfDay + 1 - history * days, toDay: asOfDay + horizon * days }
}
