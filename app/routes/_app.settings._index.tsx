import type { MetaFunction } from '@remix-run/cloudflare'
import { PageHeader } from '../components/page-header.tsx'
import { PlaceList } from '../components/place-list.tsx'
import { useSession } from '../session/use-session.ts'
import { settingsPlaces } from '../settings/settings-places.ts'

export const meta: MetaFunction = () => [{ title: 'Settings · Patron' }]

export default function SettingsPage() {
  const { permissions, tenant } = useSession()
  return (
    <>
      <PageHeader title="Settings" lead={`Of ${tenant.name}, as far as your role includes them.`} />
      <PlaceList places={settingsPlaces.filter(({ permission }) => permissions.includes(permission))} />
    </>
  )
}
