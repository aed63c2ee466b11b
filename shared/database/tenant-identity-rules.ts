import { and, eq, sql } from 'drizzle-orm'
import type { DrizzleD1Database } from 'drizzle-orm/d1'
import { defaultIdentityRules, type IdentityRules } from '../identity/identity-rules.ts'
import { tenantTable } from './tables/tenant.ts'

/** The rules that hold for a tenant: its own, or the default. */
export async function findIdentityRules(
  database: DrizzleD1Database,
  tenantId: string,
): Promise<IdentityRules> {
  const [row] = await database
    .select({ identityRules: tenantTable.identityRules })
    .from(tenantTable)
    .where(eq(tenantTable.tenantId, tenantId))
  return row?.identityRules ?? defaultIdentityRules
}

/**
 * Gives a tenant rules of its own, but only if those of version `seenVersion` still hold. Tells whether it did: of two
 * who saw the same version, one gets false.
 */
export async function replaceIdentityRules(
  database: DrizzleD1Database,
  tenantId: string,
  seenVersion: number,
  rules: IdentityRules,
): Promise<boolean> {
  const version = sql`coalesce(${tenantTable.identityRules} ->> '$.version', ${defaultIdentityRules.version})`
  const replaced = await database
    .update(tenantTable)
    .set({ identityRules: rules })
    .where(and(eq(tenantTable.tenantId, tenantId), eq(version, seenVersion)))
    .returning({ tenantId: tenantTable.tenantId })
  return replaced.length > 0
}
