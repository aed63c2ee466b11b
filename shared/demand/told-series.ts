import type { DemandClass } from '../forecasting/demand-class.ts'
import type { ForecastLane, ForecastLevel } from './forecast-levels.ts'
import type { Outlook, OutlookBasis } from './outlook.ts'

/** What was said of a series, kept to be compared with what came. */
export interface ToldSeries {
  readonly level: ForecastLevel
  /** '' where the level has none. */
  readonly sku: string
  readonly storeId: string
  readonly category: string
  readonly region: string
  readonly demandClass: DemandClass
  readonly lane: ForecastLane
  /** The model with the largest share. */
  readonly model: string
  readonly outlook: Outlook
}

/** Part of what was told: the items of some parts (see shared/sales/sku-bucket.ts), from the first to before the last. */
export interface ToldPart {
  readonly fromBucket: number
  readonly toBucket: number
  /** The key of its file. */
  readonly key: string
}

/** All that was told at once. */
export interface ToldForecasts {
  readonly asOfDay: number
  readonly basis: OutlookBasis
  /** Whether sums are of what was asked for, with what was missed for want of goods; undefined: they are of what was sold. */
  readonly countsMissed?: boolean
  /** What adds up from items. */
  readonly nodes: readonly ToldSeries[]
  readonly parts: readonly ToldPart[]
}

/** What tells series apart: an item's category and a place's region say no more about which it is. */
export function toldKey({
  level,
  sku,
  storeId,
  category,
  region,
}: Pick<ToldSeries, 'level' | 'sku' | 'storeId' | 'category' | 'region'>): string {
  if (sku !== '') return JSON.stringify([level, sku, storeId])
  return JSON.stringify([level, storeId, category, level === 'region' ? region : ''])
}
