import { useRouteLoaderData } from '@remix-run/react'
import type { CurrentSession } from '#shared/contracts/sessions.ts'
import type { loader } from '../routes/_app.tsx'

/** Who is signed in, on every page inside the shell. */
export function useSession(): CurrentSession {
  const session = useRouteLoaderData<typeof loader>('routes/_app')
  if (session === undefined) throw new Error('This page is outside the shell')
  return session
}

/** The shop's time zone, in which every date and time is shown. */
export function useTimeZone(): string {
  return useSession().tenant.timeZone
}
