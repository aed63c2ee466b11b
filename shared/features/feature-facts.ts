import type { Channel } from '../events/event.ts'
import { dayMs } from '../kernel/time.ts'
import { wallClock } from '../kernel/wall-clock.ts'
import { type Activity, halfHours, startOfHalfHour } from './activity.ts'
import type { Purchase, PurchaseLine } from './purchase.ts'
import { type Tally, tally } from './series.ts'
import { type Visit, visitsOf } from './visits.ts'

/** What features are computed from. */
export interface FeatureInput {
  readonly purchases: readonly Purchase[]
  readonly activity: Activity
  /** UTC epoch ms: what is later is not looked at. */
  readonly asOfMs: number
  /** IANA name: hours and days of the week are those of the shop. */
  readonly timeZone: string
}

/** The same put in order, for the formulas of the catalogue. */
export interface FeatureFacts {
  readonly asOfMs: number
  /** Orders that were not cancelled, earliest first. */
  readonly orders: readonly Purchase[]
  readonly cancellationCount: number
  /** Moments of the orders, UTC epoch ms. */
  readonly orderedAtMs: readonly number[]
  /** Minor units of the tenant's currency, of the orders that could be converted. */
  readonly orderValuesMinor: readonly number[]
  /** Days from each order to the next. */
  readonly gapsDays: readonly number[]
  /** Lines with units that were bought, not given back, in the order of purchase. */
  readonly boughtLines: readonly PurchaseLine[]
  readonly byProduct: Tally<string>
  readonly byCategory: Tally<string>
  readonly byBrand: Tally<string>
  readonly byChannel: Tally<Channel>
  readonly byStore: Tally<string>
  readonly byHour: Tally<number>
  readonly byWeekday: Tally<number>
  readonly orderDayCount: number
  readonly visits: readonly Visit[]
  /** Starts of half hours in which the customer was written to, and answered, UTC epoch ms. */
  readonly messagedAtMs: readonly number[]
  readonly answeredAtMs: readonly number[]
}

export function gatherFacts({ purchases, activity, asOfMs, timeZone }: FeatureInput): FeatureFacts {
  const past = purchases.filter(({ placedAt }) => placedAt <= asOfMs)
  const orders = past
    .filter(({ isCancelled }) => !isCancelled)
    .sort((left, right) => left.placedAt - right.placedAt || (left.orderKey < right.orderKey ? -1 : 1))
  const orderedAtMs = orders.map(({ placedAt }) => placedAt)
  const clocks = orderedAtMs.map((at) => wallClock(timeZone, at))
  const boughtLines = orders.flatMap(({ lines }) => lines.filter(({ quantity }) => quantity > 0))
  return {
    asOfMs,
    orders,
    cancellationCount: past.length - orders.length,
    orderedAtMs,
    orderValuesMinor: orders.flatMap(({ amountTenantMinor }) => amountTenantMinor ?? []),
    gapsDays: orderedAtMs.slice(1).map((at, index) => (at - (orderedAtMs[index] ?? at)) / dayMs),
    boughtLines,
    byProduct: tally(boughtLines.map(({ productId }) => productId)),
    byCategory: tally(boughtLines.flatMap(({ category }) => category ?? [])),
    byBrand: tally(boughtLines.flatMap(({ brand }) => brand ?? [])),
    byChannel: tally(orders.map(({ channel }) => channel)),
    byStore: tally(orders.flatMap(({ storeId }) => storeId ?? [])),
    byHour: tally(clocks.map(({ hour }) => hour)),
    byWeekday: tally(clocks.map(({ weekday }) => weekday)),
    orderDayCount: new Set(clocks.map(({ day }) => day)).size,
    visits: visitsOf(activity, asOfMs),
    messagedAtMs: halfHours(activity, 'message', asOfMs).map(startOfHalfHour),
    answeredAtMs: halfHours(activity, 'answer', asOfMs).map(startOfHalfHour),
  }
}

/** Days from a moment until the facts' own; null without a moment. */
export function daysSince(
  { asOfMs }: Pick<FeatureFacts, 'asOfMs'>,
  momentMs: number | undefined,
): number | null {
  return momentMs === undefined ? null : (asOfMs - momentMs) / dayMs
}

/** How many of the moments are within so many days before the facts' own. */
export function countWithin(
  { asOfMs }: Pick<FeatureFacts, 'asOfMs'>,
  momentsMs: readonly number[],
  days: number,
): number {
  const fromMs = asOfMs - days * dayMs
  return momentsMs.reduce((count, at) => (at > fromMs ? count + 1 : count), 0)
}
