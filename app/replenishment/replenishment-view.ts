import type { ListReplenishmentQuery } from '#shared/contracts/replenishment.ts'

export const abcClasses = ['A', 'B', 'C'] as const
const pageSize = 25

/** What the list of orders shows: all of it stands in the address. A store `online` is what no store sells. */
export interface ReplenishmentView {
  readonly show: 'to-order' | 'all'
  readonly store: string | undefined
  readonly supplier: string | undefined
  readonly abc: (typeof abcClasses)[number] | undefined
  readonly query: string | undefined
  readonly cursor: string | undefined
}

/** The view an address names; anything unknown in it is as if it were not there. */
export function parseReplenishmentView(params: URLSearchParams): ReplenishmentView {
  const text = (name: string) => params.get(name)?.trim().slice(0, 200) || undefined
  return {
    show: params.get('show') === 'all' ? 'all' : 'to-order',
    store: text('store'),
    supplier: text('supplier'),
    abc: abcClasses.find((abc) => abc === params.get('abc')),
    query: text('query'),
    cursor: params.get('cursor') || undefined,
  }
}

/** The address of a view; what is as usual is left out. */
export function replenishmentAddress(view: Partial<ReplenishmentView>): string {
  const params = paramsOf(view)
  return params.size === 0 ? '/replenishment' : `/replenishment?${params}`
}

/** Where the same list is to be had as a file. */
export function purchaseOrderAddress(view: ReplenishmentView): string {
  const params = paramsOf({ ...view, cursor: undefined })
  params.set('format', 'csv')
  return `/v1/inventory/replenishment?${params}`
}

/** What to ask the API for. */
export function replenishmentQuery({
  show,
  store,
  supplier,
  abc,
  query,
  cursor,
}: ReplenishmentView): ListReplenishmentQuery {
  return {
    show,
    limit: pageSize,
    ...(store === undefined ? {} : { store }),
    ...(supplier === undefined ? {} : { supplier }),
    ...(abc === undefined ? {} : { abc }),
    ...(query === undefined ? {} : { query }),
    ...(cursor === undefined ? {} : { cursor }),
  }
}

/** Whether only some of the list is asked for. */
export function isNarrowed({ store, supplier, abc, query }: ReplenishmentView): boolean {
  return [store, supplier, abc, query].some((each) => each !== undefined)
}

function paramsOf(view: Partial<ReplenishmentView>): URLSearchParams {
  const params = new URLSearchParams()
  const { show, ...rest } = view
  if (show === 'all') params.set('show', show)
  for (const name of ['store', 'supplier', 'abc', 'query', 'cursor'] as const) {
    const value = rest[name]
    if (value !== undefined) params.set(name, value)
  }
  return params
}
