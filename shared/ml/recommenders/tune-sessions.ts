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

/** How far a choice of options has come: the first try is that of the defaults. */
export interface TriedOptions {
  readonly triedCount: number
  readonly options: SessionOptions
  /** Whatever is to be large: the hit rate at 20 and twice the mean reciprocal rank. Below 0 before the first try. */
  readonly quality: number
  /** Share of the tries (0 to 1) in which what came next was among the first 20. */
  readonly hitRate: number
}

export const untriedOptions: TriedOptions = {
  triedCount: 0,
  options: sessionDefaults,
  quality: -1,
  hitRate: 0,
}
const tries = Object.entries(tried).flatMap(([option, values]) => values.map((value) => ({ option, value })))

/** The choice of options in steps of less than a second or so, a try each. */
export interface SessionTuning {
  /** Does one try; true when there is nothing left to do. */
  advance(): boolean
  /** 0 to 1. */
  readonly progressRate: number
  /** What another tuning of the same sessions goes on from, and what is best so far. */
  readonly tried: TriedOptions
}

/**
 * Finds options that guess best, among the newest tenth of the sessions, what came next in a session from what came before
 * and from older sessions. Defaults where there are too few to tell.
 */
export function sessionTuning(
  sessions: readonly Session[],
  itemCount: number,
  saved: TriedOptions = untriedOptions,
): SessionTuning {
  const byTime = sessions.filter(({ at }) => Number.isFinite(at)).sort((left, right) => left.at - right.at)
  const heldOut = Math.min(maxHeldOutSessions, Math.floor(byTime.length * heldOutShare))
  const memory = rememberSessions(byTime.slice(0, byTime.length - heldOut), itemCount)
  const isKnown = (item: number) => (memory.itemStarts[item + 1] ?? 0) > (memory.itemStarts[item] ?? 0)
  const trials = byTime.slice(byTime.length - heldOut).flatMap(({ items, at }) => {
    const known = items.filter(isKnown)
    return known.slice(1).map((target, index) => ({ visited: known.slice(0, index + 1), target, at }))
  })
  const judge = (options: SessionOptions): Pick<TriedOptions, 'quality' | 'hitRate'> => {
    const scoreNext = sessionScorer(memory, options)
    const ranks = trials.map(({ visited, target, at }) => rankAmongScored(target, scoreNext(visited, at)))
    const { hitRate, meanReciprocalRank } = rankMetrics(ranks, hitsWithin)
    // To be there at all and to be there at the top are both wanted, and the first is about twice as large.
    return { quality: hitRate + 2 * meanReciprocalRank, hitRate }
  }
  const tryCount = trials.length < minTrials ? 0 : 1 + tries.length
  let best = saved
  return {
    advance() {
      if (best.triedCount < tryCount) {
        const next = best.triedCount === 0 ? undefined : tries[best.triedCount - 1]
        const options = next === undefined ? sessionDefaults : { ...best.options, [next.option]: next.value }
        const judged = judge(options)
        const triedCount = best.triedCount + 1
        best = judged.quality > best.quality ? { triedCount, options, ...judged } : { ...best, triedCount }
      }
      return best.triedCount >= tryCount
    },
    get progressRate() {
      return tryCount === 0 ? 1 : Math.min(1, best.triedCount / tryCount)
    },
    get tried() {
      return best
    },
  }
}

/** The same in one go. */
export function tuneSessions(sessions: readonly Session[], itemCount: number): SessionOptions {
  const tuning = sessionTuning(sessions, itemCount)
  while (!tuning.advance());
  return tuning.tried.options
}

/** The place of an item among those with a score, without a look at all the others; infinity where it has none. */
function rankAmongScored(target: number, { items, scores }: NextItems): number {
  const score = scores[target] as number
  if (score === 0) return Number.POSITIVE_INFINITY
  return items.reduce((rank, item) => ((scores[item] as number) >= score ? rank + 1 : rank), 0)
}
