import type { PlacedOrder } from './placed-order.ts'

/** As many buyers as this, who bought again as often as those of any product do, are added to each product's own. */
const priorBuyers = 10

/** From this share of buyers on a product counts as one that is bought again and again. */
export const repeatProductRate = 0.25

/**
 * For each product the share (0 to 1) of its buyers who bought it in a second order, drawn towards the share of all
 * products where it has few buyers. Orders of nobody known are left out. Zeros when nobody bought anything.
 */
export function repeatRates(orders: Iterable<PlacedOrder>, productCount: number): Float32Array {
  const timesBought = new Map<string, Map<number, number>>()
  for (const { customerId, items } of orders) {
    if (customerId === null) continue
    const bought = timesBought.get(customerId) ?? new Map<number, number>()
    timesBought.set(customerId, bought)
    for (const item of new Set(items)) bought.set(item, (bought.get(item) ?? 0) + 1)
  }
  const buyers = new Uint32Array(productCount)
  const repeaters = new Uint32Array(productCount)
  for (const bought of timesBought.values()) {
    for (const [item, times] of bought) {
      if (item >= productCount) continue
      buyers[item] = (buyers[item] as number) + 1
      if (times >= 2) repeaters[item] = (repeaters[item] as number) + 1
    }
  }
  const sum = (counts: Uint32Array) => counts.reduce((total, count) => total + count, 0)
  const overall = sum(repeaters) / Math.max(1, sum(buyers))
  return Float32Array.from(
    buyers,
    (count, item) => ((repeaters[item] as number) + priorBuyers * overall) / (count + priorBuyers),
  )
}
