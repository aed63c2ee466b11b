import { data } from '@remix-run/cloudflare'
import { ErrorPage } from '../components/error-page.tsx'

/** Any address that is no page. */
export function loader() {
  throw data(null, { status: 404 })
}

export const meta = () => [{ title: 'Nothing here · Patron' }]

export default function NotFound() {
  return null
}

export function ErrorBoundary() {
  return (
    <main className="plain-page" id="main">
      <ErrorPage />
    </main>
  )
}
