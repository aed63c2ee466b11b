import type { ForecastLevel } from './forecast-levels.ts'

/** What was sold day by day of all items of a group together. The last number is the last day that is known whole. */
export interface NodeDemand {
  readonly level: ForecastLevel
  /** '' where the level has none; a store '' is online. */
  readonly storeId: string
  readonly category: string
  readonly region: string
  /** Days since 1970-01-01 of the first number. */
  readonly firstDay: number
  readonly units: Float64Array
  /** Smallest units of the tenant's currency. */
  readonly revenueMinor: Float64Array
}

/** What tells nodes apart. */
export type NodePlace = Pick<NodeDemand, 'level' | 'storeId' | 'category' | 'region'>

/** One text for one node. */
export function nodeKey({ level, storeId, category, region }: NodePlace): string {
  return JSON.stringify([level, storeId, category, region])
}

const mostPairs = 600

/**
 * The categories that get nodes of their own: the largest, as long as they and the places make no more than some 600 pairs. All others
 * are one, named ''.
 *
 * @param unitsByCategory units sold of each, lately
 */
export function nodeCategories(
  unitsByCategory: ReadonlyMap<string, number>,
  storeCount: number,
): ReadonlySet<string> {
  const most = Math.max(0, Math.floor(mostPairs / Math.max(1, storeCount)) - 1)
  const largest = [...unitsByCategory]
    .filter(([category, units]) => category !== '' && units > 0)
    .sort(([one, units], [other, otherUnits]) => otherUnits - units || (one < other ? -1 : 1))
  return new Set(largest.slice(0, most).map(([category]) => category))
}
