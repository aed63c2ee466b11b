import * as z from 'zod'

/** Products known by a hash of their id, each with how many came back of how many customers who had bought it. */
export type ProductReturns = ReadonlyMap<number, readonly [returned: number, buyers: number]>

export const productReturnsSchema = z.strictObject({
  baseRate: z.number().min(0).max(1),
  products: z.array(z.tuple([z.number(), z.number(), z.number()])),
})

/** What is known of products: their share of customers who came back, and that of all customers. */
export interface ReturnRates {
  readonly baseRate: number
  readonly products: ProductReturns
}

/** Customers that the base rate counts as, in the rate of a product: few buyers say little. */
const priorBuyers = 20
const fewestBuyers = 3
const mostProducts = 20_000

/** What a customer had bought, and whether they came back. */
export interface ReturnOutcome {
  readonly products: readonly number[]
  readonly cameBack: boolean
}

/** Counts over customers, each once: several rows of one would tell each other their outcomes. */
export function countReturns(customers: Iterable<ReturnOutcome>): ReturnRates {
  const counts = new Map<number, [number, number]>()
  let [returned, rowCount] = [0, 0]
  for (const { products, cameBack } of customers) {
    rowCount += 1
    if (cameBack) returned += 1
    for (const product of products) {
      const count = counts.get(product)
      if (count === undefined) counts.set(product, [cameBack ? 1 : 0, 1])
      else {
        count[0] += cameBack ? 1 : 0
        count[1] += 1
      }
    }
  }
  const kept = [...counts]
    .filter(([, [, buyers]]) => buyers >= fewestBuyers)
    .sort(([leftId, [, left]], [rightId, [, right]]) => right - left || leftId - rightId)
    .slice(0, mostProducts)
  return { baseRate: rowCount === 0 ? 0 : returned / rowCount, products: new Map(kept) }
}

/**
 * The mean over products of the share of their buyers who came back, each drawn towards the base rate by
 * {@link priorBuyers} (the mean encoding of Micci-Barreca, 2001). `own`: what was counted of the customer who is asked about,
 * which is left out; else it would tell the outcome that is to be learned.
 */
export function returnRateOf(
  products: readonly number[],
  { baseRate, products: counts }: ReturnRates,
  own: ReturnOutcome | null = null,
): number {
  const ownProducts = new Set(own?.products)
  let [sum, known] = [0, 0]
  for (const product of products) {
    const count = counts.get(product)
    if (count === undefined) continue
    const isOwn = ownProducts.has(product)
    const returned = count[0] - (isOwn && own?.cameBack === true ? 1 : 0)
    const buyers = count[1] - (isOwn ? 1 : 0)
    sum += (returned + priorBuyers * baseRate) / (buyers + priorBuyers)
    known += 1
  }
  return known === 0 ? baseRate : sum / known
}

export function returnRatesToArtifact({
  baseRate,
  products,
}: ReturnRates): z.infer<typeof productReturnsSchema> {
  return {
    baseRate,
    products: [...products].map(([product, [returned, buyers]]) => [product, returned, buyers]),
  }
}

export function readReturnRates(artifact: z.infer<typeof productReturnsSchema>): ReturnRates {
  return {
    baseRate: artifact.baseRate,
    products: new Map(artifact.products.map(([product, returned, buyers]) => [product, [returned, buyers]])),
  }
}
