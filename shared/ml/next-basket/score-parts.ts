import type { BasketHistory, SparseScores } from './basket-history.ts'
import { decayedProfile } from './decayed-profile.ts'
import { nearestProfiles, type ProfileIndex } from './nearest-profiles.ts'
import { type RetakeChances, retakeChances } from './retake-chances.ts'

/** How many neighbours TIFU-KNN asks on TaFeng, and how much somebody's own profile counts beside theirs. */
const neighbourCount = 300
const ownShare = 0.7

/** What is known of others. */
export interface NextBasketKnowledge {
  readonly itemCount: number
  readonly index: ProfileIndex
  /** What each indexed person took next. */
  readonly nexts: readonly Int32Array[]
  readonly retakes: RetakeChances
}

/** Opinions on an item, each 0..1. */
type ScorePart = 'tifu' | 'retake' | 'due' | 'peers'
/** How much each opinion counts. */
export type PartWeights = Readonly<Record<ScorePart, number>>

/** The items that any opinion has something to say on, and each opinion of them. */
export interface PartScores {
  readonly items: Int32Array
  readonly parts: Readonly<Record<ScorePart, Float32Array>>
}

/**
 * `tifu`: own decayed frequencies and the neighbours' (Hu 2020, eq. 3). `retake`: the chance of taking again what was taken
 * before. `due`: the chance that it is due, where dates are known. `peers`: the share of neighbours, by similarity, who took it
 * next after a history like this one.
 */
export function scoreByParts(knowledge: NextBasketKnowledge, history: BasketHistory): PartScores {
  const { itemCount, index, nexts, retakes } = knowledge
  const own = decayedProfile(history.baskets)
  const neighbours = nearestProfiles(index, own, neighbourCount)
  const boards = {
    tifu: new Float32Array(itemCount),
    retake: new Float32Array(itemCount),
    due: new Float32Array(itemCount),
    peers: new Float32Array(itemCount),
  }
  const total = neighbours.reduce((sum, { similarity }) => sum + similarity, 0)
  addScores(boards.tifu, own, neighbours.length === 0 ? 1 : ownShare)
  for (const { person, similarity } of neighbours) {
    addScores(boards.tifu, index.profiles[person] as SparseScores, (1 - ownShare) / neighbours.length)
    for (const item of nexts[person] as Int32Array)
      boards.peers[item] = (boards.peers[item] as number) + similarity / total
  }
  for (const [item, chance] of retakeChances(retakes, history.baskets))
    if (item < itemCount) boards.retake[item] = chance
  for (const [item, chance] of history.due ?? []) if (item < itemCount) boards.due[item] = chance
  let size = 0
  const items = new Int32Array(itemCount)
  for (let item = 0; item < itemCount; item += 1) {
    if ((boards.tifu[item] as number) > 0 || (boards.peers[item] as number) > 0) {
      items[size] = item
      size += 1
    }
  }
  const mentioned = items.slice(0, size)
  return {
    items: mentioned,
    parts: {
      tifu: atItems(boards.tifu, mentioned),
      retake: atItems(boards.retake, mentioned),
      due: atItems(boards.due, mentioned),
      peers: atItems(boards.peers, mentioned),
    },
  }
}

function atItems(board: Float32Array, items: Int32Array): Float32Array {
  const values = new Float32Array(items.length)
  for (let place = 0; place < items.length; place += 1)
    values[place] = board[items[place] as number] as number
  return values
}

/** The `count` items with the highest weighted sum of opinions, best first; of equals the lower number. */
export function bestItems(
  { items, parts }: PartScores,
  weights: PartWeights,
  count: number,
): { item: number; score: number }[] {
  const { tifu, retake, due, peers } = parts
  const best: { item: number; score: number }[] = []
  for (let place = 0; place < items.length; place += 1) {
    const score =
      weights.tifu * (tifu[place] as number) +
      weights.retake * (retake[place] as number) +
      weights.due * (due[place] as number) +
      weights.peers * (peers[place] as number)
    const worst = best[best.length - 1]
    if (score <= 0 || (best.length === count && score <= (worst?.score ?? 0))) continue
    if (best.length === count) best.pop()
    let to = best.length
    while (to > 0 && (best[to - 1]?.score ?? 0) < score) to -= 1
    best.splice(to, 0, { item: items[place] as number, score })
  }
  return best
}

function addScores(board: Float32Array, { items, scores }: SparseScores, weight: number): void {
  for (let place = 0; place < items.length; place += 1) {
    const item = items[place] as number
    if (item < board.length) board[item] = (board[item] as number) + weight * (scores[place] as number)
  }
}
