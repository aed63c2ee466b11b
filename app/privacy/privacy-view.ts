import type { ListPrivacyRequestsQuery, PrivacyRequestView } from '#shared/contracts/privacy.ts'
import { requestKinds } from './request-words.ts'

export const viewStatuses = ['open', 'running', 'done', 'all'] as const

/** What the list of requests shows: all of it stands in the address. */
export interface PrivacyView {
  readonly status: (typeof viewStatuses)[number]
  readonly kind: PrivacyRequestView['kind'] | undefined
  readonly cursor: string | undefined
}

const pageSize = 25
const kinds = Object.keys(requestKinds) as PrivacyRequestView['kind'][]

/** The view an address names; anything unknown in it is as if it were not there. */
export function parsePrivacyView(params: URLSearchParams): PrivacyView {
  return {
    status: viewStatuses.find((status) => status === params.get('status')) ?? 'open',
    kind: kinds.find((kind) => kind === params.get('kind')),
    cursor: params.get('cursor') || undefined,
  }
}

/** The address of a view; what is as usual is left out. */
export function privacyAddress({ status, kind, cursor }: Partial<PrivacyView>): string {
  const params = new URLSearchParams()
  if (status !== undefined && status !== 'open') params.set('status', status)
  if (kind !== undefined) params.set('kind', kind)
  if (cursor !== undefined) params.set('cursor', cursor)
  return params.size === 0 ? '/privacy' : `/privacy?${params}`
}

/** What to ask the API for. */
export function privacyQuery({ status, kind, cursor }: PrivacyView): ListPrivacyRequestsQuery {
  return { status, kind, cursor, limit: pageSize }
}
