import { NavLink, useNavigation } from '@remix-run/react'
import type { ReactNode } from 'react'
import type { Permission } from '#shared/access/permissions.ts'
import type { CurrentSession } from '#shared/contracts/sessions.ts'
import { formatCount } from '../format/format-number.ts'
import { AccountMenu } from './account-menu.tsx'
import { Brand } from './brand.tsx'
import { Icon, type IconName } from './icon.tsx'

interface ShellProps {
  session: CurrentSession
  openReviewCount: number
  children: ReactNode
}

interface Place {
  readonly to: string
  readonly label: string
  readonly icon: IconName
  /** Where the label is too long for the row at the bottom of a phone. */
  readonly shortLabel?: string
  /** Not in the row at the bottom of a phone, which holds five; the menu of the account or another page leads to it. */
  readonly isWideOnly?: boolean
  /** Only who may do this sees it. */
  readonly permission: Permission
}

const places: readonly Place[] = [
  { to: '/', label: 'Overview', icon: 'overview', permission: 'overview:read' },
  { to: '/customers', label: 'Customers', icon: 'customers', permission: 'customers:read' },
  { to: '/segments', label: 'Segments', icon: 'segments', isWideOnly: true, permission: 'predictions:read' },
  { to: '/due', label: 'Due soon', icon: 'due', isWideOnly: true, permission: 'predictions:read' },
  { to: '/forecasts', label: 'Forecast', icon: 'forecast', isWideOnly: true, permission: 'forecasts:read' },
  {
    to: '/replenishment',
    label: 'What to order',
    icon: 'inbox',
    isWideOnly: true,
    permission: 'forecasts:read',
  },
  { to: '/products', label: 'Products', icon: 'products', isWideOnly: true, permission: 'catalogue:read' },
  { to: '/reviews', label: 'Reviews', icon: 'reviews', permission: 'identity:read' },
  { to: '/merges', label: 'Merge log', icon: 'merges', isWideOnly: true, permission: 'identity:read' },
  { to: '/events', label: 'Events', icon: 'events', permission: 'events:read' },
  {
    to: '/integrations',
    label: 'Integrations',
    icon: 'plug',
    shortLabel: 'Connect',
    permission: 'connections:read',
  },
  {
    to: '/destinations',
    label: 'Destinations',
    icon: 'send',
    isWideOnly: true,
    permission: 'destinations:read',
  },
  { to: '/imports', label: 'Imports', icon: 'imports', isWideOnly: true, permission: 'imports:read' },
  { to: '/models', label: 'Models', icon: 'trend', isWideOnly: true, permission: 'models:read' },
  { to: '/jobs', label: 'Jobs', icon: 'history', isWideOnly: true, permission: 'jobs:read' },
  { to: '/qr-codes', label: 'QR codes', icon: 'qr', isWideOnly: true, permission: 'qr-codes:read' },
  { to: '/privacy', label: 'Privacy', icon: 'shield', isWideOnly: true, permission: 'privacy:read' },
  { to: '/settings', label: 'Settings', icon: 'rules', isWideOnly: true, permission: 'account:use' },
]

const menu = [
  { to: '/segments', label: 'Segments', permission: 'predictions:read' },
  { to: '/due', label: 'Due soon', permission: 'predictions:read' },
  { to: '/forecasts', label: 'Forecast', permission: 'forecasts:read' },
  { to: '/replenishment', label: 'What to order', permission: 'forecasts:read' },
  { to: '/models', label: 'Models and jobs', permission: 'models:read' },
  { to: '/settings/account', label: 'My account', permission: 'account:use' },
  { to: '/settings', label: 'Settings', permission: 'account:use' },
  { to: '/privacy', label: 'Privacy requests', permission: 'privacy:read' },
  { to: '/design', label: 'Design system', permission: 'overview:read' },
] as const

/** What is around every page of staff: navigation at the side (on a phone at the bottom) and the bar. */
export function Shell({ session, openReviewCount, children }: ShellProps) {
  const navigation = useNavigation()
  const { permissions } = session
  const shown = places.filter(({ permission }) => permissions.includes(permission))
  const count = <OpenReviews count={openReviewCount} />
  return (
    <div className="shell">
      <a className="skip-link" href="#main">
        Skip to content
      </a>
      {navigation.state === 'idle' ? null : <div className="progress-line" aria-hidden="true" />}
      <nav className="shell-side" aria-label="Main">
        <Brand />
        <ul>
          {shown.map((place) => (
            <li key={place.to}>
              <NavLink to={place.to} end={place.to === '/'}>
                <Icon name={place.icon} />
                {place.label}
                {place.to === '/reviews' ? count : null}
              </NavLink>
            </li>
          ))}
        </ul>
        <p className="shell-side-foot">One customer, every channel.</p>
      </nav>
      <div>
        <header className="shell-bar">
          <Brand />
          <p className="shell-tenant">{session.tenant.name}</p>
          <AccountMenu
            session={session}
            links={menu.filter(({ permission }) => permissions.includes(permission))}
          />
        </header>
        <main id="main" className="shell-main" tabIndex={-1}>
          {children}
        </main>
      </div>
      <nav className="shell-tabs" aria-label="Main, at the bottom">
        {shown
          .filter((place) => !place.isWideOnly)
          .map((place) => (
            <NavLink key={place.to} to={place.to} end={place.to === '/'}>
              <Icon name={place.icon} />
              {place.shortLabel ?? place.label}
              {place.to === '/reviews' ? count : null}
            </NavLink>
          ))}
      </nav>
    </div>
  )
}

/** How many reviews wait for a person. */
function OpenReviews({ count }: { count: number }) {
  if (count === 0) return null
  return (
    <span className="shell-count">
      {formatCount(count)}
      <span className="visually-hidden"> open</span>
    </span>
  )
}
