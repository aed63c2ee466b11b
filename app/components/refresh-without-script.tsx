import { useMatches } from '@remix-run/react'

/**
 * Loads the page again every few seconds for a browser without script, while a route's data has
 * `refreshSeconds`. With script the route asks again by itself.
 */
export function RefreshWithoutScript() {
  const seconds = useMatches()
    .map((match) => refreshSecondsOf(match.data))
    .find((value) => value !== undefined)
  if (seconds === undefined) return null
  return (
    <noscript>
      <meta httpEquiv="refresh" content={String(seconds)} />
    </noscript>
  )
}

function refreshSecondsOf(data: unknown): number | undefined {
  if (typeof data !== 'object' || data === null || !('refreshSeconds' in data)) return undefined
  return typeof data.refreshSeconds === 'number' ? data.refreshSeconds : undefined
}
