import {
  and,
  desc,
  eq,
  getTableColumns,
  gt,
  gte,
  isNotNull,
  isNull,
  lt,
  or,
  type SQL,
  sql,
} from 'drizzle-orm'
import type { DrizzleD1Database } from 'drizzle-orm/d1'
import { bodyOfText } from '../connections/body-text.ts'
import type { DeliveryFigures } from '../connections/connection-health.ts'
import { firstDeliveryId } from '../connections/delivery-row.ts'
import { type DeliveryVerdict, troubledVerdicts } from '../connections/delivery-verdict.ts'
import { dayMs, hourMs } from '../kernel/time.ts'
import type { ConnectionName } from './connections.ts'
import { type ConnectionLogRow, connectionLogsTable } from './tables/connection-logs.ts'

const table = connectionLogsTable
/** Figures are taken of so many of the latest deliveries at the most. */
const countedDeliveries = 2_000
const laggedDeliveries = 200

/** A page of a connection's deliveries, newest first, without what was sent. */
export async function listDeliveries(
  database: DrizzleD1Database,
  name: ConnectionName,
  {
    verdict,
    limit,
    afterId,
  }: { verdict: DeliveryVerdict | undefined; limit: number; afterId: string | undefined },
): Promise<Omit<ConnectionLogRow, 'kept'>[]> {
  const { kept: _, ...told } = getTableColumns(table)
  return database
    .select(told)
    .from(table)
    .where(
      and(
        isOf(name),
        verdict === undefined ? undefined : eq(table.verdict, verdict),
        afterId === undefined ? undefined : lt(table.logId, afterId),
      ),
    )
    .orderBy(desc(table.logId))
    .limit(limit)
}

export async function findDelivery(
  database: DrizzleD1Database,
  tenantId: string,
  logId: string,
): Promise<ConnectionLogRow | undefined> {
  const [row] = await database
    .select()
    .from(table)
    .where(and(eq(table.tenantId, tenantId), eq(table.logId, logId)))
  return row
}

/**
 * The delivery that left a record in quarantine: of its connection and moment, with its bytes; or as long, where they were too
 * long to be kept here as well. Undefined too when it cannot be told which of several it was.
 */
export async function findQuarantinedDelivery(
  database: DrizzleD1Database,
  name: ConnectionName,
  receivedAtMs: number,
  bytes: string,
): Promise<ConnectionLogRow | undefined> {
  const keptBody = sql`json_extract(${table.kept}, '$.body')`
  const fitting = await database
    .select()
    .from(table)
    .where(
      and(
        isOf(name),
        ...isOfMoment(receivedAtMs),
        gt(table.quarantinedCount, 0),
        isNotNull(table.kept),
        or(eq(keptBody, bytes), and(isNull(keptBody), eq(table.byteCount, bodyOfText(bytes).byteLength))),
      ),
    )
  const withBytes = fitting.filter(({ kept }) => kept?.body === bytes)
  const [first, ...others] = withBytes.length > 0 ? withBytes : fitting
  // The same bytes of another topic are read otherwise.
  const isSure = others.every(({ topic }) => withBytes.length > 0 && topic === first?.topic)
  return isSure ? first : undefined
}

/**
 * The delivery that an event came in, by its connection, its key and when it was received: the one that names it. Else a guess: the only
 * one of that moment that turned into more than it names, or left in quarantine what may have become the event since. Undefined when there is
 * none, or none any more, or several.
 */
export async function findDeliveryOfEvent(
  database: DrizzleD1Database,
  name: ConnectionName,
  eventKey: string,
  receivedAtMs: number,
): Promise<string | undefined> {
  const rows = await database
    .select({
      logId: table.logId,
      eventKeys: table.eventKeys,
      acceptedCount: table.acceptedCount,
      duplicateCount: table.duplicateCount,
      quarantinedCount: table.quarantinedCount,
    })
    .from(table)
    .where(and(isOf(name), ...isOfMoment(receivedAtMs)))
  const naming = rows.find(({ eventKeys }) => eventKeys.includes(eventKey))
  if (naming !== undefined) return naming.logId
  const [only, ...others] = rows.filter(
    ({ eventKeys, acceptedCount, duplicateCount, quarantinedCount }) =>
      acceptedCount + duplicateCount > eventKeys.length || quarantinedCount > 0,
  )
  return others.length === 0 ? only?.logId : undefined
}

/** The figures of a connection's latest deliveries. */
export async function findDeliveryFigures(
  database: DrizzleD1Database,
  name: ConnectionName,
  nowMs: number,
): Promise<DeliveryFigures> {
  const latest = database
    .select({ receivedAt: table.receivedAt, verdict: table.verdict })
    .from(table)
    .where(isOf(name))
    .orderBy(desc(table.logId))
    .limit(countedDeliveries)
    .as('latest')
  const isTroubled = sql`${latest.verdict} in ${[...troubledVerdicts]}`
  // Named, because a batch tells columns apart by their names alone.
  const count = (name: string, condition: SQL) => sql<number>`coalesce(sum(${condition}), 0)`.as(name)
  const [hour, day] = [
    sql`${latest.receivedAt} >= ${nowMs - hourMs}`,
    sql`${latest.receivedAt} >= ${nowMs - dayMs}`,
  ]
  const [figures, newest, lags] = await database.batch([
    database
      .select({
        lastSeenAtMs: sql<
          number | null
        >`max(${latest.receivedAt}) filter (where ${latest.verdict} <> 'refused')`,
        hourCount: count('hour_count', hour),
        hourErrorCount: count('hour_error_count', sql`${hour} and ${isTroubled}`),
        dayCount: count('day_count', day),
        dayErrorCount: count('day_error_count', sql`${day} and ${isTroubled}`),
      })
      .from(latest),
    database
      .select({ verdict: table.verdict })
      .from(table)
      .where(isOf(name))
      .orderBy(desc(table.logId))
      .limit(1),
    database
      .select({ lagMs: sql<number | null>`json_extract(${table.kept}, '$.lagMs')` })
      .from(table)
      .where(isOf(name))
      .orderBy(desc(table.logId))
      .limit(laggedDeliveries),
  ])
  const [counts] = figures
  if (counts === undefined) throw new Error('an aggregate always has a row')
  return {
    ...counts,
    lastVerdict: newest[0]?.verdict ?? null,
    isCapped: counts.dayCount >= countedDeliveries,
    lagsMs: lags.flatMap(({ lagMs }) => lagMs ?? []),
  }
}

/** Deletes deliveries of all tenants that were received before a moment, `limit` at the most; tells how many. */
export async function deleteOldDeliveries(
  database: DrizzleD1Database,
  beforeMs: number,
  limit: number,
): Promise<number> {
  // Ids sort by time, and the key begins with the tenant: so nothing else is looked at.
  const deleted = await database.run(sql`delete from connection_logs where rowid in (
    select connection_logs.rowid from tenant cross join connection_logs
    on connection_logs.tenant_id = tenant.tenant_id and connection_logs.log_id < ${firstDeliveryId(beforeMs)}
    limit ${limit})`)
  return deleted.meta.changes
}

function isOfMoment(receivedAtMs: number): SQL[] {
  return [gte(table.logId, firstDeliveryId(receivedAtMs)), lt(table.logId, firstDeliveryId(receivedAtMs + 1))]
}

function isOf({ tenantId, source, connectionId }: ConnectionName) {
  return and(eq(table.tenantId, tenantId), eq(table.source, source), eq(table.connectionId, connectionId))
}
