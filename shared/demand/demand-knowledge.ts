import type { SharePool } from '../forecasting/selection/share-pool.ts'
import type { Abroad } from './abroad.ts'
import type { CalendarDay } from './calendar-day.ts'
import type { CalendarEffect } from './calendar-effects.ts'
import type { ItemTrees } from './item-trees.ts'
import type { LaunchProfile } from './launch-profile.ts'
import type { OutlookBasis } from './outlook.ts'
import type { PriceResponse } from './price-response.ts'

/** What one run learned of a shop, for the forecasts of all its items. Plain data that can be kept as JSON. */
export interface DemandKnowledge {
  readonly basis: OutlookBasis
  /** All days that sell otherwise, known and ahead. */
  readonly calendar: readonly CalendarDay[]
  /** Places that have the holidays of another country. */
  readonly abroad: Abroad
  /** What such days do. */
  readonly effects: readonly CalendarEffect[]
  /** By category ('' for all others), 52 numbers: how much more is sold in each block of a year than in a usual one. The first is the first block ahead. */
  readonly seasons: Readonly<Record<string, readonly number[]>>
  /** By category ('' for all others): how far off a block ahead may be because the season is not known better, as a share of the block. */
  readonly seasonDoubts: Readonly<Record<string, number>>
  /** By category ('' for all others): the share of each weekday in a plain week, Monday first. */
  readonly weekdayShares: Readonly<Record<string, readonly number[]>>
  /** The same by place, of all items together. */
  readonly placeShares: Readonly<Record<string, readonly number[]>>
  /** How the candidates of the tail lane weigh. */
  readonly tailWeights: readonly number[]
  /** What a search among models is worth beside the tail lane. */
  readonly lanes: SharePool
  /** Trees over all items; null where they are not worth it. */
  readonly itemTrees: ItemTrees | null
  /** Errors of a block h ahead are h to this power times those of the first. */
  readonly errorGrowth: number
  /** By category ('' for all others): how what is new sells. */
  readonly launches: Readonly<Record<string, LaunchProfile>>
  /** By category ('' for all others): what prices and promotions did. */
  readonly responses: Readonly<Record<string, PriceResponse>>
}

/** The entry of a category, or that of all others. */
export function ofCategory<Entry>(entries: Readonly<Record<string, Entry>>, category: string | null): Entry {
  const own = category !== null && Object.hasOwn(entries, category) ? entries[category] : undefined
  return own ?? (entries[''] as Entry)
}
