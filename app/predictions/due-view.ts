import type { DuePurchaseList, ListDuePurchasesQuery } from '#shared/contracts/predictions.ts'

export type DueState = DuePurchaseList['purchases'][number]['state']

/** The tabs of the list, "all" first. */
export const dueStates = ['all', 'overdue', 'due', 'soon'] as const satisfies readonly (DueState | 'all')[]
/** How far ahead the list may look, in days. */
export const dueHorizons = [7, 14, 30, 90] as const
/** What is expected: a product, or anything of a category. */
export const dueSubjects = ['product', 'category'] as const
const usualDays = 14
const pageSize = 25

/** What the list of due purchases shows: all of it stands in the address. */
export interface DueView {
  readonly state: (typeof dueStates)[number]
  readonly days: (typeof dueHorizons)[number]
  readonly by: (typeof dueSubjects)[number]
  /** The product or category the list is narrowed to. */
  readonly subject: string | undefined
  readonly cursor: string | undefined
}

/** The view an address names; anything unknown in it is as if it were not there. */
export function parseDueView(params: URLSearchParams): DueView {
  return {
    state: dueStates.find((state) => state === params.get('state')) ?? 'all',
    days: dueHorizons.find((days) => String(days) === params.get('days')) ?? usualDays,
    by: params.has('category') || params.get('by') === 'category' ? 'category' : 'product',
    subject: (params.get('category') ?? params.get('product'))?.trim() || undefined,
    cursor: params.get('cursor') || undefined,
  }
}

/** The address of a view; what is as usual is left out. */
export function dueAddress({ state, days, by, subject, cursor }: Partial<DueView>): string {
  const params = new URLSearchParams()
  if (state !== undefined && state !== 'all') params.set('state', state)
  if (days !== undefined && days !== usualDays) params.set('days', String(days))
  if (subject !== undefined) params.set(by ?? 'product', subject)
  else if (by === 'category') params.set('by', by)
  if (cursor !== undefined) params.set('cursor', cursor)
  return params.size === 0 ? '/due' : `/due?${params}`
}

/** What to ask the API for. */
export function dueQuery({ state, days, by, subject, cursor }: DueView): ListDuePurchasesQuery {
  return {
    days,
    limit: pageSize,
    ...(state === 'all' ? {} : { state }),
    by,
    ...(subject === undefined ? {} : by === 'category' ? { category: subject } : { productId: subject }),
    ...(cursor === undefined ? {} : { cursor }),
  }
}
