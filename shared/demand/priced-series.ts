import type { DailySeries } from './demand-rhythm.ts'

/** What is told of a series besides its forecast: only its units, days and money count. */
export interface PricedSeries extends DailySeries {
  readonly revenueMinor: Float64Array
}
