import { data, type LoaderFunctionArgs, type MetaFunction } from '@remix-run/cloudflare'
import { Outlet, useLoaderData, useRouteLoaderData } from '@remix-run/react'
import { apiClient } from '../api/api-client.server.ts'
import { expectSuccess } from '../api/expect-success.server.ts'
import { ErrorPage } from '../components/error-page.tsx'
import { Shell } from '../components/shell.tsx'

export const meta: MetaFunction = ({ error }) => [{ title: error ? 'Problem · Patron' : 'Patron' }]

/** Everything inside needs a member of staff who is signed in. */
export async function loader(args: LoaderFunctionArgs) {
  const api = await apiClient(args)
  const session = expectSuccess(await api.getCurrentSession(), args.request)
  if (session.user.role === 'customer') throw data(null, { status: 403 })
  return session
}

export default function AppLayout() {
  return (
    <Shell session={useLoaderData<typeof loader>()}>
      <Outlet />
    </Shell>
  )
}

/** A page that fails keeps the navigation around it, unless nobody who may use it is signed in. */
export function ErrorBoundary() {
  const session = useRouteLoaderData<typeof loader>('routes/_app')
  if (session === undefined) {
    return (
      <main className="plain-page" id="main">
        <ErrorPage />
      </main>
    )
  }
  return (
    <Shell session={session}>
      <ErrorPage />
    </Shell>
  )
}
