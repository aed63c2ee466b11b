import type { DrizzleD1Database } from 'drizzle-orm/d1'
import { findProfiles } from './list-customers.ts'

/** The display names of these customers, merged ones included; those that were erased or are not known are left out. */
export async function findDisplayNames(
  database: DrizzleD1Database,
  tenantId: string,
  customerIds: readonly string[],
): Promise<Map<string, string>> {
  const rows = await findProfiles(database, tenantId, [...new Set(customerIds)])
  return new Map(
    rows.flatMap(({ customerId, displayName, erasedAt }) =>
      erasedAt === null ? [[customerId, displayName] as const] : [],
    ),
  )
}
