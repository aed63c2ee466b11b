import type { CanonicalEvent } from '../events/event.ts'
import { minuteMs } from '../kernel/time.ts'

/** A product that somebody looked at or put into the cart. */
export interface ProductView {
  readonly productId: string
  /** UTC epoch ms. */
  readonly at: number
}

/** The names of events that say so, as Segment's e-commerce specification has them. */
export const productViewNames = [
  'Product Viewed',
  'Product Clicked',
  'Product Added',
  'Product Added to Wishlist',
] as const
const viewNames: ReadonlySet<string> = new Set(productViewNames)

/** After so long without a look at anything a visit has ended. */
export const visitPauseMs = 30 * minuteMs
/** A longer id is none; the same limit as for ids in addresses. */
const longestId = 500

/** What was looked at with an event; undefined for one that is about something else, or does not say about which product. */
export function productViewOf({
  name,
  occurredAt,
  properties = {},
}: Pick<CanonicalEvent, 'name' | 'occurredAt' | 'properties'>): ProductView | undefined {
  if (!viewNames.has(name)) return undefined
  const told = [properties.product_id, properties.productId, properties.sku].find(
    (id) => (typeof id === 'string' && id.trim() !== '') || typeof id === 'number',
  )
  if (told === undefined) return undefined
  const productId = String(told).trim()
  return productId.length > longestId ? undefined : { productId, at: occurredAt }
}

/** Views cut into visits, the earliest first: between two visits there is a pause of at least half an hour. */
export function visitsOf(views: readonly ProductView[]): ProductView[][] {
  const visits: ProductView[][] = []
  for (const view of views.toSorted((left, right) => left.at - right.at)) {
    const last = visits.at(-1)
    const latest = last?.at(-1)
    if (last === undefined || latest === undefined || view.at - latest.at >= visitPauseMs) visits.push([view])
    else last.push(view)
  }
  return visits
}

/** The visit that is going on: of the last half hour, the latest view last; empty when there is none. */
export function runningVisit(views: readonly ProductView[], nowMs: number): ProductView[] {
  const visit = visitsOf(views.filter(({ at }) => at <= nowMs)).at(-1) ?? []
  return nowMs - (visit.at(-1)?.at ?? 0) < visitPauseMs ? visit : []
}
