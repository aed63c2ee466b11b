import { and, eq, isNotNull } from 'drizzle-orm'
import type { DrizzleD1Database } from 'drizzle-orm/d1'
import { storeTable } from './tables/catalogue.ts'

const countryCode = /^[A-Z]{2}$/

/** By store of a tenant, its country (ISO 3166 alpha-2), of those that lie in another than `homeCountry`. What is no such code is left out. */
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
  const countries = new Map<string, string>()
  for (const { storeId, country } of rows) {
    const code = (country ?? '').trim().toUpperCase()
    if (countryCode.test(code) && !countries.has(storeId)) countries.set(storeId, code)
  }
  return Object.fromEntries([...countries].filter(([, country]) => country !== homeCountry))
}
