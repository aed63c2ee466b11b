import type { DuePurchaseList, ListDuePurchasesQuery } from '#shared/contracts/predictions.ts'

export type DueState = DuePurchaseList['purchases'][number]['state']

/** The tabs of the list, "all" first. */
export const dueStates = ['all', 'overdue', 'due', 'soon'] as const satisfies readonly (DueState | 'all')[]
/** How far ahead the list may look, in days. */
export const dueHorizons = [7, 14, 30, 90] as const
const usualDays = 14
const pageSize = 50

/** What the list of due purchases shows: all of it stands in the address. */
export interface DueView {
  readonly state: (typeof dueStates)[number]
  readonly days: (typeof dueHorizons)[number]
  readonly productId: string | undefined
  readonly cursor: string | undefined
}

/** The view an address names; anything unknown in it is as if it were not there. */
export function parseDueView(params: URLSearchParams): DueView {
  return {
    state: dueStates.find((state) => state === params.get('state')) ?? 'all',
    days: dueHorizons.find((days) => String(days) === params.get('days')) ?? usualDays,
    productId: params.get('product')?.trim() || undefined,
    cursor: params.get('cursor') || undefined,
  }
}

/** The address of a view; what is as usual is left out. */
export function dueAddress({ state, days, productId, cursor }: Partial<DueView>): string {
  const params = new URLSearchParams()
  if (state !== undefined && state !== 'all') params.set('state', state)
  if (days !== undefined && days !== usualDays) params.set('days', String(days))
  if (productId !== undefined) params.set('product', productId)
  if (cursor !== undefined) params.set('cursor', cursor)
  return params.size === 0 ? '/due' : `/due?${params}`
}

/** What to ask the API for. */
export function dueQuery({ state, days, productId, cursor }: DueView): ListDuePurchasesQuery {
  return {
    days,
    limit: pageSize,
    ...(state === 'all' ? {} : { state }),
    ...(productId === undefined ? {} : { productId }),
    ...(cursor === undefined ? {} : { cursor }),
  }
}
