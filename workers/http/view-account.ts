import type { Account, AccountSession } from '#shared/contracts/accounts.ts'
import type { UserAccountRow, UserSessionRow } from '#shared/database/tables/account.ts'
import { toIso } from '#shared/kernel/time.ts'

/** An account as its owner sees it. */
export function accountView(account: UserAccountRow): Account {
  const { userId, email, displayName, role, passwordHash, totpConfirmedAt, lastSignedInAt } = account
  return {
    userId,
    email,
    displayName,
    role,
    hasPassword: passwordHash !== null,
    secondFactor: {
      isOn: totpConfirmedAt !== null,
      recoveryCodesLeft: totpConfirmedAt === null ? 0 : account.recoveryCodeHashes.length,
    },
    lastSignedInAt: lastSignedInAt === null ? null : toIso(lastSignedInAt),
    createdAt: toIso(account.createdAt),
  }
}

/** A session as its owner sees it; `currentId` is the one that asks. */
export function sessionView(session: UserSessionRow, currentId: string): AccountSession {
  const { sessionId, method, userAgent, createdAt, lastUsedAt, expiresAt } = session
  return {
    sessionId,
    isCurrent: sessionId === currentId,
    method,
    userAgent,
    createdAt: toIso(createdAt),
    lastUsedAt: toIso(lastUsedAt),
    expiresAt: toIso(expiresAt),
  }
}
