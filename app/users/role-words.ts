import type { UserRole } from '#shared/access/roles.ts'

/** What the roles are called, and what somebody of the role is there for. */
export const roleWords: Readonly<Record<UserRole, { readonly name: string; readonly about: string }>> = {
  owner: { name: 'Owner', about: 'May do everything, and decides about the shop itself.' },
  admin: { name: 'Admin', about: 'May do everything but change owners.' },
  manager: { name: 'Manager', about: 'Runs the daily work; no keys, no roles, no audit log.' },
  'privacy-officer': {
    name: 'Privacy officer',
    about: 'Answers what people ask about their data, and sees what staff did.',
  },
  support: { name: 'Support', about: 'Sees customers with their names, helps and writes to them.' },
  analyst: { name: 'Analyst', about: 'Sees figures and customers, names and addresses masked.' },
  marketer: { name: 'Marketer', about: 'Sends campaigns and audiences; names and addresses masked.' },
  auditor: { name: 'Auditor', about: 'Reads everything but names and addresses, changes nothing.' },
  customer: { name: 'Customer', about: 'Sees what is known about themselves, and decides about it.' },
}
