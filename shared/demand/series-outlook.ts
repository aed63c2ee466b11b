import type { DemandClass } from '../forecasting/demand-class.ts'
import type { XyzClass } from './abc-xyz.ts'
import type { ForecastLane } from './forecast-levels.ts'
import type { Outlook } from './outlook.ts'

/** The outlook of one series and how it came about. */
export interface SeriesOutlook {
  /** '' online, and for an item over all places. */
  readonly storeId: string
  readonly outlook: Outlook
  readonly demandClass: DemandClass
  readonly xyzClass: XyzClass
  readonly lane: ForecastLane
  /** Models with their shares, largest first. */
  readonly members: readonly (readonly [string, number])[]
  /** Why a plain method stands in; null when none does. */
  readonly fallback: string | null
  /** Smallest units of the tenant's currency for one unit, lately; null when nobody knows. */
  readonly unitPriceMinor: number | null
  readonly unitsLast28: number
  /** Days in which nothing could be sold, of the last 91. */
  readonly stockOutDays: number
  /** Days since 1970-01-01; null: none. */
  readonly firstSaleDay: number | null
}

/** An item in its places and altogether; the blocks of `whole` are the sums of those of `leaves`. Null: it has sold nothing for a year. */
export interface ItemForecast {
  readonly leaves: readonly SeriesOutlook[]
  readonly whole: SeriesOutlook | null
}
