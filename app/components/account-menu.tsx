import { Link, useLocation } from '@remix-run/react'
import type { CurrentSession } from '#shared/contracts/sessions.ts'
import { initialsOf } from '../format/initials.ts'
import { SignOutForm } from './sign-out-form.tsx'
import { ThemeForm } from './theme-form.tsx'

interface AccountMenuProps {
  session: CurrentSession
  /** Places that are reached from here; on a phone from nowhere else. */
  links: readonly { readonly to: string; readonly label: string }[]
}

/** Who is signed in, how the pages look, and the way out. A popover of the browser's own: no script needed. */
export function AccountMenu({ session, links }: AccountMenuProps) {
  const { key } = useLocation()
  return (
    <>
      <button type="button" className="account-button" popovertarget="account-menu">
        <span className="avatar" aria-hidden="true">
          {initialsOf(session.user.displayName)}
        </span>
        <span className="small">
          <span className="visually-hidden">Account of </span>
          {session.user.displayName}
        </span>
      </button>
      <div id="account-menu" className="account-menu" popover="auto" key={key}>
        <div>
          <p>
            <strong>{session.user.displayName}</strong>
          </p>
          <p className="small quiet">{session.user.email}</p>
          <p className="small quiet">{session.tenant.name}</p>
        </div>
        <ul>
          {links.map(({ to, label }) => (
            <li key={to}>
              <Link to={to}>{label}</Link>
            </li>
          ))}
        </ul>
        <ThemeForm />
        <div>
          <SignOutForm />
        </div>
      </div>
    </>
  )
}
