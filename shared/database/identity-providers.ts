import { eq } from 'drizzle-orm'
import type { DrizzleD1Database } from 'drizzle-orm/d1'
import { identityProviderTable } from './tables/account.ts'

const table = identityProviderTable
export type IdentityProviderRow = typeof table.$inferSelect

export async function findIdentityProvider(
  database: DrizzleD1Database,
  tenantId: string,
): Promise<IdentityProviderRow | undefined> {
  const [row] = await database.select().from(table).where(eq(table.tenantId, tenantId))
  return row
}

/** Replaces the tenant's provider, or adds the first. */
export async function putIdentityProvider(
  database: DrizzleD1Database,
  row: IdentityProviderRow,
): Promise<void> {
  const { tenantId: _, ...changes } = row
  await database.insert(table).values(row).onConflictDoUpdate({ target: table.tenantId, set: changes })
}

/** False when there was none. */
export async function deleteIdentityProvider(
  database: DrizzleD1Database,
  tenantId: string,
): Promise<boolean> {
  const deleted = await database
    .delete(table)
    .where(eq(table.tenantId, tenantId))
    .returning({ tenantId: table.tenantId })
  return deleted.length > 0
}
