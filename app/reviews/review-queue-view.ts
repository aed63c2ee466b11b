import type { ListReviewsQuery, ReviewView } from '#shared/contracts/identity.ts'
import { reviewReasons, reviewStatuses } from '../identity/identity-wording.ts'

export const assignments = ['anyone', 'mine', 'nobody'] as const
export const statusChoices = ['all', ...(Object.keys(reviewStatuses) as ReviewView['status'][])] as const

/** What the review queue shows: all of it stands in the address. */
export interface ReviewQueueView {
  readonly status: (typeof statusChoices)[number]
  readonly reason: ReviewView['reason'] | undefined
  readonly assigned: (typeof assignments)[number]
  readonly cursor: string | undefined
}

const pageSize = 25
const reasons = Object.keys(reviewReasons) as ReviewView['reason'][]

/** The view an address names; anything unknown in it is as if it were not there. */
export function parseReviewQueueView(params: URLSearchParams): ReviewQueueView {
  return {
    status: statusChoices.find((status) => status === params.get('status')) ?? 'open',
    reason: reasons.find((reason) => reason === params.get('reason')),
    assigned: assignments.find((assigned) => assigned === params.get('assigned')) ?? 'anyone',
    cursor: params.get('cursor') || undefined,
  }
}

/** The address of a view; what is as usual is left out. */
export function reviewQueueAddress({ status, reason, assigned, cursor }: Partial<ReviewQueueView>): string {
  const params = new URLSearchParams()
  if (status !== undefined && status !== 'open') params.set('status', status)
  if (reason !== undefined) params.set('reason', reason)
  if (assigned !== undefined && assigned !== 'anyone') params.set('assigned', assigned)
  if (cursor !== undefined) params.set('cursor', cursor)
  const search = params.toString()
  return search === '' ? '/reviews' : `/reviews?${search}`
}

/** What to ask the API for; `email` is that of whoever is signed in. */
export function reviewQueueQuery(view: ReviewQueueView, email: string): ListReviewsQuery {
  const { status, reason, assigned, cursor } = view
  const assignedTo = assigned === 'mine' ? email : assigned === 'nobody' ? 'nobody' : undefined
  return { status, reason, assignedTo, cursor, limit: pageSize }
}
