import { and, count, eq, gt, isNull } from 'drizzle-orm'
import type { DrizzleD1Database } from 'drizzle-orm/d1'
import { accountLinkTable } from './tables/account.ts'
import type { AccountName } from './user-accounts.ts'

const table = accountLinkTable
export type AccountLinkRow = typeof table.$inferSelect

/** Adds a link; the ones before of the same account and purpose are no longer good. */
export async function insertLink(database: DrizzleD1Database, row: AccountLinkRow): Promise<void> {
  await database.batch([
    database
      .update(table)
      .set({ usedAt: row.createdAt })
      .where(
        and(
          eq(table.tenantId, row.tenantId),
          eq(table.userId, row.userId),
          eq(table.purpose, row.purpose),
          isNull(table.usedAt),
        ),
      ),
    database.insert(table).values(row),
  ])
}

/** Makes the open links of an account no longer good. */
export async function closeLinks(
  database: DrizzleD1Database,
  { tenantId, userId }: AccountName,
  nowMs: number,
): Promise<void> {
  await database
    .update(table)
    .set({ usedAt: nowMs })
    .where(and(eq(table.tenantId, tenantId), eq(table.userId, userId), isNull(table.usedAt)))
}

/** How many links an account was made since a moment. */
export async function countLinksSince(
  database: DrizzleD1Database,
  { tenantId, userId }: AccountName,
  sinceMs: number,
): Promise<number> {
  const [row] = await database
    .select({ links: count() })
    .from(table)
    .where(and(eq(table.tenantId, tenantId), eq(table.userId, userId), gt(table.createdAt, sinceMs)))
  return row?.links ?? 0
}

/** A link that can still be used. */
export async function findGoodLink(
  database: DrizzleD1Database,
  linkHash: string,
  purpose: AccountLinkRow['purpose'],
  nowMs: number,
): Promise<AccountLinkRow | undefined> {
  const [row] = await database
    .select()
    .from(table)
    .where(isGood(linkHash, purpose, nowMs))
  return row
}

/** Uses a link; false when it was used meanwhile. */
export async function spendLink(
  database: DrizzleD1Database,
  { linkHash, purpose }: AccountLinkRow,
  nowMs: number,
): Promise<boolean> {
  const used = await database
    .update(table)
    .set({ usedAt: nowMs })
    .where(isGood(linkHash, purpose, nowMs))
    .returning({ linkHash: table.linkHash })
  return used.length > 0
}

function isGood(linkHash: string, purpose: AccountLinkRow['purpose'], nowMs: number) {
  return and(
    eq(table.linkHash, linkHash),
    eq(table.purpose, purpose),
    isNull(table.usedAt),
    gt(table.expiresAt, nowMs),
  )
}
