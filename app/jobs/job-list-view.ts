import type { JobView, ListJobsQuery } from '#shared/contracts/jobs.ts'

/** The views of the list, the one it starts with first; a phone has room for four. */
export const jobListStates = ['all', 'running', 'done', 'failed'] as const satisfies readonly (
  | JobView['state']
  | 'all'
)[]

/** What the jobs page shows: all of it stands in the address. */
export interface JobListView {
  readonly state: (typeof jobListStates)[number]
  readonly cursor: string | undefined
}

const pageSize = 25

/** The view an address names; anything unknown in it is as if it were not there. */
export function parseJobListView(params: URLSearchParams): JobListView {
  return {
    state: jobListStates.find((state) => state === params.get('state')) ?? 'all',
    cursor: params.get('cursor') || undefined,
  }
}

/** The address of a view; what is as usual is left out. */
export function jobListAddress({ state, cursor }: Partial<JobListView>): string {
  const params = new URLSearchParams()
  if (state !== undefined && state !== 'all') params.set('state', state)
  if (cursor !== undefined) params.set('cursor', cursor)
  return params.size === 0 ? '/jobs' : `/jobs?${params}`
}

/** What to ask the API for. */
export function jobListQuery({ state, cursor }: JobListView): ListJobsQuery {
  return {
    limit: pageSize,
    ...(state === 'all' ? {} : { state }),
    ...(cursor === undefined ? {} : { cursor }),
  }
}
