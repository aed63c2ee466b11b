import { dayMs } from '../../kernel/time.ts'
import { collectItemSets, type ItemSets } from '../../ml/recommenders/item-sets.ts'

/** What training knows of an order that was not cancelled. Products are numbers: their places in the tenant's list of products. */
export interface PlacedOrder {
  /** Whatever tells customers apart; null where nobody knows who it was. */
  readonly customerId: string | number | null
  /** UTC epoch ms. */
  readonly placedAt: number
  readonly items: readonly number[]
}

/** After so many days a sale counts half. */
const popularityHalfLifeDays = 30

/** Orders up to now as sets of products; those a wrong clock put into the future are left out. */
export function itemSetsOfOrders(
  orders: Iterable<PlacedOrder>,
  productCount: number,
  nowMs: number,
): ItemSets {
  return collectItemSets(setsUntil(orders, nowMs), productCount)
}

function* setsUntil(orders: Iterable<PlacedOrder>, nowMs: number) {
  for (const { items, placedAt } of orders) if (placedAt <= nowMs) yield { items, at: placedAt }
}

/** How much each product is bought now: orders with it, each counting half after 30 days. */
export function popularityOf(sets: ItemSets, nowMs: number): Float32Array {
  const popularity = new Float32Array(sets.itemCount)
  for (let set = 0; set < sets.setCount; set += 1) {
    const weight = 2 ** (-(nowMs - (sets.times[set] as number)) / dayMs / popularityHalfLifeDays)
    for (let at = sets.starts[set] as number; at < (sets.starts[set + 1] as number); at += 1) {
      const item = sets.items[at] as number
      popularity[item] = (popularity[item] as number) + weight
    }
  }
  return popularity
}
