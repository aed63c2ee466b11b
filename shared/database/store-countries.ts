import { and, eq, isNotNull } from 'drizzle-orm'
import type { DrizzleD1Database } from 'drizzle-orm/d1'
import { storesAbroad } from '../demand/stores-abroad.ts'
import { storeTable } from './tables/catalogue.ts'

/** By store of a tenant, its country, of those that lie abroad (see `storesAbroad`). */
export async function listStoresAbroad(
  database: DrizzleD1Database,
  tenantId: string,
  homeCountry: string,
): Promise<Record<string, string>> {
  const rows = await database
    .select({ storeId: storeTable.storeId, country: storeTable.country })
    .from(storeTable)
    .where(and(eq(storeTable.tenantId, tenantId), isNotNull(storeTable.country)))
    .orderBy(storeTable.storeId, storeTable.source)
  return storesAbroad(rows, homeCountry)
}
