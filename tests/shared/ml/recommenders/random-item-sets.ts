import { seededRandom } from '#shared/kernel/random.ts'
import { type IndexedItemSets, indexItemSets } from '#shared/ml/recommenders/indexed-item-sets.ts'
import { collectItemSets, type ItemSet } from '#shared/ml/recommenders/item-sets.ts'

/** Sets of up to six items, mostly of one group of ten: items of a group go together. */
export function randomItemSets(seed: number, setCount: number, itemCount: number): ItemSet[] {
  const random = seededRandom(seed)
  return Array.from({ length: setCount }, (_, at) => {
    const group = Math.floor((random() * itemCount) / 10) * 10
    const items = Array.from({ length: 1 + Math.floor(random() * 6) }, () =>
      random() < 0.85
        ? Math.min(itemCount - 1, group + Math.floor(random() ** 2 * 10))
        : Math.floor(random() * itemCount),
    )
    return { items, at }
  })
}

export function randomIndexedSets(seed: number, setCount: number, itemCount: number): IndexedItemSets {
  return indexItemSets(collectItemSets(randomItemSets(seed, setCount, itemCount), itemCount))
}
