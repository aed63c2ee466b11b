import { NavLink, useNavigation } from '@remix-run/react'
import type { ReactNode } from 'react'
import type { CurrentSession } from '#shared/contracts/sessions.ts'
import { AccountMenu } from '../components/account-menu.tsx'
import { Icon, type IconName } from '../components/icon.tsx'

const places: readonly { to: string; label: string; icon: IconName }[] = [
  { to: '/portal', label: 'My data', icon: 'customers' },
  { to: '/portal/consents', label: 'Choices', icon: 'rules' },
  { to: '/portal/requests', label: 'Requests', icon: 'history' },
  { to: '/portal/account', label: 'Account', icon: 'key' },
]

/** What is around every page of a customer: the shop's name above, four places on top of the page, on a phone below. */
export function PortalShell({ session, children }: { session: CurrentSession; children: ReactNode }) {
  const navigation = useNavigation()
  return (
    <div className="portal">
      <a className="skip-link" href="#main">
        Skip to content
      </a>
      {navigation.state === 'idle' ? null : <div className="progress-line" aria-hidden="true" />}
      <header className="portal-bar">
        <p className="portal-shop">{session.tenant.name}</p>
        <nav className="portal-places" aria-label="Main">
          {places.map((place) => (
            <NavLink key={place.to} to={place.to} end={place.to === '/portal'}>
              <Icon name={place.icon} />
              {place.label}
            </NavLink>
          ))}
        </nav>
        <AccountMenu session={session} links={[{ to: '/portal/account', label: 'My account' }]} />
      </header>
      <main id="main" className="portal-main" tabIndex={-1}>
        {children}
      </main>
    </div>
  )
}
