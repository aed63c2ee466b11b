import { countItems, type ItemSets, itemsOfSet } from './item-sets.ts'

/** Item sets that can be looked up by item. */
export interface IndexedItemSets extends ItemSets {
  /** In how many sets each item is. */
  readonly counts: Uint32Array
  /** Item `i` is in the sets `setsOfItems[itemStarts[i]]` to before `setsOfItems[itemStarts[i + 1]]`, the oldest first. */
  readonly itemStarts: Uint32Array
  readonly setsOfItems: Uint32Array
  /** The sum of {@link weightOfSet} over the sets of each item. */
  readonly masses: Float64Array
}

/**
 * What one set counts: 1 / sqrt(items). A long one has many pairs of which few belong together, and with equal weights
 * the few longest would decide everything.
 */
export function weightOfSet(size: number): number {
  return 1 / Math.sqrt(size)
}

export function indexItemSets(sets: ItemSets): IndexedItemSets {
  const counts = countItems(sets)
  const itemStarts = new Uint32Array(sets.itemCount + 1)
  for (let item = 0; item < sets.itemCount; item += 1) {
    itemStarts[item + 1] = (itemStarts[item] ?? 0) + (counts[item] ?? 0)
  }
  const next = itemStarts.slice()
  const setsOfItems = new Uint32Array(sets.items.length)
  const masses = new Float64Array(sets.itemCount)
  for (let set = 0; set < sets.setCount; set += 1) {
    const members = itemsOfSet(sets, set)
    const weight = weightOfSet(members.length)
    for (const item of members) {
      const at = next[item] as number
      setsOfItems[at] = set
      next[item] = at + 1
      masses[item] = (masses[item] as number) + weight
    }
  }
  return { ...sets, counts, itemStarts, setsOfItems, masses }
}

/** The numbers of the sets that an item is in, the oldest first. */
export function setsOf({ itemStarts, setsOfItems }: IndexedItemSets, item: number): Uint32Array {
  return setsOfItems.subarray(itemStarts[item], itemStarts[item + 1])
}
