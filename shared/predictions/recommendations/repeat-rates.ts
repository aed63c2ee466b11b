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
  const buyers = new Uint32Array(productCount)
  const repeaters = new Uint32Array(productCount)
  const pairs = boughtPairs(orders, productCount)
  for (let from = 0; from < pairs.length; ) {
    let to = from + 1
    while (to < pairs.length && pairs[to] === pairs[from]) to += 1
    const item = (pairs[from] as number) % productCount
    buyers[item] = (buyers[item] as number) + 1
    if (to - from >= 2) repeaters[item] = (repeaters[item] as number) + 1
    from = to
  }
  const sum = (counts: Uint32Array) => counts.reduce((total, count) => total + count, 0)
  const overall = sum(repeaters) / Math.max(1, sum(buyers))
  return Float32Array.from(
    buyers,
    (count, item) => ((repeaters[item] as number) + priorBuyers * overall) / (count + priorBuyers),
  )
}

/** One number for each product of each order of a known customer, the same for the same customer and product; sorted. */
function boughtPairs(orders: Iterable<PlacedOrder>, productCount: number): Float64Array {
  const customers = new Map<string | number, number>()
  let pairs = new Float64Array(1_024)
  let count = 0
  for (const { customerId, items } of orders) {
    if (customerId === null) continue
    const customer = customers.get(customerId) ?? customers.size
    customers.set(customerId, customer)
    for (const item of new Set(items)) {
      if (item >= productCount) continue
      if (count === pairs.length) {
        const larger = new Float64Array(2 * count)
        larger.set(pairs)
        pairs = larger
      }
      pairs[count] = customer * productCount + item
      count += 1
    }
  }
  return pairs.subarray(0, count).sort()
}
