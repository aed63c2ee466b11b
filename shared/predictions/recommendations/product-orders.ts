import { hash53 } from '../../kernel/hash.ts'
import type { LearningExample } from '../trainable.ts'
import type { PlacedOrder } from './placed-order.ts'

/** Products of an order that are looked at, the first ones; a longer order is a restaurant's, or a mistake. */
const productPlaces = 40

/** Numbers a row: when, by whom, how many products, their hashes. */
export const productOrderWidth = 3 + productPlaces

/** One row for each order in which something was bought. */
export function productOrderRows({ customerId, purchases }: LearningExample, asOfMs: number): Float64Array[] {
  const customer = hash53(customerId)
  return purchases.flatMap(({ isCancelled, placedAt, lines }) => {
    const bought = new Set(
      lines.filter(({ quantity }) => quantity > 0).map(({ productId }) => hash53(productId)),
    )
    if (isCancelled || placedAt > asOfMs || bought.size === 0) return []
    const row = new Float64Array(productOrderWidth)
    const products = [...bought].slice(0, productPlaces)
    row.set([placedAt, customer, products.length, ...products])
    return [row]
  })
}

/** Orders with products by number, and the hash of each number's product. */
export interface NumberedOrders {
  readonly orders: readonly PlacedOrder[]
  readonly productHashes: readonly number[]
}

/** Reads the rows, earliest order first; products get their numbers in the order in which they were first bought. */
export function readProductOrders(numbers: Float64Array): NumberedOrders {
  const rows = Array.from({ length: numbers.length / productOrderWidth }, (_, row) =>
    numbers.subarray(row * productOrderWidth, (row + 1) * productOrderWidth),
  ).sort((left, right) => (left[0] ?? 0) - (right[0] ?? 0))
  const numberOf = new Map<number, number>()
  const orders = rows.map((row): PlacedOrder => {
    const [placedAt = 0, customer = 0, count = 0] = row
    const items = [...row.subarray(3, 3 + count)].map((hash) => {
      const known = numberOf.get(hash)
      if (known !== undefined) return known
      numberOf.set(hash, numberOf.size)
      return numberOf.size - 1
    })
    return { customerId: String(customer), placedAt, items }
  })
  return { orders, productHashes: [...numberOf.keys()] }
}
