import type { AbcBorders } from '#shared/demand/abc-xyz.ts'
import type { DemandKnowledge } from '#shared/demand/demand-knowledge.ts'
import type { LeafLane } from '#shared/demand/forecast-leaf.ts'
import type { ItemDemand } from '#shared/demand/item-demand.ts'
import { type LatePlaces, withoutLateDays } from '#shared/demand/late-places.ts'
import { type NodeDemand, nodeKey } from '#shared/demand/node-demand.ts'
import type { StockOutEnds } from '#shared/sales/goods-back.ts'
import type { SoldItem } from '#shared/sales/sale.ts'
import { leftBy, readJson } from './forecast-cursor.ts'
import type { ForecastPorts } from './forecast-ports.ts'
import { type NodeSums, yearRevenueMinor } from './node-sums.ts'

/** What the phase that learns leaves for those after it, as JSON. */
export interface LearnedSales {
  readonly knowledge: DemandKnowledge
  /** Categories by which sales are added up; all others are one, named ''. */
  readonly categories: readonly string[]
  /** By place. */
  readonly regions: Readonly<Record<string, string>>
  readonly borders: AbcBorders
  /** Items that brought so much in a year are worth a search among models. */
  readonly fullFromMinor: number
  readonly itemCount: number
  /** Items in places. */
  readonly seriesCount: number
  /** How stock-outs of the sample went on; undefined in what was learned before that was looked at. */
  readonly stockOutEnds?: StockOutEnds
}

/** What was learned, with what is asked of it. */
export interface OpenedSales extends LearnedSales {
  readonly late: LatePlaces
  regionOf(storeId: string): string
  /** The name under which an item's category is added up. */
  groupOf(item: Pick<SoldItem, 'category'>): string
  /** The key of the node in which an item in a place is added up. */
  pairOf(item: Pick<SoldItem, 'category'>, storeId: string): string
}

export async function readLearned(name: string | null, ports: ForecastPorts): Promise<OpenedSales> {
  const learned = await readJson<LearnedSales>(leftBy(name), ports)
  const categories = new Set(learned.categories)
  const regionOf = (storeId: string) => ownEntry(learned.regions, storeId) ?? ''
  const groupOf: OpenedSales['groupOf'] = ({ category }) => {
    return category !== null && categories.has(category) ? category : ''
  }
  const pairOf: OpenedSales['pairOf'] = (item, storeId) => {
    const place = { storeId, category: groupOf(item), region: regionOf(storeId) }
    return nodeKey({ level: 'category-store', ...place })
  }
  return { ...learned, late: learned.knowledge.basis.late ?? {}, regionOf, groupOf, pairOf }
}

/** The nodes of a run: what late places have not told is missing. */
export function knownNodes(sums: NodeSums, { regionOf, late }: OpenedSales): NodeDemand[] {
  return withoutLateDays(sums.nodes(regionOf), late, regionOf)
}

/** How the item is forecast: with a search among models when it brings enough. */
export function laneOf(item: ItemDemand, { fullFromMinor }: Pick<LearnedSales, 'fullFromMinor'>): LeafLane {
  return yearRevenueMinor(item) >= fullFromMinor ? 'full' : 'tail'
}

function ownEntry(entries: Readonly<Record<string, string>>, name: string): string | undefined {
  return Object.hasOwn(entries, name) ? entries[name] : undefined
}
