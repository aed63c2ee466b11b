/** Which rule is changed: of the item in the place, the item, the place, or everything. */
export const supplyScopes = ['item-place', 'item', 'place', 'all'] as const
export type SupplyScope = (typeof supplyScopes)[number]

/** Which item in which place the page of terms is about, and whose rule it shows; '' is none. */
export interface SupplyView {
  readonly sku: string
  readonly storeId: string
  readonly scope: SupplyScope
}

/** The view an address names. A scope that the item and place do not allow is as if it were not there. */
export function parseSupplyView(params: URLSearchParams): SupplyView {
  const text = (name: string) => (params.get(name) ?? '').trim().slice(0, 200)
  const named = { sku: text('sku'), storeId: text('store') }
  const possible = scopesOf(named)
  const scope = possible.find((each) => each === params.get('for')) ?? possible[0] ?? 'all'
  return { ...named, scope }
}

/** The scopes there are for an item and a place, the most particular first. */
export function scopesOf({ sku, storeId }: Pick<SupplyView, 'sku' | 'storeId'>): SupplyScope[] {
  return supplyScopes.filter(
    (scope) =>
      (sku !== '' || (scope !== 'item-place' && scope !== 'item')) &&
      (storeId !== '' || (scope !== 'item-place' && scope !== 'place')),
  )
}

/** The item and the place that the rule of a scope names. */
export function ruleOfScope({ sku, storeId, scope }: SupplyView): { sku: string; storeId: string } {
  return {
    sku: scope === 'item-place' || scope === 'item' ? sku : '',
    storeId: scope === 'item-place' || scope === 'place' ? storeId : '',
  }
}

export function supplyViewAddress({ sku, storeId, scope }: SupplyView, done?: string): string {
  const params = new URLSearchParams()
  if (sku !== '') params.set('sku', sku)
  if (storeId !== '') params.set('store', storeId)
  if (scope !== scopesOf({ sku, storeId })[0]) params.set('for', scope)
  if (done !== undefined) params.set('done', done)
  return params.size === 0 ? '/replenishment/supply' : `/replenishment/supply?${params}`
}
