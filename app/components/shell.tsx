import { NavLink, useNavigation } from '@remix-run/react'
import type { ReactNode } from 'react'
import type { CurrentSession } from '#shared/contracts/sessions.ts'
import { AccountMenu } from './account-menu.tsx'
import { Brand } from './brand.tsx'
import { Icon } from './icon.tsx'

const places = [
  { to: '/', label: 'Overview', icon: 'overview' },
  { to: '/customers', label: 'Customers', icon: 'customers' },
  { to: '/events', label: 'Events', icon: 'events' },
  { to: '/imports', label: 'Imports', icon: 'imports' },
] as const

/** What is around every page of a signed-in person: navigation at the side (on a phone at the bottom) and the bar. */
export function Shell({ session, children }: { session: CurrentSession; children: ReactNode }) {
  const navigation = useNavigation()
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
        {places.map((place) => (
          <NavLink key={place.to} to={place.to} end={place.to === '/'}>
            <Icon name={place.icon} />
            {place.label}
          </NavLink>
        ))}
      </nav>
    </div>
  )
}
