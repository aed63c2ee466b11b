import { dayMs } from '../kernel/time.ts'
import { isStaffRole, type Role } from './roles.ts'

/** So long somebody who must have a second factor has time to set it up. */
export const secondFactorGraceMs = 7 * dayMs

/** Whom a shop wants to have a second factor. */
export interface SecondFactorDemand {
  readonly secondFactorRoles: readonly Role[]
  /** Since when, in epoch ms; null: nobody must. */
  readonly secondFactorSince: number | null
}

/**
 * By when somebody must have set up a second factor, in epoch ms; null when nobody asks for it. Both an account and the
 * demand give the time of grace, whichever is the younger. Whom a provider signed in answers to the provider instead.
 */
export function secondFactorDueAt(
  { secondFactorRoles, secondFactorSince }: SecondFactorDemand,
  account: {
    readonly role: Role
    readonly createdAt: number
    readonly totpConfirmedAt: number | null
  },
  method: 'password' | 'password-and-code' | 'provider',
): number | null {
  const isDemanded =
    secondFactorSince !== null && isStaffRole(account.role) && secondFactorRoles.includes(account.role)
  if (!isDemanded || account.totpConfirmedAt !== null || method === 'provider') return null
  return Math.max(secondFactorSince, account.createdAt) + secondFactorGraceMs
}

/** Since when a demand holds after a change: anew when more people must than before, else as it was. */
export function demandedSince(
  before: SecondFactorDemand,
  roles: readonly Role[],
  nowMs: number,
): number | null {
  if (roles.length === 0) return null
  const isMore = roles.some((role) => !before.secondFactorRoles.includes(role))
  return isMore ? nowMs : (before.secondFactorSince ?? nowMs)
}
