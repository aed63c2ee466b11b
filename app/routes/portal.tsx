import { type LoaderFunctionArgs, type MetaFunction, redirect } from '@remix-run/cloudflare'
import { Outlet, useLoaderData, useRouteLoaderData } from '@remix-run/react'
import { apiClient } from '../api/api-client.server.ts'
import { expectSuccess } from '../api/expect-success.server.ts'
import { ErrorPage } from '../components/error-page.tsx'
import { PortalShell } from '../portal/portal-shell.tsx'

export const meta: MetaFunction = ({ error }) => [{ title: error ? 'Problem · Your data' : 'Your data' }]

/** Everything inside is for a customer of the shop who is signed in. Staff have the dashboard. */
export async function loader(args: LoaderFunctionArgs) {
  const api = await apiClient(args)
  const session = expectSuccess(await api.getCurrentSession(), args.request)
  if (session.user.role !== 'customer') throw redirect('/')
  return session
}

export default function PortalLayout() {
  return (
    <PortalShell session={useLoaderData<typeof loader>()}>
      <Outlet />
    </PortalShell>
  )
}

/** A page that fails keeps the navigation around it, unless nobody who may use it is signed in. */
export function ErrorBoundary() {
  const session = useRouteLoaderData<typeof loader>('routes/portal')
  if (session === undefined) {
    return (
      <main className="plain-page" id="main">
        <ErrorPage />
      </main>
    )
  }
  return (
    <PortalShell session={session}>
      <ErrorPage />
    </PortalShell>
  )
}
