import type { CatalogueRows } from '../catalogue/catalogue-rows.ts'
import type { IdentityRecords } from '../identity/decision-records.ts'
import type { SalesWord } from '../sales/reported-sales.ts'
import { noteWithdrawals, type Withdrawal } from './note-withdrawals.ts'
import { forgetPredictionStatements, forgetUnprofiled } from './predictions.ts'
import { type ActivityRow, activityStatements } from './project-activities.ts'
import { catalogueStatements } from './project-catalogue.ts'
import { type ErasureProgress, erasureStatements } from './project-erasures.ts'
import { identityRecordStatements } from './project-identity-records.ts'
import { type OrderRemake, orderStatements, remakeStatements, type ToldOrderRow } from './project-orders.ts'
import { type OpenPrivacyRequest, openPrivacyRequests } from './project-privacy-requests.ts'
import { reportedSalesStatements, reportedSalesWithdrawals } from './project-reported-sales.ts'
import { jsonChunks, type SqlStatement } from './sql-statement.ts'
import type { CustomerProfileRow } from './tables/customer-profile.ts'
import { catalogueWithdrawals } from './withdraw-catalogue.ts'

/** An event that cannot be processed, as the list of them shows it. */
export interface QuarantineRow {
  readonly quarantineId: string
  readonly source: string
  readonly reason: string
  readonly detail: string
  readonly receivedAt: number
  readonly bytes: string
}

/** A customer that was merged away. */
export interface TombstoneRow {
  readonly customerId: string
  readonly version: number
  readonly mergedInto: string
}

/** What the matcher compares of a customer; null when there is nothing to compare. */
export interface MatchRecordRow {
  readonly customerId: string
  /** Of the profile that is written with it. */
  readonly version: number
  readonly record: string | null
}

/** Everything one processed batch changes in D1. */
export interface Projection {
  readonly profiles: readonly CustomerProfileRow[]
  readonly matchRecords: readonly MatchRecordRow[]
  readonly activities: readonly ActivityRow[]
  readonly tombstones: readonly TombstoneRow[]
  /** Customers and guests' orders that events were taken out of. */
  readonly withdrawals: readonly Withdrawal[]
  readonly orders: readonly ToldOrderRow[]
  /** Orders whose rows are made again, because events of theirs were taken back. */
  readonly remade: OrderRemake
  readonly records: IdentityRecords
  readonly quarantined: readonly QuarantineRow[]
  readonly erasures: readonly ErasureProgress[]
  /** Requests that staff have to answer. */
  readonly privacyRequests: readonly OpenPrivacyRequest[]
  readonly catalogue: CatalogueRows
  /** What events said of the catalogue that were taken back. */
  readonly withdrawnCatalogue: CatalogueRows
  /** What events report of sales. */
  readonly sales: readonly SalesWord[]
  /** What events reported that were taken back. */
  readonly withdrawnSales: readonly SalesWord[]
}

/**
 * The statements that bring D1 up to a batch, to be run as one transaction. A row is replaced only by a newer one, so
 * running them again, late or in another order changes nothing.
 */
export function projectionStatements(tenantId: string, projection: Partial<Projection>): SqlStatement[] {
  const { records, catalogue, withdrawnCatalogue, remade } = projection
  return [
    // First: an order of an erased customer is given up only once the customer's row says that it is erased.
    ...erasureStatements(tenantId, projection.erasures ?? []),
    ...openPrivacyRequests(tenantId, projection.privacyRequests ?? []),
    ...upsertProfiles(tenantId, projection.profiles ?? []),
    ...upsertMatchRecords(tenantId, projection.matchRecords ?? []),
    ...upsertTombstones(tenantId, projection.tombstones ?? []),
    ...activityStatements(tenantId, projection.activities ?? [], projection.tombstones ?? []),
    ...forgetUnprofiled(tenantId, perhapsUnprofiled(projection)),
    ...forgetPredictionStatements(tenantId, takenApart(projection)),
    ...noteWithdrawals(tenantId, projection.withdrawals ?? []),
    ...(remade === undefined ? [] : remakeStatements(tenantId, remade)),
    ...orderStatements(tenantId, projection.orders ?? []),
    ...(records === undefined ? [] : identityRecordStatements(tenantId, records)),
    ...(withdrawnCatalogue === undefined ? [] : catalogueWithdrawals(tenantId, withdrawnCatalogue)),
    ...(catalogue === undefined ? [] : catalogueStatements(tenantId, catalogue)),
    ...reportedSalesWithdrawals(tenantId, projection.withdrawnSales ?? []),
    ...reportedSalesStatements(tenantId, projection.sales ?? []),
    ...insertQuarantined(tenantId, projection.quarantined ?? []),
  ]
}

/** Customers of whom a batch may say that what was predicted of them is not to be told any more. */
export function silencedBy(projection: Partial<Projection>): string[] {
  return [...perhapsUnprofiled(projection), ...takenApart(projection)]
}

/** Customers whose rows may say that nothing is to be predicted of them any more. Most events say no such thing. */
function perhapsUnprofiled({ profiles, tombstones, erasures }: Partial<Projection>): string[] {
  const silenced = (profiles ?? []).filter(
    ({ restrictedAt, isProfilingAllowed, lastSeenAt }) =>
      restrictedAt !== null || isProfilingAllowed === false || lastSeenAt === 0,
  )
  const closed = (erasures ?? []).flatMap((erasure) => erasure.closed ?? [])
  return [...silenced, ...(tombstones ?? []), ...closed].map(({ customerId }) => customerId)
}

/** Customers of whom a part has left: what was predicted of the whole was about somebody else too. */
function takenApart({ records }: Partial<Projection>): string[] {
  const undone = (records?.merges ?? []).filter(({ undoneAtMs }) => undoneAtMs !== null)
  return [
    ...undone.map(({ survivorId }) => survivorId),
    ...(records?.splits ?? []).map(({ customerId }) => customerId),
  ]
}

function upsertProfiles(tenantId: string, profiles: readonly CustomerProfileRow[]): SqlStatement[] {
  const rows = profiles.map((row) => [
    row.customerId,
    row.version,
    row.displayName,
    row.email,
    row.phone,
    row.searchText,
    row.firstSeenAt,
    row.lastSeenAt,
    row.orderCount,
    row.revenueMinor,
    JSON.stringify(row.channels),
    row.restrictedAt,
    row.isProfilingAllowed === null ? null : Number(row.isProfilingAllowed),
  ])
  return jsonChunks(rows).map((chunk) => ({
    // Materialised, because SQLite would write each row's text anew for each of its columns.
    text: `with told as materialized (select value as told_row from json_each(?2))
           insert into customer_profile (tenant_id, customer_id, version, display_name, email, phone, search_text,
             first_seen_at, last_seen_at, order_count, revenue_minor, channels, restricted_at, is_profiling_allowed)
           select ?1, told_row ->> 0, told_row ->> 1, told_row ->> 2, told_row ->> 3, told_row ->> 4, told_row ->> 5,
             told_row ->> 6, told_row ->> 7, told_row ->> 8, told_row ->> 9, told_row ->> 10, told_row ->> 11,
             told_row ->> 12
           from told where true
           on conflict do update set version = excluded.version, merged_into = null,
             display_name = excluded.display_name, email = excluded.email, phone = excluded.phone,
             search_text = excluded.search_text, first_seen_at = excluded.first_seen_at,
             last_seen_at = excluded.last_seen_at, order_count = excluded.order_count,
             revenue_minor = excluded.revenue_minor, channels = excluded.channels,
             restricted_at = excluded.restricted_at, is_profiling_allowed = excluded.is_profiling_allowed
           where excluded.version > customer_profile.version and customer_profile.erased_at is null`,
    values: [tenantId, chunk],
  }))
}

/**
 * Run after the profiles: only what belongs to the profile as it is now is taken. Written only when it says something
 * new: most events change nothing in it.
 */
function upsertMatchRecords(tenantId: string, matchRecords: readonly MatchRecordRow[]): SqlStatement[] {
  const isOfProfile = `from json_each(?2) as told cross join customer_profile as profile
    on profile.tenant_id = ?1 and profile.customer_id = told.value ->> 0 and profile.version = told.value ->> 1`
  const rows = matchRecords.map((row) => [row.customerId, row.version, row.record])
  const nothing = rows.filter(([, , record]) => record === null)
  return [
    ...jsonChunks(rows.filter(([, , record]) => record !== null)).map((chunk) => ({
      text: `insert into match_record (tenant_id, customer_id, record)
             select ?1, told.value ->> 0, told.value ->> 2 ${isOfProfile}
             where profile.merged_into is null and profile.erased_at is null
             on conflict do update set record = excluded.record where record <> excluded.record`,
      values: [tenantId, chunk],
    })),
    ...jsonChunks(nothing).map((chunk) => ({
      text: `delete from match_record where tenant_id = ?1
             and customer_id in (select told.value ->> 0 ${isOfProfile})`,
      values: [tenantId, chunk],
    })),
  ]
}

/**
 * A merged customer leaves the lists; its row stays, so that a late projection cannot bring it back, and with its name,
 * so that the log of merges can tell whom.
 */
function upsertTombstones(tenantId: string, tombstones: readonly TombstoneRow[]): SqlStatement[] {
  const rows = tombstones.map((row) => [row.customerId, row.version, row.mergedInto])
  return jsonChunks(rows).flatMap((chunk) => [
    {
      text: `insert into customer_profile (tenant_id, customer_id, version, merged_into, display_name, search_text,
             first_seen_at, last_seen_at, order_count, revenue_minor, channels)
           select ?1, value ->> 0, value ->> 1, value ->> 2, '', '', 0, 0, 0, 0, '[]' from json_each(?2) where true
           on conflict do update set version = excluded.version, merged_into = excluded.merged_into
           where excluded.version > customer_profile.version and customer_profile.erased_at is null`,
      values: [tenantId, chunk],
    },
    {
      text: `delete from match_record where tenant_id = ?1 and customer_id in (
               select told.value ->> 0 from json_each(?2) as told cross join customer_profile as profile
               on profile.tenant_id = ?1 and profile.customer_id = told.value ->> 0
               where profile.merged_into is not null)`,
      values: [tenantId, chunk],
    },
  ])
}

function insertQuarantined(tenantId: string, quarantined: readonly QuarantineRow[]): SqlStatement[] {
  const rows = quarantined.map((row) => [
    row.quarantineId,
    row.source,
    row.reason,
    row.detail,
    row.receivedAt,
    row.bytes,
  ])
  return jsonChunks(rows).map((chunk) => ({
    text: `insert into quarantined_event (tenant_id, quarantine_id, source, reason, detail, received_at, bytes)
           select ?1, value ->> 0, value ->> 1, value ->> 2, value ->> 3, value ->> 4, value ->> 5
           from json_each(?2) where true on conflict do nothing`,
    values: [tenantId, chunk],
  }))
}
