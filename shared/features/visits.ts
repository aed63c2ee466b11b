import { dayMs } from '../kernel/time.ts'
import { type Activity, halfHours, startOfHalfHour } from './activity.ts'
import { hasBetween } from './series.ts'

/** A run of half hours without a gap in which the customer was seen on the web, in the app or at a QR code. */
export interface Visit {
  /** UTC epoch ms: the start of its first half hour, and the end of its last. */
  readonly startMs: number
  readonly endMs: number
  readonly halfHourCount: number
  /** Something was put into a cart. */
  readonly hasCart: boolean
}

/** The visits up to a moment, earliest first. */
export function visitsOf(activity: Activity, untilMs: number): Visit[] {
  const carts = new Set(halfHours(activity, 'cart', untilMs))
  const visits: Visit[] = []
  const slots = halfHours(activity, 'visit', untilMs)
  for (let first = 0; first < slots.length; ) {
    let next = first + 1
    while (next < slots.length && (slots[next] ?? 0) === (slots[next - 1] ?? 0) + 1) next += 1
    const visited = slots.slice(first, next)
    const [start = 0] = visited
    visits.push({
      startMs: startOfHalfHour(start),
      endMs: startOfHalfHour(start + visited.length),
      halfHourCount: visited.length,
      hasCart: visited.some((slot) => carts.has(slot)),
    })
    first = next
  }
  return visits
}

/** A cart is ordered when an order is placed from the start of its visit until a day after its end. */
const cartPatienceMs = dayMs

/** What became of the cart of a visit by a moment: `open` while the day has not passed. `orderedAtMs` is ascending. */
export function cartOutcome(
  visit: Visit,
  orderedAtMs: readonly number[],
  asOfMs: number,
): 'ordered' | 'left' | 'open' {
  const lastMs = visit.endMs + cartPatienceMs
  if (hasBetween(orderedAtMs, visit.startMs, lastMs)) return 'ordered'
  return asOfMs > lastMs ? 'left' : 'open'
}
