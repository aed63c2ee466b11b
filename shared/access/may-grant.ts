import { grantedPermissions, type Permission, permissionsOfRole } from './permissions.ts'
import { type Role, type UserRole, userRoles } from './roles.ts'

/** These are about oneself, so nobody gains anything over others by them. */
const ofOneself: ReadonlySet<Permission> = new Set(['account:use', 'portal:use'])

/** Whether somebody who may do what is in `held` may let another do what is in `wanted`: nobody gives more than they have. */
export function mayGrant(held: ReadonlySet<Permission>, wanted: Iterable<Permission>): boolean {
  return [...wanted].every((permission) => held.has(permission) || ofOneself.has(permission))
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
