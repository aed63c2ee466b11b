import { NavLink, useNavigation } from '@remix-run/react'
import type { ReactNode } from 'react'
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
  /** Not in the row at the bottom of a phone, which holds five; the review queue or the integrations lead to it. */
  readonly isWideOnly?: boolean
}

const places: readonly Place[] = [
  { to: '/', label: 'Overview', icon: 'overview' },
  { to: '/customers', label: 'Customers', icon: 'customers' },
  { to: '/products', label: 'Products', icon: 'products', isWideOnly: true },
  { to: '/reviews', label: 'Reviews', icon: 'reviews' },
  { to: '/merges', label: 'Merge log', icon: 'merges', isWideOnly: true },
  { to: '/events', label: 'Events', icon: 'events' },
  { to: '/integrations', label: 'Integrations', icon: 'plug', shortLabel: 'Connect' },
  { to: '/imports', label: 'Imports', icon: 'imports', isWideOnly: true },
  { to: '/qr-codes', label: 'QR codes', icon: 'qr', isWideOnly: true },
  { to: '/settings/identity', label: 'Identity rules', icon: 'rules', isWideOnly: true },
]

/** What is around every page of a signed-in person: navigation at the side (on a phone at the bottom) and the bar. */
export function Shell({ session, openReviewCount, children }: ShellProps) {
  const navigation = useNavigation()
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
          {places.map((place) => (
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
          <AccountMenu session={session} />
        </header>
        <main id="main" className="shell-main" tabIndex={-1}>
          {children}
        </main>
      </div>
      <nav className="shell-tabs" aria-label="Main, at the bottom">
        {places
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
