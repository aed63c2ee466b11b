import { and, desc, eq, lt, sql } from 'drizzle-orm'
import type { DrizzleD1Database } from 'drizzle-orm/d1'
import { type PrivacyRequestRow, privacyRequestTable } from './tables/privacy-request.ts'

const table = privacyRequestTable

export interface PrivacyRequestListRequest {
  readonly tenantId: string
  readonly status: PrivacyRequestRow['status'] | 'all'
  readonly limit: number
  /** The request at which the page before ended. */
  readonly afterId: string | undefined
}

/** A page of a tenant's requests, newest first, and how many there are in all. */
export async function listPrivacyRequests(
  database: DrizzleD1Database,
  { tenantId, status, limit, afterId }: PrivacyRequestListRequest,
): Promise<{ requests: PrivacyRequestRow[]; total: number }> {
  const matching = and(eq(table.tenantId, tenantId), status === 'all' ? undefined : eq(table.status, status))
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
