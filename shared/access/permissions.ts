import type { Role } from './roles.ts'

/** What may be done with what. Every operation of the API names one; what no role lists, nobody may do. */
export const permissions = {
  'overview:read': 'See the figures of the shop',
  'customers:read': 'See customers; without `personal-data:read` their names and addresses are masked',
  'personal-data:read': 'See names, addresses and raw events',
  'customers:write': 'Note consents and corrections of a customer',
  'identity:read': 'See merges, splits, reviews and the rules',
  'identity:decide': 'Merge, split, undo and decide reviews',
  'identity:configure': 'Change the rules of identity',
  'events:read': 'See events, the live feed and how processing stands',
  'events:write': 'Send events',
  'events:replay': 'Process deliveries and quarantined events again',
  'connections:read': 'See connections and what became of their deliveries',
  'connections:manage': 'Set up connections, change their secrets, read outside systems',
  'destinations:read': 'See what is sent to outside systems',
  'destinations:manage': 'Send customers to outside systems',
  'imports:read': 'See imports and their problems',
  'imports:manage': 'Upload files and start, cancel and undo imports',
  'catalogue:read': 'See products, stock, stores and exchange rates',
  'catalogue:manage': 'Change exchange rates',
  'qr-codes:read': 'See QR codes',
  'qr-codes:manage': 'Make and change QR codes',
  'predictions:read': 'See features, predictions, segments and recommendations',
  'forecasts:read': 'See forecasts of sales, how good they were, and what to order',
  'forecasts:manage': 'Make forecasts anew, note events, supply rules and goods on their way',
  'models:read': 'See models and how good they are',
  'models:manage': 'Train models and take versions into use',
  'jobs:read': 'See long work and how far it is',
  'jobs:manage': 'Cancel long work',
  'messages:send': 'Send messages to customers',
  'privacy:read': 'See requests of people about their data',
  'privacy:manage': 'Answer such requests: export, erase, restrict',
  'exports:read': 'Download anonymised data',
  'users:read': 'See who may sign in',
  'users:manage': 'Invite people, change roles, end sessions',
  'api-keys:read': 'See API keys',
  'api-keys:manage': 'Make and revoke API keys',
  'audit:read': 'See and export what staff did',
  'tenant:read': 'See settings of the shop',
  'tenant:manage': 'Change settings of the shop',
  'tenant:close': 'Suspend the shop, or delete it with everything in it',
  'account:use': "Look after one's own account",
  'portal:use': "See and decide about the data of one's own",
} as const satisfies Record<string, string>

export type Permission = keyof typeof permissions
export const permissionNames = Object.keys(permissions) as Permission[]

const everythingOfStaff = permissionNames.filter((permission) => permission !== 'portal:use')

function all(except: readonly Permission[]): Permission[] {
  return everythingOfStaff.filter((permission) => !except.includes(permission))
}

const readWithoutPeople: Permission[] = [
  'overview:read',
  'customers:read',
  'identity:read',
  'events:read',
  'connections:read',
  'destinations:read',
  'imports:read',
  'catalogue:read',
  'qr-codes:read',
  'predictions:read',
  'forecasts:read',
  'models:read',
  'jobs:read',
  'tenant:read',
  'account:use',
]

/** The one table of who may do what. */
export const permissionsOfRole: Record<Role, readonly Permission[]> = {
  owner: everythingOfStaff,
  admin: all(['tenant:close']),
  manager: all([
    'users:manage',
    'api-keys:read',
    'api-keys:manage',
    'audit:read',
    'tenant:manage',
    'tenant:close',
    'exports:read',
  ]),
  'privacy-officer': [
    ...readWithoutPeople,
    'personal-data:read',
    'customers:write',
    'identity:decide',
    'privacy:read',
    'privacy:manage',
    'exports:read',
    'users:read',
    'audit:read',
  ],
  support: [
    ...readWithoutPeople,
    'personal-data:read',
    'customers:write',
    'identity:decide',
    'messages:send',
    'privacy:read',
  ],
  analyst: [...readWithoutPeople, 'forecasts:manage', 'models:manage', 'jobs:manage', 'exports:read'],
  marketer: [...readWithoutPeople, 'destinations:manage', 'qr-codes:manage', 'messages:send'],
  auditor: [...readWithoutPeople, 'privacy:read', 'users:read', 'api-keys:read', 'audit:read'],
  customer: ['account:use', 'portal:use'],
  write: ['events:write'],
}

/** What a key with a list of scopes may do: what its role may, and of that only what it lists. */
export function grantedPermissions(
  role: Role,
  scopes: readonly Permission[] | null,
): ReadonlySet<Permission> {
  const ofRole = permissionsOfRole[role]
  return new Set(scopes === null ? ofRole : ofRole.filter((permission) => scopes.includes(permission)))
}
