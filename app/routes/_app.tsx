import { type LoaderFunctionArgs, type MetaFunction, redirect } from '@remix-run/cloudflare'
import { Outlet, useLoaderData, useRouteLoaderData } from '@remix-run/react'
import { SecondFactorNotice } from '../account/second-factor-notice.tsx'
import { secondFactorPath } from '../account/second-factor-path.ts'
import { apiClient } from '../api/api-client.server.ts'
import { expectSuccess } from '../api/expect-success.server.ts'
import { ErrorPage } from '../components/error-page.tsx'
import { Shell } from '../components/shell.tsx'

export const meta: MetaFunction = ({ error }) => [{ title: error ? 'Problem · Patron' : 'Patron' }]

/** Everything inside needs a member of staff who is signed in. Customers have a place of their own. */
export async function loader(args: LoaderFunctionArgs) {
  const api = await apiClient(args)
  const [answer, reviews] = await Promise.all([
    api.getCurrentSession(),
    api.listReviews({ status: 'open', limit: 1 }),
  ])
  const session = expectSuccess(answer, args.request)
  if (session.user.role === 'customer') throw redirect('/portal')
  if (session.secondFactor.isMissing && new URL(args.request.url).pathname !== secondFactorPath) {
    throw redirect(secondFactorPath)
  }
  // A count beside the navigation is no reason to show no page at all.
  return { ...session, openReviewCount: reviews.ok ? reviews.value.total : 0 }
}

export default function AppLayout() {
  const session = useLoaderData<typeof loader>()
  return (
    <Shell session={session} openReviewCount={session.openReviewCount}>
      <SecondFactorNotice session={session} />
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
    <Shell session={session} openReviewCount={session.openReviewCount}>
      <ErrorPage />
    </Shell>
  )
}
