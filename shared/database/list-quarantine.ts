import { and, desc, eq, lt } from 'drizzle-orm'
import type { DrizzleD1Database } from 'drizzle-orm/d1'
import { quarantinedEventTable } from './tables/quarantined-event.ts'

export type QuarantinedEventRow = typeof quarantinedEventTable.$inferSelect

/** A page of a tenant's quarantine, newest first, that goes on after `afterId`. */
export async function listQuarantine(
  database: DrizzleD1Database,
  tenantId: string,
  limit: number,
  afterId: string | undefined,
): Promise<QuarantinedEventRow[]> {
  return database
    .select()
    .from(quarantinedEventTable)
    .where(
      and(
        eq(quarantinedEventTable.tenantId, tenantId),
        afterId === undefined ? undefined : lt(quarantinedEventTable.quarantineId, afterId),
      ),
    )
    .orderBy(desc(quarantinedEventTable.quarantineId))
    .limit(limit)
}

export async function findQuarantined(
  database: DrizzleD1Database,
  tenantId: string,
  quarantineId: string,
): Promise<QuarantinedEventRow | undefined> {
  const [row] = await database.select().from(quarantinedEventTable).where(isRow(tenantId, quarantineId))
  return row
}

/** For a record that was mapped after all; the log goes on counting it as one that was quarantined. */
export async function deleteQuarantined(
  database: DrizzleD1Database,
  tenantId: string,
  quarantineId: string,
): Promise<void> {
  await database.delete(quarantinedEventTable).where(isRow(tenantId, quarantineId))
}

function isRow(tenantId: string, quarantineId: string) {
  return and(
    eq(quarantinedEventTable.tenantId, tenantId),
    eq(quarantinedEventTable.quarantineId, quarantineId),
  )
}
