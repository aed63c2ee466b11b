import { and, asc, eq, sql } from 'drizzle-orm'
import type { DrizzleD1Database } from 'drizzle-orm/d1'
import { type SupplyRuleRow, supplyRuleTable } from './tables/replenishment.ts'

const table = supplyRuleTable

/** A tenant may have so many rules: all of them are read for every list of orders. */
export const maximumSupplyRules = 20_000

/** All rules of a tenant by item and place, the general ones first. */
export async function listSupplyRules(
  database: DrizzleD1Database,
  tenantId: string,
): Promise<SupplyRuleRow[]> {
  return database
    .select()
    .from(table)
    .where(eq(table.tenantId, tenantId))
    .orderBy(asc(table.sku), asc(table.storeId))
}

/** Writes a rule in place of the one for the same item and place. Tells whether there was room for it. */
export async function saveSupplyRule(database: DrizzleD1Database, row: SupplyRuleRow): Promise<boolean> {
  const [known] = await database
    .select({ others: sql<number>`count(*)` })
    .from(table)
    .where(and(eq(table.tenantId, row.tenantId), sql`not (${isOf(row)})`))
  if ((known?.others ?? 0) >= maximumSupplyRules) return false
  await database
    .insert(table)
    .values(row)
    .onConflictDoUpdate({ target: [table.tenantId, table.sku, table.storeId], set: row })
  return true
}

/** Tells whether there was one. */
export async function deleteSupplyRule(
  database: DrizzleD1Database,
  tenantId: string,
  place: Pick<SupplyRuleRow, 'sku' | 'storeId'>,
): Promise<boolean> {
  const deleted = await database
    .delete(table)
    .where(and(eq(table.tenantId, tenantId), isOf(place)))
    .returning({ sku: table.sku })
  return deleted.length > 0
}

function isOf({ sku, storeId }: Pick<SupplyRuleRow, 'sku' | 'storeId'>) {
  return and(eq(table.sku, sku), eq(table.storeId, storeId))
}
