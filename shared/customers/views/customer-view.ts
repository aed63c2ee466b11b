import type {
  ConsentsView,
  CustomerSummary,
  CustomerView,
  FeaturesView,
  OrderView,
} from '../../contracts/customers.ts'
import type { CustomerProfileRow } from '../../database/tables/customer-profile.ts'
import type { CanonicalEvent } from '../../events/event.ts'
import { averageOrderMinor, categoryAffinity } from '../../features/rolling-features.ts'
import { toIso } from '../../kernel/time.ts'
import { customerPrivacy } from '../../privacy/customer-privacy.ts'
import type { ProfilingSettings } from '../../privacy/may-profile.ts'
import { consentsInForce } from '../consents.ts'
import { type CustomerState, displayName, latestIdentifier } from '../customer-state.ts'
import type { CustomerRecord } from '../ingest.ts'
import type { OrderState } from '../order-state.ts'
import { convertedAmount, orderAmountMinor, orderStatus } from '../order-worth.ts'
import { seenChannels } from '../profile-facts.ts'

const shownOrders = 50

/** A customer as the API shows it. */
export function customerView(
  record: CustomerRecord,
  orders: readonly OrderState[],
  mergedFrom: readonly string[],
  tenant: ProfilingSettings,
): CustomerView {
  const { state } = record
  const latest = [...orders].sort((left, right) => right.placedAt - left.placedAt)
  return {
    id: record.customerId,
    displayName: displayName(state),
    email: latestIdentifier(state.evidence, 'email'),
    phone: latestIdentifier(state.evidence, 'phone'),
    version: record.version,
    traits: Object.entries(state.traits)
      .map(([name, trait]) => ({
        name,
        value: trait.value,
        source: trait.source,
        since: toIso(trait.occurredAt),
      }))
      .sort((left, right) => (left.name < right.name ? -1 : 1)),
    consents: consentsView(state),
    privacy: customerPrivacy(state.consents, tenant),
    features: featuresView(state, orders),
    orders: latest.slice(0, shownOrders).map(orderView),
    identifierCount: Object.keys(state.evidence).length,
    mergedFrom: [...mergedFrom],
  }
}

/** What a customer allows and refuses as the API shows it. */
export function consentsView({ consents }: CustomerState): ConsentsView {
  return consentsInForce(consents).map(({ occurredAt, ...consent }) => ({
    ...consent,
    since: toIso(occurredAt),
  }))
}

/** The computed figures of a customer as the API shows them. */
export function featuresView({ features }: CustomerState, orders: readonly OrderState[]): FeaturesView {
  const placed = orders
    .filter((order) => order.kind === 'order' && !order.isCancelled)
    .map((order) => order.placedAt)
  const amounts = (minor: Readonly<Record<string, number>>) =>
    Object.entries(minor)
      .map(([currency, amountMinor]) => ({ currency, amountMinor }))
      .sort((left, right) => (left.currency < right.currency ? -1 : 1))
  return {
    firstSeenAt: features.eventCount === 0 ? null : toIso(features.firstSeenAt),
    lastSeenAt: features.eventCount === 0 ? null : toIso(features.lastSeenAt),
    eventCount: features.eventCount,
    orderCount: features.orderCount,
    cancellationCount: features.cancellationCount,
    firstOrderAt: placed.length === 0 ? null : toIso(Math.min(...placed)),
    lastOrderAt: placed.length === 0 ? null : toIso(Math.max(...placed)),
    revenue: amounts(features.revenueMinor),
    convertedRevenue: amounts(features.convertedMinor ?? {}),
    averageOrderValue: amounts(averageOrderMinor(features)),
    channels: seenChannels(features.channels).flatMap((channel) => {
      const seen = features.channels[channel]
      return seen === undefined
        ? []
        : [{ channel, eventCount: seen.eventCount, lastSeenAt: toIso(seen.lastSeenAt) }]
    }),
    categoryAffinity: categoryAffinity(features),
  }
}

export function orderView(order: OrderState): OrderView {
  const { currency } = order
  const part = (amountMinor: number | null) => (amountMinor === null ? null : { amountMinor, currency })
  const at = (moment: number | null) => (moment === null ? null : toIso(moment))
  return {
    orderId: order.orderId,
    source: order.shop,
    kind: order.kind,
    status: orderStatus(order),
    placedAt: toIso(order.placedAt),
    paidAt: at(order.paidAt),
    fulfilledAt: at(order.fulfilledAt),
    channel: order.channel,
    amount: { amountMinor: orderAmountMinor(order), currency },
    converted: convertedAmount(order),
    tax: part(order.taxMinor),
    shipping: part(order.shippingMinor),
    discount: part(order.discountMinor),
    lines: Object.values(order.lines).map((line) => ({
      productId: line.productId,
      name: line.name ?? null,
      category: line.category ?? null,
      quantity: line.quantity,
      amount: { amountMinor: line.amountMinor, currency },
    })),
  }
}

/** A row of the customers list. */
export function customerSummary(row: CustomerProfileRow, currency: string): CustomerSummary {
  return {
    id: row.customerId,
    displayName: row.displayName,
    email: row.email,
    phone: row.phone,
    firstSeenAt: toIso(row.firstSeenAt),
    lastSeenAt: toIso(row.lastSeenAt),
    orderCount: row.orderCount,
    revenue: { amountMinor: row.revenueMinor, currency },
    channels: row.channels,
  }
}

/** What an event's order comes to, in minor units; negative for a refund. Null when it is about no order. */
export function eventAmount(event: CanonicalEvent): { amountMinor: number; currency: string } | null {
  const { order } = event
  if (order === undefined) return null
  if (order.refund !== undefined) return { amountMinor: -order.refund.amountMinor, currency: order.currency }
  const linesMinor = order.lines.reduce((sum, line) => sum + line.amountMinor, 0)
  return { amountMinor: order.totalMinor ?? linesMinor, currency: order.currency }
}
