import { NavLink } from '@remix-run/react'
import { useSession } from '../session/use-session.ts'
import { settingsPlaces } from './settings-places.ts'

/** The pages of the settings that the role of who is signed in includes. */
export function SettingsNav() {
  const { permissions } = useSession()
  return (
    <nav className="sub-nav" aria-label="Settings">
      {settingsPlaces
        .filter(({ permission }) => permissions.includes(permission))
        .map(({ to, label }) => (
          <NavLink key={to} to={to}>
            {label}
          </NavLink>
        ))}
    </nav>
  )
}
