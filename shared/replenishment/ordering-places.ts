/** A place for which an item is ordered, and whose demand and stock count there. */
export interface OrderingPlace {
  /** '' for online, or for all places together. */
  readonly storeId: string
  /** The place whose demand it is; null: that of all places. */
  readonly demandOf: string | null
  /** Null: nobody told. */
  readonly onHandQuantity: number | null
  /** Goods on their way to these count; null: to any. */
  readonly inboundTo: readonly string[] | null
}

/**
 * Where an item is ordered. Sales and stock do not always name the same places: a web shop's orders name none, and go out from a
 * warehouse that sells nothing itself.
 * - Every place that sells has a count, or nothing was counted anywhere: each by itself.
 * - One place that sells has none, and there is stock where nothing is sold: that stock serves it.
 * - Else the item is ordered for all places together, against all stock there is.
 * @param demandPlaces Where it is sold, at least one; '' is online.
 * @param stock What each place has, as far as told.
 */
export function orderingPlaces(
  demandPlaces: readonly string[],
  stock: ReadonlyMap<string, number>,
): OrderingPlace[] {
  const uncounted = demandPlaces.filter((place) => !stock.has(place))
  const isAlone = demandPlaces.length === 1
  const own = (storeId: string): OrderingPlace => ({
    storeId,
    demandOf: storeId,
    onHandQuantity: stock.get(storeId) ?? null,
    inboundTo: isAlone ? null : [storeId],
  })
  if (uncounted.length === 0 || stock.size === 0) return demandPlaces.map(own)
  const spare = [...stock.keys()].filter((place) => !demandPlaces.includes(place))
  const [served] = uncounted
  if (served !== undefined && uncounted.length === 1 && spare.length > 0) {
    return [
      ...demandPlaces.filter((place) => place !== served).map(own),
      {
        storeId: spare.length === 1 ? (spare[0] ?? '') : served,
        demandOf: served,
        onHandQuantity: spare.reduce((sum, place) => sum + (stock.get(place) ?? 0), 0),
        inboundTo: isAlone
          ? null
          : [...new Set([...spare, served, ...(demandPlaces.includes('') ? [] : [''])])],
      },
    ]
  }
  const [only] = stock.keys()
  return [
    {
      storeId: stock.size === 1 ? (only ?? '') : '',
      demandOf: null,
      onHandQuantity: [...stock.values()].reduce((sum, quantity) => sum + quantity, 0),
      inboundTo: null,
    },
  ]
}
