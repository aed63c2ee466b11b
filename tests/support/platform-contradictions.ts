import type { CustomerState } from '#shared/customers/customer-state.ts'
import type { StoredCustomer } from '#shared/customers/ingest.ts'
import { profileFacts } from '#shared/customers/profile-facts.ts'
import { profileRow } from '#shared/customers/profile-row.ts'
import { activityText } from '#shared/features/activity.ts'
import { privacyWord } from '#shared/privacy/may-use.ts'
import { placeCustomer } from '#shared/tenants/object-names.ts'
import type { MemoryPlatform } from './memory-platform.ts'

/**
 * Where the parts of a platform say different things once everything is settled: directory, customer objects and D1.
 * In words; empty when there is nothing.
 */
export function platformContradictions(platform: MemoryPlatform): string[] {
  const { directory, database } = platform
  const rows = new Map(
    database.all('select * from customer_profile').map((row) => [String(row.customer_id), row]),
  )
  const records = new Map(
    database.all('select * from match_record').map((row) => [String(row.customer_id), row.record]),
  )
  const activities = new Map(
    database.all('select * from features').map((row) => [String(row.customer_id), String(row.activity)]),
  )
  const redirects = new Map(
    directory.sql.all('select * from redirect').map((row) => [String(row.customer_id), row.survivor_id]),
  )
  const customerIds = directory.sql
    .all('select customer_id from customer')
    .map(({ customer_id: id }) => String(id))
  const found: string[] = []
  const expectSame = (what: string, left: unknown, right: unknown) => {
    if (JSON.stringify(left) !== JSON.stringify(right))
      found.push(`${what}: ${String(left)} and ${String(right)}`)
  }
  for (const survivorId of redirects.values()) {
    if (redirects.has(String(survivorId))) found.push(`the redirect to ${survivorId} goes on from there`)
  }
  for (const customerId of customerIds) {
    const stored = platform.customers(placeCustomer(platform.tenant, customerId)).find(customerId)
    const row = rows.get(customerId)
    rows.delete(customerId)
    if (stored === undefined) {
      expectSame(`${customerId} has no object, so no row`, row, undefined)
      continue
    }
    const isMerged = redirects.has(customerId)
    expectSame(`${customerId} is merged away in directory and object`, isMerged, stored.mergedInto !== null)
    expectSame(`${customerId} is merged away in directory and D1`, isMerged, row?.merged_into != null)
    const expectedActivity = isMerged ? undefined : activityOfState(stored)
    const activity = activities.get(customerId)
    // One of whom nothing is known need not have a row.
    if (isMerged || expectedActivity !== '' || activity !== undefined)
      expectSame(`the activity of ${customerId}`, activity, expectedActivity)
    if (isMerged) expectSame(`the match record of merged ${customerId}`, records.get(customerId), undefined)
    else found.push(...rowContradictions(platform, stored, row, records.get(customerId)))
  }
  // Of a customer whose events were all taken back an empty row stays, so that nothing late fills it again.
  for (const [customerId, row] of rows) {
    if (Number(row.last_seen_at) > 0 || records.has(customerId) || activities.get(customerId))
      found.push(`${customerId} is in D1 alone`)
  }
  const everIds = [...customerIds, ...rows.keys()]
  return [...found, ...eventsHeldTwice(platform, everIds), ...recordContradictions(platform, everIds)]
}

function activityOfState({ state }: StoredCustomer): string {
  const { activity = [], consents }: CustomerState = JSON.parse(state)
  return privacyWord(consents).restrictedAt === null ? activityText(activity) : ''
}

function rowContradictions(
  { tenant }: MemoryPlatform,
  { customerId, version, state }: StoredCustomer,
  row: Record<string, unknown> | undefined,
  record: unknown,
): string[] {
  if (row === undefined) return version === 0 ? [] : [`${customerId} is not in D1`]
  const facts = profileFacts(JSON.parse(state))
  const { version: _, ...fromObject } = profileRow(tenant, customerId, version, facts)
  const told = { ...fromObject, channels: JSON.stringify(fromObject.channels) }
  const differing = Object.entries(told).filter(([name, value]) => row[snakeCase(name)] !== value)
  // A repeated step may raise the version of an object and change nothing else; that need not be in D1.
  if (Number(row.version) > version) differing.push(['version', String(version)])
  return [
    ...differing.map(
      ([name, value]) => `${name} of ${customerId}: ${value} and in D1 ${row[snakeCase(name)]}`,
    ),
    ...((record ?? null) === facts.matchRecord
      ? []
      : [`the match record of ${customerId} is another one in D1`]),
  ]
}

function eventsHeldTwice({ tenant, customers }: MemoryPlatform, customerIds: readonly string[]): string[] {
  const holders = new Map<string, string[]>()
  for (const customerId of customerIds) {
    const store = customers(placeCustomer(tenant, customerId))
    if (store.find(customerId)?.mergedInto != null) continue
    for (const { eventKey } of store.timeline.page(customerId, 10_000, null, 'asc')) {
      holders.set(eventKey, [...(holders.get(eventKey) ?? []), customerId])
    }
  }
  return [...holders].flatMap(([eventKey, of]) =>
    of.length > 1 ? [`${eventKey} is with ${of.join(' and ')}`] : [],
  )
}

function recordContradictions(
  { directory, database }: MemoryPlatform,
  customerIds: readonly string[],
): string[] {
  const tables = [
    [
      'merge_history',
      directory.merges
        .ofCustomers(customerIds)
        .map(({ mergeId, version, undoneBy }) => [mergeId, version, undoneBy]),
      'merge_id, version, undone_by',
    ],
    [
      'manual_merge_queue',
      directory.reviews
        .everAbout(customerIds)
        .map(({ reviewId, version, status }) => [reviewId, version, status]),
      'review_id, version, status',
    ],
    [
      'identity_split',
      directory.splits
        .ofCustomers(customerIds)
        .map(({ splitId, version, undoneBy }) => [splitId, version, undoneBy]),
      'split_id, version, undone_by',
    ],
  ] as const
  return tables.flatMap(([table, expected, columns]) => {
    const found = database.all(`select ${columns} from ${table} order by 1`).map(Object.values)
    const sorted = expected.toSorted((left, right) => (String(left[0]) < String(right[0]) ? -1 : 1))
    return JSON.stringify(found) === JSON.stringify(sorted) ? [] : [`${table} in D1 is not the directory's`]
  })
}

function snakeCase(name: string): string {
  return name.replaceAll(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`)
}
