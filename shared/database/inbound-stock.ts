import { and, asc, eq, sql } from 'drizzle-orm'
import type { DrizzleD1Database } from 'drizzle-orm/d1'
import { type InboundStockRow, inboundStockTable } from './tables/replenishment.ts'

const table = inboundStockTable

/** A tenant may note so many deliveries that are on their way: all of them are read for every list of orders. */
export const maximumInboundStock = 20_000

/** All that a tenant waits for, by the day it is expected. */
export async function listInboundStock(
  database: DrizzleD1Database,
  tenantId: string,
): Promise<InboundStockRow[]> {
  return database
    .select()
    .from(table)
    .where(eq(table.tenantId, tenantId))
    .orderBy(asc(table.expectedDay), asc(table.inboundId))
}

/** Tells whether there was room for it. */
export async function insertInboundStock(
  database: DrizzleD1Database,
  row: InboundStockRow,
): Promise<boolean> {
  const [known] = await database
    .select({ count: sql<number>`count(*)` })
    .from(table)
    .where(eq(table.tenantId, row.tenantId))
  if ((known?.count ?? 0) >= maximumInboundStock) return false
  await database.insert(table).values(row)
  return true
}

/** Tells whether there was one. */
export async function deleteInboundStock(
  database: DrizzleD1Database,
  tenantId: string,
  inboundId: string,
): Promise<boolean> {
  const deleted = await database
    .delete(table)
    .where(and(eq(table.tenantId, tenantId), eq(table.inboundId, inboundId)))
    .returning({ inboundId: table.inboundId })
  return deleted.length > 0
}
