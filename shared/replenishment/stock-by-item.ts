/** A count of some of an item in a place, as a source told it. */
export interface StockCount {
  readonly sku: string
  readonly storeId: string
  readonly source: string
  readonly stockItemId: string
  readonly countedAt: number
  readonly availableQuantity: number
}

/** What there is of an item, and under which names it was counted. */
export interface ItemStock {
  readonly byPlace: ReadonlyMap<string, number>
  readonly names: readonly (readonly [source: string, stockItemId: string])[]
}

/**
 * What each item has in each place. A source may count an item under several names, which add up. Sources that name the same place
 * count the same shelf: the one that counted last is believed.
 */
export function stockByItem(counts: readonly StockCount[]): Map<string, ItemStock> {
  const bySku = Map.groupBy(counts, ({ sku }) => sku)
  return new Map(
    [...bySku].map(([sku, ofItem]) => {
      const byStore = Map.groupBy(ofItem, ({ storeId }) => storeId)
      const byPlace = new Map([...byStore].map(([storeId, inPlace]) => [storeId, quantityOf(inPlace)]))
      const names = new Map(
        ofItem.map(({ source, stockItemId }) => [
          JSON.stringify([source, stockItemId]),
          [source, stockItemId] as const,
        ]),
      )
      return [sku, { byPlace, names: [...names.values()] }]
    }),
  )
}

function quantityOf(counts: readonly StockCount[]): number {
  const latest = counts.reduce((newest, count) => (count.countedAt > newest.countedAt ? count : newest))
  return counts
    .filter(({ source }) => source === latest.source)
    .reduce((sum, { availableQuantity }) => sum + availableQuantity, 0)
}
