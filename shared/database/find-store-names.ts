import { and, eq, sql } from 'drizzle-orm'
import type { DrizzleD1Database } from 'drizzle-orm/d1'
import { storeTable } from './tables/catalogue.ts'

/** What the places with these ids are called, by id; those without a name are left out. */
export async function findStoreNames(
  database: DrizzleD1Database,
  tenantId: string,
  storeIds: Iterable<string>,
): Promise<ReadonlyMap<string, string>> {
  const asked = [...new Set(storeIds)].filter((storeId) => storeId !== '')
  if (asked.length === 0) return new Map()
  const rows = await database
    .select({ storeId: storeTable.storeId, name: sql<string>`min(${storeTable.name})` })
    .from(storeTable)
    .where(
      and(
        eq(storeTable.tenantId, tenantId),
        sql`${storeTable.storeId} in (select value from json_each(${JSON.stringify(asked)}))`,
        sql`${storeTable.name} is not null`,
      ),
    )
    .groupBy(storeTable.storeId)
  return new Map(rows.map(({ storeId, name }) => [storeId, name]))
}
