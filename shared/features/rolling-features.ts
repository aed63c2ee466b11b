import type { OrderState } from '../customers/order-state.ts'
import { convertedAmount, orderAmountMinor } from '../customers/order-worth.ts'
import type { CanonicalEvent, Channel } from '../events/event.ts'
import { own } from '../kernel/own.ts'

/**
 * The figures a customer object keeps up to date with every event. They are sums, minima and maxima over distinct
 * events and orders, so they do not depend on the order of arrival and always equal a recomputation.
 */
export interface RollingFeatures {
  readonly eventCount: number
  readonly firstSeenAt: number
  readonly lastSeenAt: number
  /** Orders that were not cancelled. */
  readonly orderCount: number
  /** Cancelled orders, and cancellations that came as documents of their own. */
  readonly cancellationCount: number
  /** Net revenue in minor units by currency. */
  readonly revenueMinor: Readonly<Record<string, number>>
  /**
   * The part of it for which an exchange rate was noted, in minor units of the currency it was converted to, each order
   * rounded by itself. Absent in features stored before there were rates.
   */
  readonly convertedMinor?: Readonly<Record<string, number>>
  readonly channels: Readonly<Partial<Record<Channel, { eventCount: number; lastSeenAt: number }>>>
  /** Interest points by category: see {@link categoryPoints}. */
  readonly categoryPoints: Readonly<Record<string, number>>
}

export const emptyFeatures: RollingFeatures = {
  eventCount: 0,
  firstSeenAt: Number.MAX_SAFE_INTEGER,
  lastSeenAt: 0,
  orderCount: 0,
  cancellationCount: 0,
  revenueMinor: {},
  convertedMinor: {},
  channels: {},
  categoryPoints: {},
}

/** How much one act says about interest in a category: buying a unit counts five times as much as looking at it. */
const pointsOfAct: Readonly<Record<string, number>> = {
  'Product Viewed': 1,
  'Product Clicked': 1,
  'Product Added': 2,
  'Product Added to Wishlist': 2,
}
const pointsOfUnitBought = 5

/** The features after one more event that was not counted before. */
export function addEvent(features: RollingFeatures, event: CanonicalEvent): RollingFeatures {
  const channel = features.channels[event.channel]
  const points = own(pointsOfAct, event.name)
  const category = event.properties?.category
  return {
    ...features,
    eventCount: features.eventCount + 1,
    firstSeenAt: Math.min(features.firstSeenAt, event.occurredAt),
    lastSeenAt: Math.max(features.lastSeenAt, event.occurredAt),
    channels: {
      ...features.channels,
      [event.channel]: {
        eventCount: (channel?.eventCount ?? 0) + 1,
        lastSeenAt: Math.max(channel?.lastSeenAt ?? 0, event.occurredAt),
      },
    },
    categoryPoints:
      points !== undefined && typeof category === 'string' && category !== ''
        ? withPoints(features.categoryPoints, category, points)
        : features.categoryPoints,
  }
}

/** The features after an order went from one state to another: what the old one gave is taken back first. */
export function replaceOrder(
  features: RollingFeatures,
  before: OrderState | null,
  after: OrderState,
): RollingFeatures {
  return countOrder(before === null ? features : countOrder(features, before, -1), after, 1)
}

function countOrder(features: RollingFeatures, order: OrderState, sign: 1 | -1): RollingFeatures {
  const isOrder = order.kind === 'order' && !order.isCancelled
  const categoryPoints = new Map(Object.entries(features.categoryPoints))
  if (isOrder) {
    for (const { category, quantity } of Object.values(order.lines)) {
      if (category !== undefined && quantity > 0) {
        // Rounded before the sign is put, so that what is taken back is exactly what was given.
        const points = toThousandth(pointsOfUnitBought * Math.min(quantity, 10))
        addPoints(categoryPoints, category, sign * points)
      }
    }
  }
  const { convertedMinor = {} } = features
  const converted = convertedAmount(order)
  return {
    ...features,
    orderCount: features.orderCount + (isOrder ? sign : 0),
    cancellationCount: features.cancellationCount + (isOrder ? 0 : sign),
    revenueMinor: addTo(features.revenueMinor, order.currency, sign * orderAmountMinor(order)),
    convertedMinor:
      converted === null
        ? convertedMinor
        : addTo(convertedMinor, converted.currency, sign * converted.amountMinor),
    categoryPoints: isOrder ? Object.fromEntries(categoryPoints) : features.categoryPoints,
  }
}

function addTo(
  counts: Readonly<Record<string, number>>,
  name: string,
  change: number,
): Record<string, number> {
  const value = (own(counts, name) ?? 0) + change
  if (value !== 0) return { ...counts, [name]: value }
  const { [name]: _, ...others } = counts
  return others
}

function withPoints(
  counts: Readonly<Record<string, number>>,
  name: string,
  change: number,
): Record<string, number> {
  const points = new Map(Object.entries(counts))
  addPoints(points, name, change)
  return Object.fromEntries(points)
}

/** Points are multiples of a thousandth; rounding keeps the sum of many from drifting. */
function addPoints(counts: Map<string, number>, name: string, change: number): void {
  const value = toThousandth((counts.get(name) ?? 0) + change)
  if (value === 0) counts.delete(name)
  else counts.set(name, value)
}

function toThousandth(value: number): number {
  return Math.round(value * 1000) / 1000
}

/** Each category's share of all interest points, strongest first; shares add up to 1. Empty without any points. */
export function categoryAffinity(features: RollingFeatures): { category: string; share: number }[] {
  const entries = Object.entries(features.categoryPoints)
  const total = entries.reduce((sum, [, points]) => sum + points, 0)
  return entries
    .map(([category, points]) => ({ category, share: points / total }))
    .sort((left, right) => right.share - left.share || (left.category < right.category ? -1 : 1))
}

/** Average order value in minor units by currency: net revenue by number of orders, rounded. Empty without orders. */
export function averageOrderMinor(features: RollingFeatures): Record<string, number> {
  if (features.orderCount === 0) return {}
  return Object.fromEntries(
    Object.entries(features.revenueMinor).map(([currency, revenueMinor]) => [
      currency,
      Math.round(revenueMinor / features.orderCount),
    ]),
  )
}
