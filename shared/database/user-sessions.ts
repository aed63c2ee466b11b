import { and, desc, eq, gt, isNull, ne, type SQL } from 'drizzle-orm'
import type { DrizzleD1Database } from 'drizzle-orm/d1'
import { type UserSessionRow, userAccountTable, userSessionTable } from './tables/account.ts'
import type { AccountName } from './user-accounts.ts'

const table = userSessionTable

/** A session with what of its account decides whether it still counts. */
export interface SessionWithAccount {
  readonly session: UserSessionRow
  readonly email: string
  readonly role: typeof userAccountTable.$inferSelect.role
  readonly status: typeof userAccountTable.$inferSelect.status
  readonly isDemo: boolean
  readonly accountCreatedAt: number
  readonly totpConfirmedAt: number | null
}

export async function insertSession(database: DrizzleD1Database, row: UserSessionRow): Promise<void> {
  await database.insert(table).values(row)
}

/** Undefined when there is no such session, or its account is gone. */
export async function findSession(
  database: DrizzleD1Database,
  sessionId: string,
): Promise<SessionWithAccount | undefined> {
  const [row] = await database
    .select({
      session: table,
      email: userAccountTable.email,
      role: userAccountTable.role,
      status: userAccountTable.status,
      isDemo: userAccountTable.isDemo,
      accountCreatedAt: userAccountTable.createdAt,
      totpConfirmedAt: userAccountTable.totpConfirmedAt,
    })
    .from(table)
    .innerJoin(
      userAccountTable,
      and(eq(userAccountTable.userId, table.userId), eq(userAccountTable.tenantId, table.tenantId)),
    )
    .where(eq(table.sessionId, sessionId))
  return row
}

/** An account's sessions that are going on, the one used last first. */
export async function listSessions(
  database: DrizzleD1Database,
  name: AccountName,
  nowMs: number,
): Promise<UserSessionRow[]> {
  return database
    .select()
    .from(table)
    .where(and(isOf(name), isNull(table.revokedAt), gt(table.expiresAt, nowMs)))
    .orderBy(desc(table.lastUsedAt))
    .limit(200)
}

/** Counts one exchange of the refresh token; false when another one was faster, or the session is over. */
export async function countRefresh(
  database: DrizzleD1Database,
  { sessionId, refreshCount }: UserSessionRow,
  nowMs: number,
): Promise<boolean> {
  const counted = await database
    .update(table)
    .set({ refreshCount: refreshCount + 1, refreshedAt: nowMs, lastUsedAt: nowMs })
    .where(and(eq(table.sessionId, sessionId), eq(table.refreshCount, refreshCount), isNull(table.revokedAt)))
    .returning({ sessionId: table.sessionId })
  return counted.length > 0
}

/** What of an account's sessions is to be ended: all, one, or all but one. */
export type EndedSessions = 'all' | { only: string } | { butNot: string }

/** Ends sessions of an account that are going on, and tells which. */
export async function endSessions(
  database: DrizzleD1Database,
  name: AccountName,
  which: EndedSessions,
  because: NonNullable<UserSessionRow['revokedBecause']>,
  nowMs: number,
): Promise<string[]> {
  const ended = await database
    .update(table)
    .set({ revokedAt: nowMs, revokedBecause: because })
    .where(and(isOf(name), isNull(table.revokedAt), isMeant(which)))
    .returning({ sessionId: table.sessionId })
  return ended.map(({ sessionId }) => sessionId)
}

function isMeant(which: EndedSessions): SQL | undefined {
  if (which === 'all') return undefined
  return 'only' in which ? eq(table.sessionId, which.only) : ne(table.sessionId, which.butNot)
}

function isOf({ tenantId, userId }: AccountName): SQL | undefined {
  return and(eq(table.tenantId, tenantId), eq(table.userId, userId))
}
