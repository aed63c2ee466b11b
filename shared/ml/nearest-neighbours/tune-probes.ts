import type { RandomSource } from '../../kernel/random.ts'
import { exactNeighbours } from './exact-neighbours.ts'
import { type InvertedLists, searchInvertedLists } from './inverted-lists.ts'
import { drawWithout } from './spherical-centres.ts'

const trials = 100
const recallAt = 10

/** The fewest probes of 1, 2, 3, 4, 6, 8, 12, 16 … that find the wanted share (0 to 1) of the true nearest ten. */
export function fewestProbes(lists: InvertedLists, recall: number, random: RandomSource): number {
  const { dimensions, vectors, items, starts } = lists
  const entries = drawWithout(Uint32Array.from(items.keys()), Math.min(trials, items.length), random)
  const asked = Array.from(entries, (entry) => {
    const query = vectors.subarray(entry * dimensions, (entry + 1) * dimensions)
    const nearest = exactNeighbours({ dimensions, values: vectors }, query, recallAt)
    return { query, wanted: new Set(nearest.map(({ item }) => items[item])) }
  })
  const listCount = starts.length - 1
  for (let probes = 1; probes < listCount; probes = nextProbes(probes)) {
    let found = 0
    let wanted = 0
    for (const trial of asked) {
      const answers = searchInvertedLists(lists, trial.query, recallAt, probes)
      found += answers.filter(({ item }) => trial.wanted.has(item)).length
      wanted += trial.wanted.size
    }
    if (found >= recall * wanted) return probes
  }
  return listCount
}

/** 1, 2, 3, 4, 6, 8, 12, 16, 24 … */
function nextProbes(probes: number): number {
  if (probes < 2) return probes + 1
  return Number.isInteger(Math.log2(probes)) ? probes * 1.5 : (probes * 4) / 3
}
