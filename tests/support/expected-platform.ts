import type { CanonicalEvent } from '#shared/events/event.ts'
import { type ExpectedPlace, strength } from './expected-places.ts'
import {
  type CustomerPicture,
  type OrderPicture,
  type PlatformPicture,
  type SalesDayPicture,
  salesDayName,
  sortedBy,
} from './platform-picture.ts'
import { referenceActivity } from './reference-activity.ts'
import { referenceOrder, referenceOrderKey, sum } from './reference-orders.ts'

/**
 * The picture that the accepted events must end in. `places` tells of each event that is some customer's whose it is.
 */
export function expectedPlatform(
  events: ReadonlyMap<string, CanonicalEvent>,
  places: ReadonlyMap<string, ExpectedPlace>,
  badLineCount: number,
): PlatformPicture {
  const customers = new Map<string, PlacedEvent[]>()
  for (const [key, { group, ownKeys }] of places) {
    const event = events.get(key)
    if (event !== undefined) customers.set(group, [...(customers.get(group) ?? []), { event, ownKeys }])
  }
  const orders = expectedOrders(events, places)
  return {
    counts: { accepted: events.size + badLineCount, settled: events.size, quarantined: badLineCount },
    openOperationCount: 0,
    quarantinedRowCount: badLineCount,
    archived: [...events.keys()].sort(),
    customers: sortedBy([...customers.values()].map(expectedCustomer), ({ eventKeys }) => eventKeys[0] ?? ''),
    orders,
    salesDays: expectedSalesDays(orders),
  }
}

interface PlacedEvent {
  readonly event: CanonicalEvent
  readonly ownKeys: readonly string[]
}

function expectedCustomer(placed: readonly PlacedEvent[]): CustomerPicture {
  const events = placed.map(({ event }) => event)
  const byTime = [...events].sort(
    (left, right) => left.occurredAt - right.occurredAt || (keyOf(left) < keyOf(right) ? -1 : 1),
  )
  const contacts = placed
    .flatMap(({ event, ownKeys }) => ownKeys.map((key) => ({ key, at: event.occurredAt })))
    .sort((left, right) => right.at - left.at || (left.key < right.key ? -1 : 1))
  const contact = (type: string) =>
    contacts.find(({ key }) => key.startsWith(`${type}:`))?.key.slice(type.length + 1)
  const orders = [...groupOrders(events).values()].map((ofOrder) => referenceOrder(ofOrder))
  const counted = orders.filter((order) => order.kind === 'order' && order.status !== 'cancelled')
  const firstNames = byTime.map((event) => event.traits?.firstName).filter((name) => name !== '')
  const points: [string, number][] = [
    ...events.map((event): [string, number] => [
      String(event.properties?.category),
      viewPoints.get(event.name) ?? 0,
    ]),
    ...counted.flatMap(({ lines }) =>
      lines.map((line): [string, number] => [line.category ?? '', 5 * line.quantity]),
    ),
  ]
  return {
    eventKeys: events.map(keyOf).sort(),
    displayName: String(firstNames.at(-1) ?? contact('email') ?? contact('phone') ?? strongest(contacts)),
    email: contact('email') ?? null,
    phone: contact('phone') ?? null,
    // The histories say nothing about profiling or use.
    isProfilingAllowed: null,
    restrictedAt: null,
    firstSeenAt: Math.min(...events.map((event) => event.occurredAt)),
    lastSeenAt: Math.max(...events.map((event) => event.occurredAt)),
    orderCount: counted.length,
    revenueMinor: sum(orders.filter((order) => order.currency === 'GBP').map((order) => order.amountMinor)),
    channels: ['web', 'pos', 'whatsapp'].filter((channel) =>
      events.some((event) => event.channel === channel),
    ),
    categoryPoints: totals(points),
    activity: referenceActivity(events),
  }
}

const viewPoints = new Map([
  ['Product Viewed', 1],
  ['Product Added', 2],
])

function strongest(contacts: readonly { key: string }[]): string {
  const keys = contacts.map(({ key }) => key).sort()
  const key = strength.flatMap((type) => keys.find((each) => each.startsWith(`${type}:`)) ?? [])[0]
  return key?.slice(key.lastIndexOf(':') + 1) ?? 'Unknown'
}

function totals(entries: readonly [string, number][]): Record<string, number> {
  const sums = new Map<string, number>()
  for (const [name, value] of entries) sums.set(name, (sums.get(name) ?? 0) + value)
  return Object.fromEntries([...sums].filter(([, value]) => value !== 0))
}

function groupOrders(events: Iterable<CanonicalEvent>): Map<string, CanonicalEvent[]> {
  const orders = new Map<string, CanonicalEvent[]>()
  for (const event of events) {
    if (event.order === undefined) continue
    const key = referenceOrderKey(event)
    orders.set(key, [...(orders.get(key) ?? []), event])
  }
  return orders
}

/**
 * An order belongs to the customer that events of its shop name, else to one that events of others name. What all the
 * others say of it counts too, but for the parts of an order that was never told as a whole.
 */
function expectedOrders(
  events: ReadonlyMap<string, CanonicalEvent>,
  places: ReadonlyMap<string, ExpectedPlace>,
): OrderPicture[] {
  const rows = [...groupOrders(events.values())].map(([orderKey, ofOrder]): OrderPicture => {
    const groupOf = (event: CanonicalEvent) => places.get(keyOf(event))?.group
    const named = ofOrder.filter((event) => groupOf(event) !== undefined)
    const owning = named.find((event) => orderKey.startsWith(`${event.source}:`)) ?? named[0]
    const group = owning && groupOf(owning)
    const order = referenceOrder(
      ofOrder,
      ofOrder.filter((event) => groupOf(event) === group),
    )
    const members = [...places].filter(([, place]) => place.group === group).map(([key]) => key)
    const { converted: _, paidAt: __, fulfilledAt: ___, parts: ____, grossMinor: _____, ...seen } = order
    return {
      orderKey,
      customer: members.sort()[0] ?? null,
      ...seen,
      lines: sortedBy(order.lines, ({ lineId }) => lineId).map((line) => [
        line.productId,
        line.quantity,
        line.amountMinor,
        line.category ?? null,
        line.name ?? null,
      ]),
      day: dayInKolkata(order.placedAt),
    }
  })
  return sortedBy(rows, (row) => row.orderKey)
}

function expectedSalesDays(orders: readonly OrderPicture[]): SalesDayPicture[] {
  const days = Map.groupBy(orders, ({ day, channel, currency }) => `${day} ${channel} ${currency}`)
  const rows = [...days.values()].flatMap((ofDay) => {
    const [first] = ofDay
    if (first === undefined) return []
    const counted = ofDay.filter((order) => order.kind === 'order' && order.status !== 'cancelled')
    const { day, channel, currency } = first
    return [
      {
        day,
        channel,
        currency,
        orderCount: counted.length,
        revenueMinor: sum(ofDay.map((order) => order.amountMinor)),
      },
    ]
  })
  return sortedBy(rows, salesDayName)
}

function keyOf(event: CanonicalEvent): string {
  return `${event.source}:${event.id}`
}

function dayInKolkata(epochMs: number): string {
  return new Date(epochMs + 5.5 * 3_600_000).toISOString().slice(0, 10)
}
