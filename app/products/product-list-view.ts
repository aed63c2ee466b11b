import type { ListProductsQuery } from '#shared/contracts/products.ts'

/** What the products list shows: all of it stands in the address. */
export interface ProductListView {
  readonly query: string
  readonly cursor: string | undefined
}

/** The view an address names; anything unknown in it is as if it were not there. */
export function parseProductListView(params: URLSearchParams): ProductListView {
  return {
    query: (params.get('query') ?? '').trim().slice(0, 200),
    cursor: params.get('cursor') ?? undefined,
  }
}

/** The address of a view; what is as usual is left out. */
export function productListAddress({ query, cursor }: ProductListView): string {
  const params = new URLSearchParams()
  if (query !== '') params.set('query', query)
  if (cursor !== undefined) params.set('cursor', cursor)
  const search = params.toString()
  return search === '' ? '/products' : `/products?${search}`
}

/** What to ask the API for. */
export function productListQuery({ query, cursor }: ProductListView): ListProductsQuery {
  return { ...(query !== '' && { query }), ...(cursor !== undefined && { cursor }) }
}
