import { Outlet } from '@remix-run/react'
import { SettingsNav } from '../settings/settings-nav.tsx'

/** What is around every page of the settings. */
export default function SettingsLayout() {
  return (
    <div className="stack">
      <SettingsNav />
      <Outlet />
    </div>
  )
}
