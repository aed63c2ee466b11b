import { grantableRoles } from '#shared/access/may-grant.ts'
import type { UserView } from '#shared/contracts/users.ts'
import type { UserAccountRow } from '#shared/database/tables/account.ts'
import { toIso } from '#shared/kernel/time.ts'
import type { Access } from './api-env.ts'
import { ProblemError } from './problems.ts'

/** A person as somebody who looks after people sees them. */
export function userView(account: UserAccountRow, access: Access): UserView {
  const { userId, email, displayName, role, status, totpConfirmedAt, lastSignedInAt, createdAt } = account
  return {
    userId,
    email,
    displayName,
    role,
    status,
    hasSecondFactor: totpConfirmedAt !== null,
    lastSignedInAt: lastSignedInAt === null ? null : toIso(lastSignedInAt),
    createdAt: toIso(createdAt),
    mayBeChanged: mayChange(account, access),
  }
}

/** Nobody changes oneself this way, or somebody who may do more than they may. */
function mayChange({ userId, role }: UserAccountRow, access: Access): boolean {
  return (
    access.permissions.has('users:manage') &&
    userId !== access.userId &&
    grantableRoles(access.permissions).includes(role)
  )
}

/** Throws a 403 problem when the caller may not change this person. */
export function requireChangeable(account: UserAccountRow, access: Access): void {
  if (account.userId === access.userId) {
    throw new ProblemError('forbidden', 'Ask somebody else: nobody changes their own role or access')
  }
  if (!mayChange(account, access)) {
    throw new ProblemError('forbidden', 'This person may do more than you may')
  }
}

/** Throws a 403 problem when the caller would give more than they have. */
export function requireGrantable(role: UserAccountRow['role'], access: Access): void {
  if (!grantableRoles(access.permissions).includes(role)) {
    throw new ProblemError('forbidden', `You cannot make anybody ${role}: it may do more than you may`)
  }
}
