import { sql } from 'drizzle-orm'
import type { DrizzleD1Database } from 'drizzle-orm/d1'
import { lockedUntil } from '#shared/access/lock-out.ts'
import { type UserAccountRow, userAccountTable } from '#shared/database/tables/account.ts'
import { findAccount, isUntriedSince, updateAccount } from '#shared/database/user-accounts.ts'

/** So often a count is tried when others try the same account at the same moment. */
const triesToCount = 3

/**
 * Counts a try before it is looked at, as if it were wrong: of many at once, no more than the free ones get through. The
 * account as it is then; undefined when it is locked, or too many try at once.
 */
export async function countAttempt(
  database: DrizzleD1Database,
  account: UserAccountRow,
  nowMs: number,
): Promise<UserAccountRow | undefined> {
  let latest: UserAccountRow | undefined = account
  for (let tries = 0; latest !== undefined && tries < triesToCount; tries += 1) {
    if (latest.lockedUntil !== null && latest.lockedUntil > nowMs) break
    const failedAttemptCount = latest.failedAttemptCount + 1
    const counted = await updateAccount(
      database,
      latest,
      { failedAttemptCount, lockedUntil: lockedUntil(failedAttemptCount, nowMs) },
      isUntriedSince(latest),
    )
    if (counted !== undefined) return counted
    latest = await findAccount(database, latest)
  }
  if (latest === undefined || latest !== account) return undefined
  await countNothing(database)
  return undefined
}

/** Takes as long as counting, for an account that is not there or is locked. */
export async function countNothing(database: DrizzleD1Database): Promise<void> {
  await updateAccount(database, { tenantId: '', userId: '' }, { failedAttemptCount: 0 })
}

/** Takes back what {@link countAttempt} counted, for a try that was not wrong and is not over. */
export async function uncountAttempt(database: DrizzleD1Database, counted: UserAccountRow): Promise<void> {
  const failedAttemptCount = sql<number>`max(${userAccountTable.failedAttemptCount} - 1, 0)`
  await database
    .update(userAccountTable)
    .set({ failedAttemptCount, lockedUntil: null })
    .where(sql`${userAccountTable.userId} = ${counted.userId} and ${isUntriedSince(counted)}`)
}
