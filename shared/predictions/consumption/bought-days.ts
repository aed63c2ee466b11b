import type { Purchase } from '../../features/purchase.ts'
import { hash53 } from '../../kernel/hash.ts'
import { dayMs } from '../../kernel/time.ts'
import { wallClock } from '../../kernel/wall-clock.ts'

/** What is looked at by its days: a product, or all products of a category together. */
export type BoughtBy = 'product' | 'category'

/** On which days a customer bought a product, or of a category, and how much each time. */
export interface BoughtDays {
  /** The product's id, or the category. */
  readonly subject: string
  /** Of the product; null for a category. */
  readonly name: string | null
  readonly category: string | null
  /** Days since 1970 in the shop's time zone, ascending, each once; at most the last 20. */
  readonly days: readonly number[]
  /** Units on each of these days, above 0. */
  readonly quantities: readonly number[]
}

/** How many purchases of a product are looked at, the newest. */
export const mostPurchases = 20

interface Bought {
  readonly day: number
  quantity: number
}

/**
 * Reads purchases up to `asOfMs` as days per product, or per category of the lines that name one, in the order of their names. Two
 * purchases on a day are one. Cancelled orders and those dated later, by a wrong clock, do not count; units given back are taken off the newest purchases before.
 */
export function boughtDays(
  purchases: readonly Purchase[],
  asOfMs: number,
  timeZone: string,
  by: BoughtBy = 'product',
): BoughtDays[] {
  const found = new Map<string, { name: string | null; category: string | null; bought: Bought[] }>()
  const inOrder = purchases
    .filter(({ isCancelled, placedAt }) => !isCancelled && placedAt <= asOfMs)
    .sort((left, right) => left.placedAt - right.placedAt)
  for (const { placedAt, lines } of inOrder) {
    const day = dayNumber(placedAt, timeZone)
    for (const { productId, name, category, quantity } of lines) {
      const subject = by === 'product' ? productId : category
      if (subject === null) continue
      const product = found.get(subject) ?? { name: null, category: null, bought: [] }
      found.set(subject, product)
      if (by === 'product') product.name = name ?? product.name
      product.category = category ?? product.category
      if (quantity > 0) addOn(product.bought, day, quantity)
      else takeBack(product.bought, -quantity)
    }
  }
  return [...found]
    .map(([subject, { name, category, bought }]) => {
      const latest = bought.slice(-mostPurchases)
      return {
        subject,
        name,
        category,
        days: latest.map(({ day }) => day),
        quantities: latest.map(({ quantity }) => quantity),
      }
    })
    .filter(({ days }) => days.length > 0)
    .sort((left, right) => (left.subject < right.subject ? -1 : 1))
}

function addOn(bought: Bought[], day: number, quantity: number): void {
  const last = bought.at(-1)
  if (last?.day === day) last.quantity += quantity
  else bought.push({ day, quantity })
}

function takeBack(bought: Bought[], quantity: number): void {
  let left = quantity
  for (let last = bought.at(-1); left > 0 && last !== undefined; last = bought.at(-1)) {
    if (last.quantity > left) {
      last.quantity -= left
      return
    }
    left -= last.quantity
    bought.pop()
  }
}

/** The day a moment falls on in a time zone, as days since 1970. */
export function dayNumber(epochMs: number, timeZone: string): number {
  return Date.parse(wallClock(timeZone, epochMs).day) / dayMs
}

/** A category as a number, for rows of numbers; NaN for none. */
export function categoryCode(category: string | null): number {
  return category === null ? Number.NaN : hash53(category)
}

/** `2026-11-21` for days since 1970. */
export function dateOfDay(day: number): string {
  return new Date(day * dayMs).toISOString().slice(0, 10)
}
