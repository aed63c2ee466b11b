import { and, desc, eq, lt, or, sql } from 'drizzle-orm'
import type { DrizzleD1Database } from 'drizzle-orm/d1'
import { type QrCodeRow, qrCodeTable } from './tables/qr-code.ts'

const table = qrCodeTable

/** Where a page of codes ended. */
export interface QrCodePlace {
  readonly createdAt: number
  readonly code: string
}

/** A page of a tenant's codes, newest first, and how many there are in all. */
export async function listQrCodes(
  database: DrizzleD1Database,
  tenantId: string,
  limit: number,
  after: QrCodePlace | undefined,
): Promise<{ rows: QrCodeRow[]; total: number }> {
  const isTenants = eq(table.tenantId, tenantId)
  const isAfter =
    after === undefined
      ? undefined
      : or(
          lt(table.createdAt, after.createdAt),
          and(eq(table.createdAt, after.createdAt), lt(table.code, after.code)),
        )
  const [rows, counts] = await database.batch([
    database
      .select()
      .from(table)
      .where(and(isTenants, isAfter))
      .orderBy(desc(table.createdAt), desc(table.code))
      .limit(limit),
    database.select({ total: sql<number>`count(*)` }).from(table).where(isTenants),
  ])
  return { rows, total: counts[0]?.total ?? 0 }
}

/** A code by what is printed, whosever it is; undefined when there is none. */
export async function findQrCode(database: DrizzleD1Database, code: string): Promise<QrCodeRow | undefined> {
  const [row] = await database.select().from(table).where(eq(table.code, code))
  return row
}

/** Tells whether the code was free, and is this one's now. */
export async function insertQrCode(database: DrizzleD1Database, row: QrCodeRow): Promise<boolean> {
  const inserted = await database.insert(table).values(row).onConflictDoNothing().returning()
  return inserted.length === 1
}

/** The code as it is after the changes; undefined when the tenant has none of that name. */
export async function updateQrCode(
  database: DrizzleD1Database,
  tenantId: string,
  code: string,
  changes: Partial<Pick<QrCodeRow, 'label' | 'targetUrl' | 'storeId' | 'campaign' | 'isActive'>>,
): Promise<QrCodeRow | undefined> {
  const isNamed = and(eq(table.tenantId, tenantId), eq(table.code, code))
  const rows =
    Object.keys(changes).length === 0
      ? await database.select().from(table).where(isNamed)
      : await database.update(table).set(changes).where(isNamed).returning()
  return rows[0]
}
