import type { Permission } from '#shared/access/permissions.ts'
import type { IconName } from '../components/icon.tsx'

/** One page of the settings. */
export interface SettingsPlace {
  readonly to: string
  readonly label: string
  /** What is there, in a line. */
  readonly about: string
  readonly icon: IconName
  /** Only who may do this sees it. */
  readonly permission: Permission
}

export const settingsPlaces: readonly SettingsPlace[] = [
  {
    to: '/settings/account',
    label: 'My account',
    about: 'Your name, password, second factor and the devices you are signed in on.',
    icon: 'customers',
    permission: 'account:use',
  },
  {
    to: '/settings/users',
    label: 'Users',
    about: 'Who may sign in, and what their role lets them do.',
    icon: 'merges',
    permission: 'users:read',
  },
  {
    to: '/settings/api-keys',
    label: 'API keys',
    about: 'What programs and web pages call Patron with.',
    icon: 'key',
    permission: 'api-keys:read',
  },
  {
    to: '/settings/audit',
    label: 'Audit log',
    about: 'What staff and programs did, and tried to do.',
    icon: 'history',
    permission: 'audit:read',
  },
  {
    to: '/settings/shop',
    label: 'Shop',
    about: 'Name, country, currency, profiling, and how long data is kept.',
    icon: 'shop',
    permission: 'tenant:read',
  },
  {
    to: '/settings/identity-provider',
    label: 'Company sign-in',
    about: 'Lets staff sign in through Cloudflare Access or another provider.',
    icon: 'plug',
    permission: 'tenant:manage',
  },
  {
    to: '/settings/identity',
    label: 'Identity rules',
    about: 'When two records are the same person.',
    icon: 'rules',
    permission: 'identity:read',
  },
  {
    to: '/settings/exchange-rates',
    label: 'Exchange rates',
    about: 'What sales in other currencies are worth in yours.',
    icon: 'money',
    permission: 'catalogue:read',
  },
  {
    to: '/settings/closing',
    label: 'Suspend or delete',
    about: 'Stops the shop for a while, or deletes it with everything in it.',
    icon: 'pause',
    permission: 'tenant:close',
  },
]
