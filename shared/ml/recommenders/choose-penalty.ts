import { type IndexedItemSets, indexItemSets } from './indexed-item-sets.ts'
import { type ItemSets, itemsByCount, itemsOfSet, sliceItemSets } from './item-sets.ts'
import { addItemScores, joinColumns } from './item-weights.ts'
import { rankMetrics, rankOf } from './rank-metrics.ts'
import { solveItemBlock } from './solve-item-block.ts'

/** What is tried. The best differs by a factor of ten between shops, and half or twice of it costs next to nothing. */
export const penaltyGrid = [1, 3, 10, 30, 100, 300] as const
/** What is taken where there is too little to try on. */
export const defaultPenalty = 10

const triedItems = 800
const heldOutShare = 0.1
const maxHeldOutSets = 1000
const maxTrialsOfSet = 3
const minTrials = 30

/** How well one penalty did: the mean reciprocal rank (0 to 1) of items that were taken out of held-out sets. */
export interface TriedPenalty {
  readonly penalty: number
  readonly meanReciprocalRank: number
}

/**
 * Tries one penalty: learns from the first nine tenths of the sets by time, for the items that occur most, and asks for
 * items taken out of the last tenth. Null when there are too few to tell. One step of a job, a second or so.
 */
export function tryPenalty(sets: IndexedItemSets, penalty: number): TriedPenalty | null {
  const known = restrict(sets, itemsByCount(sets.counts).slice(0, triedItems))
  const heldOut = Math.min(maxHeldOutSets, Math.floor(known.setCount * heldOutShare))
  const cut = known.setCount - heldOut
  const past = indexItemSets(sliceItemSets(known, 0, cut))
  const trained = itemsByCount(past.counts)
  if (trained.length < 2) return null
  const weights = joinColumns(solveItemBlock(past, trained, penalty), known.itemCount)
  const scores = new Float64Array(known.itemCount)
  const ranks: number[] = []
  for (let set = cut; set < known.setCount; set += 1) {
    const items = itemsOfSet(known, set)
    if (items.length < 2) continue
    // Evenly spread over the set, which is in the order of item numbers.
    const step = Math.max(1, Math.floor(items.length / maxTrialsOfSet))
    for (let at = set % step; at < items.length; at += step) {
      const target = items[at] as number
      const others = items.filter((item) => item !== target)
      scores.fill(0)
      for (const item of others) addItemScores(weights, item, 1, scores)
      ranks.push(rankOf(target, scores, others))
    }
  }
  if (ranks.length < minTrials) return null
  return { penalty, meanReciprocalRank: rankMetrics(ranks, trained.length).meanReciprocalRank }
}

/** Penalties that come within this share of the best are taken for as good: the trials are too few to tell them apart. */
const asGoodRate = 0.01

/** The largest penalty of those that did as well as the best; the default where nothing could be tried. */
export function bestPenalty(tried: readonly (TriedPenalty | null)[]): number {
  const told = tried.filter((trial) => trial !== null)
  if (told.length === 0) return defaultPenalty
  const best = Math.max(...told.map(({ meanReciprocalRank }) => meanReciprocalRank))
  const asGood = told.filter(({ meanReciprocalRank }) => meanReciprocalRank >= best * (1 - asGoodRate))
  return Math.max(...asGood.map(({ penalty }) => penalty))
}

/** The same sets with none but the chosen items, which keep their numbers. */
function restrict(sets: ItemSets, chosen: Uint32Array): ItemSets {
  const isChosen = new Uint8Array(sets.itemCount)
  for (const item of chosen) isChosen[item] = 1
  const starts = new Uint32Array(sets.setCount + 1)
  const items = new Uint32Array(sets.items.length)
  let length = 0
  for (let set = 0; set < sets.setCount; set += 1) {
    for (const item of itemsOfSet(sets, set)) {
      if (isChosen[item] === 0) continue
      items[length] = item
      length += 1
    }
    starts[set + 1] = length
  }
  return { ...sets, starts, items: items.subarray(0, length) }
}
