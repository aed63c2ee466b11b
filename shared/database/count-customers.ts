import { sql } from 'drizzle-orm'
import type { DrizzleD1Database } from 'drizzle-orm/d1'

/** How many customers a tenant has; merged and forgotten ones are none. */
export async function countCustomers(database: DrizzleD1Database, tenantId: string): Promise<number> {
  // Named: left to itself SQLite takes the index by when they were seen, and looks at every row.
  const [row] = await database.all<{ count: number }>(sql`
    select count(*) as count from customer_profile indexed by customer_profile_listed
    where tenant_id = ${tenantId} and merged_into is null and erased_at is null and last_seen_at > 0`)
  return row?.count ?? 0
}

/** Whether a tenant has more customers than so many; looks at no more of them. */
export async function hasMoreCustomers(
  database: DrizzleD1Database,
  tenantId: string,
  than: number,
): Promise<boolean> {
  const [row] = await database.all<{ count: number }>(sql`
    select count(*) as count from (select 1 from customer_profile indexed by customer_profile_listed
      where tenant_id = ${tenantId} and merged_into is null and erased_at is null and last_seen_at > 0
      limit ${than + 1})`)
  return (row?.count ?? 0) > than
}
