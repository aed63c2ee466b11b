import type { PatronClient } from '#shared/contracts/client.ts'

/** What a place is called where one is chosen. */
export interface StoreLabel {
  readonly storeId: string
  readonly label: string
}

/** The places of the shop; none where they may not be seen. Sources that name the same place are one. */
export async function storeLabels(api: PatronClient): Promise<StoreLabel[]> {
  const stores = await api.listStores({ limit: 500 })
  if (!stores.ok) return []
  const labels = new Map(stores.value.stores.map(({ storeId, name }) => [storeId, name ?? storeId]))
  return [...labels].map(([storeId, label]) => ({ storeId, label }))
}
