import { visitsOf } from '../../features/product-views.ts'
import { hash53 } from '../../kernel/hash.ts'
import type { LearningExample } from '../trainable.ts'
import { OrderGatherer, type OrderList } from './order-list.ts'

/** Products of an order or visit that are looked at, the first ones; a longer one is a restaurant's, a robot's, or a mistake. */
const mostProducts = 200
/** A row has place for so many; what has more takes several rows. Most orders have few. */
const placesOfRow = 5

/** Numbers a row: when, by whom, which order (above 0) or visit (below 0), the hashes of products, zeros behind them. */
export const productOrderWidth = 3 + placesOfRow

/** Rows of everything a customer bought together, and of everything looked at in one visit. */
export function productOrderRows(
  { customerId, purchases, views = [] }: LearningExample,
  asOfMs: number,
): Float64Array[] {
  const customer = hash53(customerId)
  const bought = purchases.flatMap(({ isCancelled, placedAt, orderKey, lines }) => {
    if (isCancelled || placedAt > asOfMs) return []
    const products = lines.filter(({ quantity }) => quantity > 0).map(({ productId }) => hash53(productId))
    return rowsOfGroup([placedAt, customer, hash53(orderKey)], [...new Set(products)])
  })
  const visited = visitsOf(views.filter(({ at }) => at <= asOfMs)).flatMap((visit) => {
    const endedAt = visit.at(-1)?.at ?? 0
    const products = visit.map(({ productId }) => hash53(productId))
    if (new Set(products).size < 2) return []
    return rowsOfGroup([endedAt, customer, -hash53(`${customerId} ${endedAt}`)], products)
  })
  return [...bought, ...visited]
}

function rowsOfGroup(head: readonly [number, number, number], products: readonly number[]): Float64Array[] {
  const rows: Float64Array[] = []
  for (let from = 0; from < Math.min(products.length, mostProducts); from += placesOfRow) {
    const row = new Float64Array(productOrderWidth)
    row.set([...head, ...products.slice(from, Math.min(from + placesOfRow, mostProducts))])
    rows.push(row)
  }
  return rows
}

/** Orders and visits with products by number, and the hash of each number's product. */
export interface NumberedOrders {
  /** The earliest first. */
  readonly orders: OrderList
  /** What was looked at in one visit, each with the moment of its end. */
  readonly visits: OrderList
  readonly productHashes: readonly number[]
  /** So many of the products were bought; those behind them are only known by name. */
  readonly soldCount: number
}

/**
 * Reads the rows. Products get their numbers by the orders they are in, the most bought first, so that those with low numbers are
 * the ones most is known of; behind them come `others` that nobody bought. Whatever else was looked at is left out.
 */
export function readProductOrders(numbers: Float64Array, others: Iterable<number> = []): NumberedOrders {
  const inOrder = rowsInOrder(numbers)
  const numberOf = new Map<number, number>()
  const productHashes = soldByCount(numbers)
  const soldCount = productHashes.length
  for (const [number, hash] of productHashes.entries()) numberOf.set(hash, number)
  for (const hash of [...others].sort((left, right) => left - right)) {
    if (numberOf.has(hash)) continue
    numberOf.set(hash, productHashes.length)
    productHashes.push(hash)
  }
  const { orderRows, visitRows } = countRows(numbers)
  const orders = new OrderGatherer(orderRows, orderRows * placesOfRow)
  const visits = new OrderGatherer(visitRows, visitRows * placesOfRow)
  let group = 0
  for (const row of inOrder) {
    const from = row * productOrderWidth
    const [at, customer, ofRow] = [numbers[from] ?? 0, numbers[from + 1] ?? 0, numbers[from + 2] ?? 0]
    const list = ofRow > 0 ? orders : visits
    if (ofRow !== group) list.begin(customer, at)
    group = ofRow
    for (let place = 3; place < productOrderWidth; place += 1) {
      const number = numberOf.get(numbers[from + place] ?? 0)
      if (number !== undefined) list.add(number)
    }
  }
  return { orders: orders.list(), visits: visits.list(), productHashes, soldCount }
}

function countRows(numbers: Float64Array): { orderRows: number; visitRows: number } {
  let orderRows = 0
  for (let from = 0; from < numbers.length; from += productOrderWidth) {
    if ((numbers[from + 2] ?? 0) > 0) orderRows += 1
  }
  return { orderRows, visitRows: numbers.length / productOrderWidth - orderRows }
}

/** Row numbers by time, the rows of one order together and as they were written. */
function rowsInOrder(numbers: Float64Array): Uint32Array {
  const rows = Uint32Array.from({ length: numbers.length / productOrderWidth }, (_, row) => row)
  const figure = (row: number, place: number) => numbers[row * productOrderWidth + place] ?? 0
  return rows.sort(
    (left, right) =>
      figure(left, 0) - figure(right, 0) ||
      figure(left, 1) - figure(right, 1) ||
      figure(left, 2) - figure(right, 2) ||
      left - right,
  )
}

/** The hashes of what was bought, that of the most orders first. */
function soldByCount(numbers: Float64Array): number[] {
  const counts = new Map<number, number>()
  for (let from = 0; from < numbers.length; from += productOrderWidth) {
    if ((numbers[from + 2] ?? 0) <= 0) continue
    for (let place = 3; place < productOrderWidth; place += 1) {
      const hash = numbers[from + place] ?? 0
      if (hash !== 0) counts.set(hash, (counts.get(hash) ?? 0) + 1)
    }
  }
  return [...counts]
    .sort(([left, leftCount], [right, rightCount]) => rightCount - leftCount || left - right)
    .map(([hash]) => hash)
}
