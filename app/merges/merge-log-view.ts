import type { ListMergesQuery, MergeView } from '#shared/contracts/identity.ts'
import { mergeRules } from '../identity/identity-wording.ts'

export const mergeStatuses = ['all', 'standing', 'undone'] as const

/** What the merge log shows: all of it stands in the address. */
export interface MergeLogView {
  readonly status: (typeof mergeStatuses)[number]
  readonly rule: MergeView['rule'] | undefined
  readonly customerId: string | undefined
  readonly cursor: string | undefined
}

const pageSize = 25
const rules = Object.keys(mergeRules) as MergeView['rule'][]

/** The view an address names; anything unknown in it is as if it were not there. */
export function parseMergeLogView(params: URLSearchParams): MergeLogView {
  return {
    status: mergeStatuses.find((status) => status === params.get('status')) ?? 'all',
    rule: rules.find((rule) => rule === params.get('rule')),
    customerId: params.get('customer') || undefined,
    cursor: params.get('cursor') || undefined,
  }
}

/** The address of a view; what is as usual is left out. */
export function mergeLogAddress({ status, rule, customerId, cursor }: Partial<MergeLogView>): string {
  const params = new URLSearchParams()
  if (status !== undefined && status !== 'all') params.set('status', status)
  if (rule !== undefined) params.set('rule', rule)
  if (customerId !== undefined) params.set('customer', customerId)
  if (cursor !== undefined) params.set('cursor', cursor)
  const search = params.toString()
  return search === '' ? '/merges' : `/merges?${search}`
}

/** What to ask the API for. */
export function mergeLogQuery({ status, rule, customerId, cursor }: MergeLogView): ListMergesQuery {
  return { status, rule, customerId, cursor, limit: pageSize }
}
