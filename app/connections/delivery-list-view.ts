import type { DeliveryView } from '#shared/contracts/connections.ts'
import { verdictWords } from './connection-words.ts'

/** Which of a connection's deliveries a page shows, as its address says. */
export interface DeliveryListView {
  readonly verdict: DeliveryView['verdict'] | undefined
  readonly cursor: string | undefined
  /** Whether the page looks again by itself; only its beginning does. */
  readonly isLive: boolean
}

/** Reads `?verdict=`, `?cursor=` and `?live=off`; what is not known counts as not said. */
export function readDeliveryListView(params: URLSearchParams): DeliveryListView {
  const cursor = params.get('cursor') || undefined
  const verdict = params.get('verdict') ?? ''
  return {
    verdict: isVerdict(verdict) ? verdict : undefined,
    cursor,
    isLive: cursor === undefined && params.get('live') !== 'off',
  }
}

/** The query of a view, with its question mark. */
export function deliveryListQuery(view: Partial<DeliveryListView>): string {
  const params = new URLSearchParams()
  if (view.verdict !== undefined) params.set('verdict', view.verdict)
  if (view.cursor !== undefined) params.set('cursor', view.cursor)
  if (view.isLive === false && view.cursor === undefined) params.set('live', 'off')
  return params.size === 0 ? '?' : `?${params}`
}

function isVerdict(word: string): word is DeliveryView['verdict'] {
  return Object.hasOwn(verdictWords, word)
}
