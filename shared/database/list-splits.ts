import { and, desc, eq, lt, or } from 'drizzle-orm'
import type { DrizzleD1Database } from 'drizzle-orm/d1'
import type { SplitRecord } from '../identity/decision-records.ts'
import { type IdentitySplitRow, identitySplitTable } from './tables/identity-split.ts'

const table = identitySplitTable

/** A page of a tenant's splits, newest first, that goes on after `afterId`; of one customer, or of all. */
export async function listSplits(
  database: DrizzleD1Database,
  tenantId: string,
  customerId: string | undefined,
  limit: number,
  afterId: string | undefined,
): Promise<SplitRecord[]> {
  const rows = await database
    .select()
    .from(table)
    .where(
      and(
        eq(table.tenantId, tenantId),
        customerId === undefined
          ? undefined
          : or(eq(table.customerId, customerId), eq(table.newCustomerId, customerId)),
        afterId === undefined ? undefined : lt(table.splitId, afterId),
      ),
    )
    .orderBy(desc(table.splitId))
    .limit(limit)
  return rows.map(splitRecord)
}

function splitRecord({ splitAt, identifiers, undoneAt, ...row }: IdentitySplitRow): SplitRecord {
  return { ...row, splitAtMs: splitAt, keys: identifiers, undoneAtMs: undoneAt }
}
