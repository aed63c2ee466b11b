import { type TiledMatrix, tiledIndex, tiledMatrix } from '../../linear-algebra/tiled-matrix.ts'
import { type IndexedItemSets, setsOf, weightOfSet } from './indexed-item-sets.ts'
import { itemsOfSet } from './item-sets.ts'

/**
 * How often every two of the chosen items went together, weighted by {@link weightOfSet}; on the diagonal how often each
 * went at all. Rows and columns in the order of `chosen`.
 */
export function coOccurrences(sets: IndexedItemSets, chosen: Uint32Array): TiledMatrix {
  const matrix = tiledMatrix(chosen.length)
  const placeOf = new Int32Array(sets.itemCount).fill(-1)
  for (const [place, item] of chosen.entries()) placeOf[item] = place
  const isCounted = new Uint8Array(sets.setCount)
  const places: number[] = []
  for (const item of chosen) {
    for (const set of setsOf(sets, item)) {
      if (isCounted[set] === 1) continue
      isCounted[set] = 1
      const members = itemsOfSet(sets, set)
      places.length = 0
      for (const member of members) {
        const place = placeOf[member] as number
        if (place >= 0) places.push(place)
      }
      addPairs(matrix, places, weightOfSet(members.length))
    }
  }
  return matrix
}

function addPairs({ values }: TiledMatrix, places: readonly number[], weight: number): void {
  for (let left = 0; left < places.length; left += 1) {
    const row = places[left] as number
    for (let right = 0; right <= left; right += 1) {
      const column = places[right] as number
      const at = row >= column ? tiledIndex(row, column) : tiledIndex(column, row)
      values[at] = (values[at] as number) + weight
    }
  }
}

/**
 * How alike an item is to each that went with it: the cosine of their sets, weighted. Written into `cosines`, which has
 * one number an item, all zero; returns the items it wrote, so that the caller can set them back to zero.
 */
export function addCosines(sets: IndexedItemSets, item: number, cosines: Float64Array): number[] {
  const touched: number[] = []
  for (const set of setsOf(sets, item)) {
    const members = itemsOfSet(sets, set)
    const weight = weightOfSet(members.length)
    for (const member of members) {
      if (member === item) continue
      if (cosines[member] === 0) touched.push(member)
      cosines[member] = (cosines[member] as number) + weight
    }
  }
  const mass = sets.masses[item] as number
  for (const other of touched) {
    cosines[other] = (cosines[other] as number) / Math.sqrt(mass * (sets.masses[other] as number))
  }
  return touched
}
