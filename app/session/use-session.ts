import { useRouteLoaderData } from '@remix-run/react'
import type { Permission } from '#shared/access/permissions.ts'
import type { CurrentSession } from '#shared/contracts/sessions.ts'
import type { loader as staffLoader } from '../routes/_app.tsx'
import type { loader as portalLoader } from '../routes/portal.tsx'

/** Who is signed in, on every page of staff and of the customer portal. */
export function useSession(): CurrentSession {
  const staff = useRouteLoaderData<typeof staffLoader>('routes/_app')
  const customer = useRouteLoaderData<typeof portalLoader>('routes/portal')
  const session = staff ?? customer
  if (session === undefined) throw new Error('This page is outside of both shells')
  return session
}

/** The shop's time zone, in which every date and time is shown. */
export function useTimeZone(): string {
  return useSession().tenant.timeZone
}

/** Whether who is signed in may do something. It only decides what is shown: the API decides what is done. */
export function useMay(permission: Permission): boolean {
  return useSession().permissions.includes(permission)
}
