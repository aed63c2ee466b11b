import { and, desc, eq, isNotNull, lt, or, sql } from 'drizzle-orm'
import type { DrizzleD1Database } from 'drizzle-orm/d1'
import { type PrivacyRequestRow, privacyRequestTable } from './tables/privacy-request.ts'

const table = privacyRequestTable

export interface PrivacyRequestListRequest {
  readonly tenantId: string
  readonly status: PrivacyRequestRow['status'] | 'all'
  readonly kind: PrivacyRequestRow['kind'] | undefined
  readonly limit: number
  /** The request at which the page before ended. */
  readonly afterId: string | undefined
}

/** A page of a tenant's requests, newest first, and how many there are in all. */
export async function listPrivacyRequests(
  database: DrizzleD1Database,
  { tenantId, status, kind, limit, afterId }: PrivacyRequestListRequest,
): Promise<{ requests: PrivacyRequestRow[]; total: number }> {
  const matching = and(
    eq(table.tenantId, tenantId),
    status === 'all' ? undefined : eq(table.status, status),
    kind && eq(table.kind, kind),
  )
  const [requests, counts] = await database.batch([
    database
      .select()
      .from(table)
      .where(and(matching, afterId === undefined ? undefined : lt(table.requestId, afterId)))
      .orderBy(desc(table.requestId))
      .limit(limit),
    database.select({ total: sql<number>`count(*)` }).from(table).where(matching),
  ])
  return { requests, total: counts[0]?.total ?? 0 }
}

export async function findPrivacyRequest(
  database: DrizzleD1Database,
  tenantId: string,
  requestId: string,
): Promise<PrivacyRequestRow | undefined> {
  const [row] = await database
    .select()
    .from(table)
    .where(and(eq(table.tenantId, tenantId), eq(table.requestId, requestId)))
  return row
}

/** A request to be kept; what is left out is as it is at the beginning. */
export type NewPrivacyRequestRow = Pick<
  PrivacyRequestRow,
  'tenantId' | 'requestId' | 'kind' | 'customerId' | 'status' | 'requestedAt' | 'requestedBy' | 'dueAt'
> &
  Partial<PrivacyRequestRow>

export async function insertPrivacyRequest(
  database: DrizzleD1Database,
  request: NewPrivacyRequestRow,
): Promise<PrivacyRequestRow> {
  const row: PrivacyRequestRow = {
    mode: 'delete',
    completedAt: null,
    resultKey: null,
    resultUntil: null,
    receipt: [],
    ...request,
  }
  await database.insert(table).values(row).onConflictDoNothing()
  return row
}

/** Writes what has changed of a request, if it still stands as `seen`. Tells whether it did. */
export async function updatePrivacyRequest(
  database: DrizzleD1Database,
  seen: Pick<PrivacyRequestRow, 'tenantId' | 'requestId' | 'status'>,
  changes: Partial<PrivacyRequestRow>,
): Promise<boolean> {
  const { meta } = await database
    .update(table)
    .set(changes)
    .where(
      and(
        eq(table.tenantId, seen.tenantId),
        eq(table.requestId, seen.requestId),
        eq(table.status, seen.status),
      ),
    )
  return meta.changes === 1
}

/** The newest requests about these customers. */
export async function listRequestsAbout(
  database: DrizzleD1Database,
  tenantId: string,
  customerIds: readonly string[],
  limit: number,
): Promise<PrivacyRequestRow[]> {
  return database
    .select()
    .from(table)
    .where(
      and(
        eq(table.tenantId, tenantId),
        sql`${table.customerId} in (select value from json_each(${JSON.stringify(customerIds)}))`,
      ),
    )
    .orderBy(desc(table.requestId))
    .limit(limit)
}

/** Exports of all tenants that nobody has begun and that name a customer, or that stand still since before a moment. */
export async function listExportsToMake(
  database: DrizzleD1Database,
  idleSinceMs: number,
  limit: number,
): Promise<PrivacyRequestRow[]> {
  const isOpen = and(eq(table.status, 'open'), sql`${table.customerId} <> ''`)
  const isIdle = and(eq(table.status, 'running'), lt(table.requestedAt, idleSinceMs))
  return database
    .select()
    .from(table)
    .where(and(eq(table.kind, 'export'), or(isOpen, isIdle)))
    .limit(limit)
}

/** Exports of all tenants whose result may not be fetched any more and is still kept. */
export async function listExportsToDelete(
  database: DrizzleD1Database,
  nowMs: number,
  limit: number,
): Promise<PrivacyRequestRow[]> {
  return database
    .select()
    .from(table)
    .where(and(isNotNull(table.resultKey), lt(table.resultUntil, nowMs)))
    .limit(limit)
}
