import { rankMetrics } from './rank-metrics.ts'
import { rememberSessions, type Session } from './session-memory.ts'
import { type NextItems, type SessionOptions, sessionDefaults, sessionScorer } from './session-neighbours.ts'

/** What is tried of each option, one option after another, the others as they were found best so far. */
const tried: { readonly [Option in keyof SessionOptions]?: readonly number[] } = {
  recencyDays: [1, 3, 10, 30, 100, 1000],
  positionDecay: [0.5, 1, 2, 4],
  distanceDecay: [1, 2, 5, 10, 50],
  sizePower: [0, 0.25, 0.5, 1],
  rarityPower: [0, 0.5, 1, 1.5],
}
const heldOutShare = 0.1
const maxHeldOutSessions = 600
const minTrials = 100
const hitsWithin = 20

/**
 * Options that guess best, among the newest tenth of the sessions, what came next in a session from what came before and
 * from older sessions. Defaults where there are too few to tell. Some 25 tries of less than a second each.
 */
export function tuneSessions(sessions: readonly Session[], itemCount: number): SessionOptions {
  const byTime = sessions.filter(({ at }) => Number.isFinite(at)).sort((left, right) => left.at - right.at)
  const heldOut = Math.min(maxHeldOutSessions, Math.floor(byTime.length * heldOutShare))
  const memory = rememberSessions(byTime.slice(0, byTime.length - heldOut), itemCount)
  const asked = byTime.slice(byTime.length - heldOut)
  const isKnown = (item: number) => (memory.itemStarts[item + 1] ?? 0) > (memory.itemStarts[item] ?? 0)
  const trials = asked.flatMap(({ items, at }) => {
    const known = items.filter(isKnown)
    return known.slice(1).map((target, index) => ({ visited: known.slice(0, index + 1), target, at }))
  })
  if (trials.length < minTrials) return sessionDefaults
  const judge = (options: SessionOptions): number => {
    const scoreNext = sessionScorer(memory, options)
    const ranks = trials.map(({ visited, target, at }) => rankAmongScored(target, scoreNext(visited, at)))
    const { hitRate, meanReciprocalRank } = rankMetrics(ranks, hitsWithin)
    // To be there at all and to be there at the top are both wanted, and the first is about twice as large.
    return hitRate + 2 * meanReciprocalRank
  }
  let best = { options: sessionDefaults, quality: judge(sessionDefaults) }
  for (const [option, values] of Object.entries(tried)) {
    for (const value of values) {
      const options = { ...best.options, [option]: value }
      const quality = judge(options)
      if (quality > best.quality) best = { options, quality }
    }
  }
  return best.options
}

/** The place of an item among those with a score, without a look at all the others; infinity where it has none. */
function rankAmongScored(target: number, { items, scores }: NextItems): number {
  const score = scores[target] as number
  if (score === 0) return Number.POSITIVE_INFINITY
  return items.reduce((rank, item) => ((scores[item] as number) >= score ? rank + 1 : rank), 0)
}
