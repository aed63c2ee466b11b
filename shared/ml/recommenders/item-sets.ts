/** Items that went together at one time, as numbers 0, 1, 2 … below the item count; repeats count once. */
export interface ItemSet {
  readonly items: readonly number[]
  /** UTC epoch ms. */
  readonly at: number
}

/** Many item sets in typed arrays, the oldest first: set `s` has `items[starts[s]]` to before `items[starts[s + 1]]`, ascending. */
export interface ItemSets {
  readonly itemCount: number
  readonly setCount: number
  readonly starts: Uint32Array
  readonly items: Uint32Array
  /** When each set was, UTC epoch ms. */
  readonly times: Float64Array
}

/** Larger sets are bulk orders and robots: they say little of each pair and have 125,000 pairs and more. */
export const maxItemsOfSet = 500

/** Leaves out item numbers that are none, sets without items and those of more than {@link maxItemsOfSet}. */
export function collectItemSets(sets: Iterable<ItemSet>, itemCount: number): ItemSets {
  // One long list while they come: an array for each set would take several times as much.
  let gathered = new Uint32Array(1_024)
  const ends: number[] = []
  const moments: number[] = []
  let total = 0
  for (const { items, at } of sets) {
    const distinct = new Set(items.filter((item) => Number.isInteger(item) && item >= 0 && item < itemCount))
    if (distinct.size === 0 || distinct.size > maxItemsOfSet || !Number.isFinite(at)) continue
    while (total + distinct.size > gathered.length) {
      const larger = new Uint32Array(2 * gathered.length)
      larger.set(gathered)
      gathered = larger
    }
    gathered.set(Uint32Array.from(distinct).sort(), total)
    total += distinct.size
    ends.push(total)
    moments.push(at)
  }
  const order = Uint32Array.from(ends.keys())
  order.sort((left, right) => (moments[left] ?? 0) - (moments[right] ?? 0) || left - right)
  const starts = new Uint32Array(order.length + 1)
  const all = new Uint32Array(total)
  for (const [index, set] of order.entries()) {
    const start = starts[index] ?? 0
    const members = gathered.subarray(ends[set - 1] ?? 0, ends[set])
    all.set(members, start)
    starts[index + 1] = start + members.length
  }
  const times = Float64Array.from(order, (set) => moments[set] ?? 0)
  return { itemCount, setCount: order.length, starts, items: all, times }
}

export function itemsOfSet({ starts, items }: ItemSets, set: number): Uint32Array {
  return items.subarray(starts[set], starts[set + 1])
}

/** The sets numbered from `from` to before `to`, by time; nothing is copied but their starts. */
export function sliceItemSets(sets: ItemSets, from: number, to: number): ItemSets {
  const first = sets.starts[from] ?? 0
  return {
    itemCount: sets.itemCount,
    setCount: to - from,
    starts: sets.starts.slice(from, to + 1).map((start) => start - first),
    items: sets.items.subarray(first, sets.starts[to]),
    times: sets.times.subarray(from, to),
  }
}

/** In how many sets each item is. */
export function countItems({ itemCount, items }: ItemSets): Uint32Array {
  const counts = new Uint32Array(itemCount)
  for (const item of items) counts[item] = (counts[item] ?? 0) + 1
  return counts
}

/** Item numbers by count, the largest first; by number where counts are equal. Items of no set are left out. */
export function itemsByCount(counts: Uint32Array): Uint32Array {
  const present: number[] = []
  for (const [item, count] of counts.entries()) if (count > 0) present.push(item)
  return Uint32Array.from(
    present.sort((left, right) => (counts[right] ?? 0) - (counts[left] ?? 0) || left - right),
  )
}
