import { lastOccurrences, type SessionMemory } from './session-memory.ts'
import { topThreshold } from './top-threshold.ts'

export interface SessionOptions {
  /** Of each item of the visit, so many of its newest sessions are looked at. */
  readonly recentSessions: number
  /** The most alike of them that are asked. */
  readonly neighbours: number
  /** How fast items count less the further back in the visit they are: 1 / e after so many steps. */
  readonly positionDecay: number
  /** The same for items of a neighbour, by their distance from the item it shares with the visit. */
  readonly distanceDecay: number
  /** How fast sessions count less the longer they are ago: 1 / e after so many days. */
  readonly recencyDays: number
  /** Sessions are weighted by 1 / items to this power: 0.5 is the cosine. */
  readonly sizePower: number
  /** Scores are multiplied by the logarithm of how rare the item is to this power; 0: not. */
  readonly rarityPower: number
}

/** Neighbours as many as with Ludewig and Jannach, decays as with Garg et al.; `tuneSessions` finds those of the data. */
export const sessionDefaults: SessionOptions = {
  recentSessions: 2000,
  neighbours: 1000,
  positionDecay: 1,
  distanceDecay: 5,
  recencyDays: 30,
  sizePower: 0.5,
  rarityPower: 1,
}

const dayMs = 86_400_000

/** Scores of what comes next: `scores` has one number an item, only those of `items` are not zero. */
export interface NextItems {
  readonly items: readonly number[]
  readonly scores: Float64Array
}

/**
 * The nearest neighbours of a running session (VSKNN: Ludewig, Jannach 2018, "Evaluation of session-based recommendation
 * algorithms"; decays by position, distance and age: Garg et al. 2019, "Sequence and time aware neighborhood for
 * session-based recommendations"). Past sessions that share late items with the visit are asked what else was in them.
 * The returned function may be called many times; what it answered is overwritten by the next call.
 */
export function sessionScorer(
  memory: SessionMemory,
  options: SessionOptions = sessionDefaults,
): (visited: readonly number[], nowMs: number) => NextItems {
  const similarities = new Float64Array(memory.sessionCount)
  // The last item of the visit that is in a session too, as its place in the session.
  const meetings = new Uint32Array(memory.sessionCount)
  const scores = new Float64Array(memory.itemCount)
  const rarities = raritiesOf(memory, options.rarityPower)
  let scored: number[] = []
  return (visited, nowMs) => {
    for (const item of scored) scores[item] = 0
    scored = []
    const alike = addSimilarities(memory, options, visited, nowMs, similarities, meetings)
    for (const session of alike) {
      const start = memory.starts[session] as number
      const meeting = meetings[session] as number
      for (let at = start; at < (memory.starts[session + 1] as number); at += 1) {
        const item = memory.items[at] as number
        const closeness = Math.exp(-Math.abs(at - meeting) / options.distanceDecay)
        if (scores[item] === 0) scored.push(item)
        scores[item] =
          (scores[item] as number) +
          (similarities[session] as number) * closeness * (rarities[item] as number)
      }
    }
    similarities.fill(0)
    const current = visited.at(-1)
    if (current !== undefined && current < scores.length) scores[current] = 0
    return { items: scored.filter((item) => (scores[item] as number) > 0), scores }
  }
}

/** Fills in how alike each session is and where it meets the visit, and returns the most alike. */
function addSimilarities(
  memory: SessionMemory,
  options: SessionOptions,
  visited: readonly number[],
  nowMs: number,
  similarities: Float64Array,
  meetings: Uint32Array,
): number[] {
  const touched: number[] = []
  for (const [stepsBack, item] of lastOccurrences(visited).reverse().entries()) {
    const weight = Math.exp(-stepsBack / options.positionDecay)
    const end = memory.itemStarts[item + 1] ?? 0
    const start = Math.max(memory.itemStarts[item] ?? 0, end - options.recentSessions)
    for (let at = start; at < end; at += 1) {
      const session = memory.sessionsOfItems[at] as number
      if (similarities[session] === 0) {
        touched.push(session)
        const first = memory.starts[session] as number
        meetings[session] = first + memory.items.subarray(first, memory.starts[session + 1]).indexOf(item)
      }
      similarities[session] = (similarities[session] as number) + weight
    }
  }
  for (const session of touched) {
    const size = (memory.starts[session + 1] as number) - (memory.starts[session] as number)
    const ageDays = Math.max(0, nowMs - (memory.times[session] as number)) / dayMs
    const factor = Math.exp(-ageDays / options.recencyDays) / size ** options.sizePower
    similarities[session] = (similarities[session] as number) * factor
  }
  const threshold = topThreshold(
    Float64Array.from(touched, (session) => similarities[session] as number),
    options.neighbours,
  )
  return touched
    .filter((session) => (similarities[session] as number) >= threshold)
    .sort((left, right) => (similarities[right] as number) - (similarities[left] as number) || right - left)
    .slice(0, options.neighbours)
}

/** Natural logarithm of sessions over sessions with the item (inverse document frequency), to a power. */
function raritiesOf({ itemCount, itemStarts, sessionCount }: SessionMemory, power: number): Float64Array {
  return Float64Array.from({ length: itemCount }, (_, item) => {
    const count = (itemStarts[item + 1] as number) - (itemStarts[item] as number)
    return power === 0 ? 1 : Math.log((sessionCount + 1) / Math.max(1, count)) ** power
  })
}
