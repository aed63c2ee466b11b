import type { ListCustomersQuery } from '#shared/contracts/customers.ts'

/** Columns the list can be sorted by, first the one it starts with. */
export const sorts = ['lastSeenAt', 'firstSeenAt', 'revenue', 'orderCount', 'displayName'] as const
export type Sort = (typeof sorts)[number]
export type Order = 'asc' | 'desc'

/** What the customers list shows: all of it stands in the address. */
export interface ListView {
  readonly query: string
  readonly sort: Sort
  readonly order: Order
  /** Only customers who are in it. */
  readonly segment: string | undefined
  readonly cursor: string | undefined
}

const pageSize = 25

const identifierPattern = /^(phone|email|external_id|whatsapp_id|loyalty_id|pos_bill|device_id|cookie_id):./

/** The view an address names; anything unknown in it is as if it were not there. */
export function parseListView(params: URLSearchParams): ListView {
  return {
    query: (params.get('query') ?? '').trim().slice(0, 200),
    sort: sorts.find((sort) => sort === params.get('sort')) ?? 'lastSeenAt',
    order: params.get('order') === 'asc' ? 'asc' : 'desc',
    segment: params.get('segment')?.trim().slice(0, 100) || undefined,
    cursor: params.get('cursor') ?? undefined,
  }
}

/** The address of a view; what is as usual is left out. */
export function listAddress({ query = '', sort, order, segment, cursor }: Partial<ListView>): string {
  const params = new URLSearchParams()
  if (query !== '') params.set('query', query)
  if (sort !== undefined && sort !== 'lastSeenAt') params.set('sort', sort)
  if (order !== undefined && order !== 'desc') params.set('order', order)
  if (segment !== undefined) params.set('segment', segment)
  if (cursor !== undefined) params.set('cursor', cursor)
  const search = params.toString()
  return search === '' ? '/customers' : `/customers?${search}`
}

/** The view after a click on a column's head: by that column, or the other way round. Back to the first page. */
export function sortedBy(view: ListView, sort: Sort): ListView {
  const first: Order = sort === 'displayName' ? 'asc' : 'desc'
  const other: Order = view.order === 'asc' ? 'desc' : 'asc'
  return { ...view, sort, order: view.sort === sort ? other : first, cursor: undefined }
}

/** What to ask the API for: `email:ada@example.com` is looked up exactly, other words are searched. */
export function listQuery(view: ListView): ListCustomersQuery {
  const { query, sort, order, segment, cursor } = view
  return {
    sort,
    order,
    limit: pageSize,
    ...(query === '' ? {} : identifierPattern.test(query) ? { identifier: query } : { query }),
    ...(segment === undefined ? {} : { segment }),
    ...(cursor === undefined ? {} : { cursor }),
  }
}
