import { tiedGroups } from './tied-groups.ts'

/**
 * What was offered to one person, the best first: groups of items with the same score, how many of each are what the person
 * wanted, and how many were wanted in all. Each metric is the mean over all orders of tied items (McSherry, Najork
 * 2008), so a model that gives everything the same score gets what chance would.
 */
export interface Ranking {
  readonly groups: readonly { readonly size: number; readonly wanted: number }[]
  readonly wantedCount: number
}

/** A ranking of scored items, one flag (1: wanted) an item. */
export function rankingOfScores(scores: Float64Array, isWanted: Float64Array): Ranking {
  const groups = tiedGroups(scores).map(({ rows }) => ({
    size: rows.length,
    wanted: rows.reduce((sum, row) => sum + (isWanted[row] as number), 0),
  }))
  return { groups, wantedCount: groups.reduce((sum, { wanted }) => sum + wanted, 0) }
}

/** A ranking of items in a list; one that stands in it twice counts where it stands first. */
export function rankingOfList<Item>(offered: readonly Item[], wanted: ReadonlySet<Item>): Ranking {
  const groups = [...new Set(offered)].map((item) => ({ size: 1, wanted: wanted.has(item) ? 1 : 0 }))
  return { groups, wantedCount: wanted.size }
}

/** A ranking of which one item is wanted, whose place is known, 1 is the best. */
export function rankingOfPlace(place: number): Ranking {
  return {
    groups: [
      { size: place - 1, wanted: 0 },
      { size: 1, wanted: 1 },
    ],
    wantedCount: 1,
  }
}

/** Probability that one of the first k is wanted (HR@k). */
export function hitRateAt(ranking: Ranking, k: number): number {
  return firstWanted(ranking, k).reduce((sum, probability) => sum + probability, 0)
}

/** Mean reciprocal of the place of the first that is wanted, 0 when it is not among the first k (MRR@k for one person). */
export function reciprocalRankAt(ranking: Ranking, k: number): number {
  return firstWanted(ranking, k).reduce((sum, probability, index) => sum + probability / (index + 1), 0)
}

/** Share of what was wanted that is among the first k; null when nothing was. */
export function recallAt(ranking: Ranking, k: number): number | null {
  const found = wantedAtPlaces(ranking, k).reduce((sum, wanted) => sum + wanted, 0)
  return ranking.wantedCount > 0 ? found / ranking.wantedCount : null
}

/** Discounted cumulative gain over the best there could be (Järvelin, Kekäläinen 2002), gains of 0 and 1. Null when nothing was wanted. */
export function ndcgAt(ranking: Ranking, k: number): number | null {
  if (ranking.wantedCount === 0) return null
  const discount = (index: number) => 1 / Math.log2(index + 2)
  const gained = wantedAtPlaces(ranking, k).reduce((sum, wanted, index) => sum + wanted * discount(index), 0)
  const best = Array.from({ length: Math.min(k, ranking.wantedCount) }, (_, index) => discount(index))
  return gained / best.reduce((sum, value) => sum + value, 0)
}

/** How much wanted stands at each of the first k places on average. */
function wantedAtPlaces({ groups }: Ranking, k: number): number[] {
  const places: number[] = []
  for (const { size, wanted } of groups) {
    for (let place = 0; place < size && places.length < k; place++) places.push(wanted / size)
    if (places.length >= k) break
  }
  return places
}

/** For each of the first k places, the probability that the first wanted item stands there. */
function firstWanted({ groups }: Ranking, k: number): number[] {
  const places: number[] = []
  for (const { size, wanted } of groups) {
    let noneYet = 1
    for (let place = 0; place < size && places.length < k; place++) {
      const here = noneYet * Math.min(1, wanted / (size - place))
      places.push(here)
      noneYet -= here
    }
    // A group with one wanted item ends the search: nothing behind it can be the first.
    if (wanted > 0 || places.length >= k) break
  }
  return places
}
