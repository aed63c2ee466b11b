/** What a member of staff may be, the one who may most first. */
export const staffRoles = [
  'owner',
  'admin',
  'manager',
  'privacy-officer',
  'support',
  'analyst',
  'marketer',
  'auditor',
] as const
export type StaffRole = (typeof staffRoles)[number]

/** Everybody who signs in: staff, and customers of the shop who look at what is known about themselves. */
export const userRoles = [...staffRoles, 'customer'] as const
export type UserRole = (typeof userRoles)[number]

/** `write`: a key that may send events and nothing else; it may stand in a page for everybody to see. */
export type Role = UserRole | 'write'

export function isStaffRole(role: Role): role is StaffRole {
  return (staffRoles as readonly string[]).includes(role)
}
