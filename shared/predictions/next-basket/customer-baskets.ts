import type { Purchase } from '../../features/purchase.ts'
import { dayMs } from '../../kernel/time.ts'
import type { OrderList } from '../recommendations/order-list.ts'

/** What somebody bought on one day; products are numbers. */
export interface Basket {
  /** Days since 1970, of UTC: all that counts is how far days are from each other. */
  readonly day: number
  readonly items: readonly number[]
}

/** Whatever tells customers apart, and what each bought, the earliest first. */
export interface CustomerBaskets {
  readonly customer: string | number
  readonly baskets: readonly Basket[]
}

/** Older baskets of a customer are not looked at: by then they weigh nothing. */
const mostBaskets = 40

/**
 * The baskets of everybody who ordered twice and more, by the customers' numbers; of more than `mostPeople` those of evenly spread ones. Products from
 * `itemCount` on are left out.
 */
export function basketsOfCustomers(
  orders: OrderList,
  itemCount: number,
  mostPeople: number,
): CustomerBaskets[] {
  let count = 0
  for (const together of orders.ofCustomers()) if (together.length > 1) count += 1
  const every = Math.max(1, count / mostPeople)
  const people: CustomerBaskets[] = []
  let place = 0
  for (const together of orders.ofCustomers()) {
    if (together.length < 2) continue
    // The first one at or behind each of evenly spread places.
    const isDrawn = Math.floor(place / every) !== Math.floor((place - 1) / every)
    place += 1
    if (!isDrawn) continue
    const days = new Map<number, Set<number>>()
    for (const { placedAt, items } of together) {
      addItems(
        days,
        placedAt,
        items.filter((item) => item < itemCount),
      )
    }
    people.push({ customer: together[0]?.customerId ?? 0, baskets: inOrder(days) })
  }
  return people
}

/** The baskets of one customer up to a moment, of the products that have a number. */
export function basketsOf(
  purchases: readonly Purchase[],
  nowMs: number,
  numberOf: (productId: string) => number | undefined,
): readonly Basket[] {
  const days = new Map<number, Set<number>>()
  for (const { isCancelled, placedAt, lines } of purchases) {
    if (isCancelled || placedAt > nowMs) continue
    const bought = lines.filter(({ quantity }) => quantity > 0)
    addItems(
      days,
      placedAt,
      bought.flatMap(({ productId }) => numberOf(productId) ?? []),
    )
  }
  return inOrder(days)
}

function addItems(days: Map<number, Set<number>>, placedAt: number, items: readonly number[]): void {
  if (items.length === 0) return
  const day = Math.floor(placedAt / dayMs)
  const together = days.get(day) ?? new Set<number>()
  days.set(day, together)
  for (const item of items) together.add(item)
}

function inOrder(days: ReadonlyMap<number, ReadonlySet<number>>): Basket[] {
  return [...days]
    .sort(([left], [right]) => left - right)
    .slice(-mostBaskets)
    .map(([day, items]) => ({ day, items: [...items] }))
}
