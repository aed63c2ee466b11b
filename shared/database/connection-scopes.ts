import { eq } from 'drizzle-orm'
import type { DrizzleD1Database } from 'drizzle-orm/d1'
import { connectionTable } from './tables/tenant.ts'

/** The scopes a customer number can have at a tenant: one for tracking, one for files, one a connection. */
export async function connectionScopes(database: DrizzleD1Database, tenantId: string): Promise<string[]> {
  const rows = await database.select().from(connectionTable).where(eq(connectionTable.tenantId, tenantId))
  return ['tracking', 'csv/files', ...rows.map((row) => `${row.source}/${row.connectionId}`)]
}
