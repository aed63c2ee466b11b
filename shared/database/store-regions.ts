import { eq } from 'drizzle-orm'
import type { DrizzleD1Database } from 'drizzle-orm/d1'
import { storeTable } from './tables/catalogue.ts'

/** The region of each store of a tenant that has said where it is: its city, else its country. */
export async function listStoreRegions(
  database: DrizzleD1Database,
  tenantId: string,
): Promise<Map<string, string>> {
  const rows = await database
    .select({ storeId: storeTable.storeId, city: storeTable.city, country: storeTable.country })
    .from(storeTable)
    .where(eq(storeTable.tenantId, tenantId))
    .orderBy(storeTable.storeId, storeTable.source)
  const regions = new Map<string, string>()
  for (const { storeId, city, country } of rows) {
    const region = city ?? country
    if (region !== null && region !== '' && !regions.has(storeId)) regions.set(storeId, region)
  }
  return regions
}
