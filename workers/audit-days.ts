import type { DrizzleD1Database } from 'drizzle-orm/d1'
import { auditSealHash, stretchOf } from '#shared/audit/audit-seal.ts'
import { readAuditRows } from '#shared/database/audit-log.ts'
import type { AuditLogRow } from '#shared/database/tables/audit-log.ts'

const pageSize = 1_000

/** What the seal of a day comes to by the rows that are there now, and how many they are. */
export async function sealOfDay(
  database: DrizzleD1Database,
  tenantId: string,
  day: string,
  before: string,
): Promise<{ sealHash: string; rowCount: number }> {
  const rows: AuditLogRow[] = []
  for (;;) {
    const page = await readAuditRows(database, tenantId, stretchOf(day), rows.at(-1)?.auditId ?? '', pageSize)
    rows.push(...page)
    if (page.length < pageSize) break
  }
  return { sealHash: await auditSealHash(before, day, rows), rowCount: rows.length }
}
