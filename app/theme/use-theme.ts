import { useRouteLoaderData } from '@remix-run/react'
import type { loader } from '../root.tsx'
import type { Theme } from './theme.ts'

/** The chosen theme; `system` where the page could not even load that. */
export function useTheme(): Theme {
  return useRouteLoaderData<typeof loader>('root')?.theme ?? 'system'
}
