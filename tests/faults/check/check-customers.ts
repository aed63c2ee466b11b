import type { Differences } from './differences.ts'
import type { ExpectedCustomer, ExpectedShop } from './expected-shop.ts'
import type { PlatformContents } from './platform-contents.ts'

interface FoundCustomer {
  readonly customer_id: string
  readonly version: number
  readonly state: string
  readonly merged_into: string | null
}
interface FoundProfile {
  readonly customer_id: string
  readonly version: number
  readonly merged_into: string | null
  readonly email: string | null
  readonly phone: string | null
  readonly first_seen_at: number
  readonly last_seen_at: number
  readonly order_count: number
  readonly revenue_minor: number
  readonly channels: string
}

/** Each event has to be in the timeline of its customer alone; state and profile have to be what the timeline makes. */
export function checkCustomers(
  expected: ExpectedShop,
  customerIds: ReadonlyMap<string, string>,
  { customers: objects, database }: PlatformContents,
  differences: Differences,
): void {
  const stored = new Map<string, FoundCustomer>()
  const timelines = new Map<string, Set<string>>()
  for (const object of objects) {
    for (const row of object.rows<FoundCustomer>(
      'select customer_id, version, state, merged_into from customer',
    )) {
      // Orders of nobody are kept as a customer of their own each.
      if (row.customer_id.startsWith('guest:')) continue
      stored.set(row.customer_id, row)
    }
    for (const row of object.rows<{ customer_id: string; event_key: string }>(
      'select customer_id, event_key from customer_raw_event',
    )) {
      const events = timelines.get(row.customer_id)
      if (events === undefined) timelines.set(row.customer_id, new Set([row.event_key]))
      else events.add(row.event_key)
    }
  }
  const profiles = new Map(
    Array.from(database.rows<FoundProfile>('select * from customer_profile'), (row) => [
      row.customer_id,
      row,
    ]),
  )
  const live = new Set(customerIds.values())
  for (const [group, customer] of expected.customers) {
    const customerId = customerIds.get(group) ?? ''
    checkTimeline(customerId, timelines.get(customerId) ?? new Set(), customer.eventKeys, differences)
    checkState(customerId, stored.get(customerId), customer, differences)
    checkProfile(customerId, profiles.get(customerId), stored.get(customerId), customer, differences)
  }
  for (const { customer_id: id, merged_into: mergedInto } of stored.values()) {
    // What was merged away keeps its timeline, and so does what was split off and came back.
    if (live.has(id) || mergedInto !== null || (timelines.get(id)?.size ?? 0) === 0) continue
    differences.add('timeline', `${id} has events and is nobody`)
  }
  for (const { customer_id: id, merged_into: mergedInto, last_seen_at: lastSeenAt } of profiles.values()) {
    if (live.has(id) || mergedInto !== null || lastSeenAt === 0) continue
    differences.add('profile', `${id} is listed and is nobody`)
  }
}

function checkTimeline(
  customerId: string,
  found: ReadonlySet<string>,
  expected: ReadonlySet<string>,
  differences: Differences,
): void {
  for (const key of expected) {
    if (!found.has(key)) differences.add('timeline', `${key} is missing in that of ${customerId}`)
  }
  for (const key of found) {
    if (!expected.has(key))
      differences.add('timeline', `${key} is in that of ${customerId} and is not theirs`)
  }
}

function checkState(
  customerId: string,
  found: FoundCustomer | undefined,
  expected: ExpectedCustomer,
  differences: Differences,
): void {
  if (found === undefined) {
    differences.add('customer', `${customerId} is missing`)
    return
  }
  differences.compare('customer', `where ${customerId} was merged into`, found.merged_into, null)
  const { features, evidence } = JSON.parse(found.state)
  const figures = {
    eventCount: features.eventCount,
    firstSeenAt: features.firstSeenAt,
    lastSeenAt: features.lastSeenAt,
    orderCount: features.orderCount,
    cancellationCount: features.cancellationCount,
    revenueMinor: features.revenueMinor.GBP ?? 0,
  }
  differences.compare('customer', `${customerId}`, figures, {
    eventCount: expected.eventKeys.size,
    firstSeenAt: expected.firstSeenAt,
    lastSeenAt: expected.lastSeenAt,
    orderCount: expected.orders.filter((order) => !order.isCancelled).length,
    cancellationCount: expected.orders.filter((order) => order.isCancelled).length,
    revenueMinor: revenueOf(expected),
  })
  const counted = Object.entries<{ eventCount: number }>(evidence).map(([key, { eventCount }]) => [
    key,
    eventCount,
  ])
  differences.compare(
    'customer',
    `the evidence of ${customerId}`,
    counted.sort(),
    [...expected.evidence].sort(),
  )
}

function checkProfile(
  customerId: string,
  found: FoundProfile | undefined,
  stored: FoundCustomer | undefined,
  expected: ExpectedCustomer,
  differences: Differences,
): void {
  if (found === undefined) {
    differences.add('profile', `${customerId} is missing`)
    return
  }
  const { version, merged_into, email, phone, first_seen_at, last_seen_at, order_count, revenue_minor } =
    found
  differences.compare(
    'profile',
    customerId,
    { version, merged_into, email, phone, first_seen_at, last_seen_at, order_count, revenue_minor },
    {
      version: stored?.version,
      merged_into: null,
      email: expected.email,
      phone: expected.phone,
      first_seen_at: expected.firstSeenAt,
      last_seen_at: expected.lastSeenAt,
      order_count: expected.orders.filter((order) => !order.isCancelled).length,
      revenue_minor: revenueOf(expected),
    },
  )
}

function revenueOf({ orders }: ExpectedCustomer): number {
  return orders.reduce((sum, order) => sum + order.amountMinor, 0)
}
