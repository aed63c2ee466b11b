import type { CustomerState } from '#shared/customers/customer-state.ts'
import { profileFacts } from '#shared/customers/profile-facts.ts'
import { profileRow } from '#shared/customers/profile-row.ts'
import { type Activity, activityKinds, halfHours, startOfHalfHour } from '#shared/features/activity.ts'
import { placeCustomer } from '#shared/tenants/object-names.ts'
import type { MemoryPlatform } from './memory-platform.ts'
import {
  type CustomerPicture,
  type OrderPicture,
  type PlatformPicture,
  type SalesDayPicture,
  salesDayName,
  sortedBy,
} from './platform-picture.ts'
import { sum } from './reference-orders.ts'

/** The picture of a platform as it is: of customers, what D1 lists and their objects hold. */
export function foundPlatform(platform: MemoryPlatform): PlatformPicture {
  const customers = liveCustomers(platform)
  const counts = platform.shards.map((shard) => shard.counts())
  return {
    counts: {
      accepted: sum(counts.map((each) => each.accepted)),
      settled: sum(counts.map((each) => each.settled)),
      quarantined: sum(counts.map((each) => each.quarantined)),
    },
    openOperationCount: platform.directory.openWork().operations.length,
    quarantinedRowCount: platform.database.all('select * from quarantined_event').length,
    archived: archivedKeys(platform),
    customers: sortedBy([...customers.values()], ({ eventKeys }) => eventKeys[0] ?? ''),
    orders: foundOrders(platform, customers),
    salesDays: sortedBy(
      platform.database
        .all('select day, channel, currency, order_count, revenue_minor from sales_day')
        .map(({ day, channel, currency, order_count: orderCount, revenue_minor: revenueMinor }) => {
          return { day, channel, currency, orderCount, revenueMinor } as unknown as SalesDayPicture
        }),
      salesDayName,
    ),
  }
}

function liveCustomers({ tenant, database, customers }: MemoryPlatform): Map<string, CustomerPicture> {
  const pictures = new Map<string, CustomerPicture>()
  for (const row of database.all(
    'select * from customer_profile where merged_into is null and erased_at is null and last_seen_at > 0',
  )) {
    const customerId = String(row.customer_id)
    const store = customers(placeCustomer(tenant, customerId))
    const state: CustomerState = JSON.parse(store.find(customerId)?.state ?? '{}')
    const {
      tenantId: _,
      customerId: __,
      version: ___,
      mergedInto: ____,
      erasedAt: _____,
      searchText: ______,
      ...seen
    } = profileRow(tenant, customerId, 0, profileFacts(state))
    pictures.set(customerId, {
      ...seen,
      eventKeys: store.timeline
        .page(customerId, 10_000, null, 'desc')
        .map((entry) => entry.eventKey)
        .sort(),
      categoryPoints: state.features.categoryPoints,
      activity: foundActivity(state.activity ?? []),
    })
  }
  return pictures
}

function foundActivity(activity: Activity): string[] {
  const found = activityKinds.flatMap((kind) =>
    halfHours(activity, kind, Number.MAX_SAFE_INTEGER).map(
      (halfHour) => `${kind} ${new Date(startOfHalfHour(halfHour)).toISOString()}`,
    ),
  )
  return found.sort()
}

function foundOrders(
  { database }: MemoryPlatform,
  customers: ReadonlyMap<string, CustomerPicture>,
): OrderPicture[] {
  const rows = database.all('select * from customer_order').map((row) => ({
    orderKey: row.order_key,
    customer: row.customer_id === null ? null : customers.get(String(row.customer_id))?.eventKeys[0],
    kind: row.kind,
    status: row.status,
    channel: row.channel,
    placedAt: row.placed_at,
    day: row.day,
    currency: row.currency,
    amountMinor: row.amount_minor,
    lineCount: row.line_count,
    lines: JSON.parse(String(row.lines)),
    storeId: row.store_id,
  }))
  return sortedBy(rows as unknown as OrderPicture[], ({ orderKey }) => orderKey)
}

function archivedKeys({ archive }: MemoryPlatform): string[] {
  const keys = new Set<string>()
  for (const segment of archive.values()) {
    for (const line of segment.split('\n').filter((text) => text !== '')) {
      const { event } = JSON.parse(line)
      keys.add(`${event.source}:${event.id}`)
    }
  }
  return [...keys].sort()
}

export interface HeldEvent {
  readonly customerId: string
  readonly homeId: string
  readonly foreignKeys: readonly string[]
}

/** Each event that a customer holds, and the customer it was first attributed to. */
export function heldEvents({ tenant, directory, customers }: MemoryPlatform): Map<string, HeldEvent> {
  const held = new Map<string, HeldEvent>()
  for (const row of directory.sql.all('select customer_id from customer')) {
    const customerId = String(row.customer_id)
    const store = customers(placeCustomer(tenant, customerId))
    if (store.find(customerId)?.mergedInto != null) continue
    const timeline = store.timeline.page(customerId, 10_000, null, 'asc')
    for (const { eventKey, homeId, foreignKeys } of timeline) {
      held.set(eventKey, { customerId, homeId, foreignKeys })
    }
  }
  return held
}
