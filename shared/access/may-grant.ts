import { grantedPermissions, type Permission, permissionsOfRole } from './permissions.ts'
import { type Role, type UserRole, userRoles } from './roles.ts'

/**
 * What somebody must have to give a permission that nobody has over others. Whoever makes an account of a customer names
 * its address and is shown the link, so could come as that customer: see them, and have them forgotten.
 */
const neededToGive: Partial<Record<Permission, readonly Permission[]>> = {
  'account:use': [],
  'portal:use': ['customers:read', 'personal-data:read', 'customers:write', 'privacy:manage'],
}

/** Whether somebody who may do what is in `held` may let another do what is in `wanted`: nobody gives more than they have. */
export function mayGrant(held: ReadonlySet<Permission>, wanted: Iterable<Permission>): boolean {
  return [...wanted].every((permission) =>
    (neededToGive[permission] ?? [permission]).every((needed) => held.has(needed)),
  )
}

/** The roles that somebody may give a person, and whose people they may change. */
export function grantableRoles(held: ReadonlySet<Permission>): UserRole[] {
  return userRoles.filter((role) => mayGrant(held, permissionsOfRole[role]))
}

/** Whether somebody may make a key of a role that is cut down to these scopes (null: not cut down). */
export function mayMakeKey(
  held: ReadonlySet<Permission>,
  role: Role,
  scopes: readonly Permission[] | null,
): boolean {
  return mayGrant(held, grantedPermissions(role, scopes))
}
