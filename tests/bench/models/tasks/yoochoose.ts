import { readdirSync } from 'node:fs'
import { type RankMetrics, rankMetrics, rankOf } from '#shared/ml/recommenders/rank-metrics.ts'
import { rememberSessions, type Session } from '#shared/ml/recommenders/session-memory.ts'
import { sessionScorer } from '#shared/ml/recommenders/session-neighbours.ts'
import { tuneSessions } from '#shared/ml/recommenders/tune-sessions.ts'
import type { ModelFigure, ModelTask } from '../model-figure.ts'
import { gzippedLines } from '../public-data.ts'

const k = 20
/** Goals and published figures of the test file of session-rec's 100k sample. */
const goals: RankMetrics = { hitRate: 0.44, meanReciprocalRank: 0.19 }
const published: RankMetrics = { hitRate: 0.43, meanReciprocalRank: 0.1816 }

type Scorer = (visited: readonly number[], at: number) => Float64Array

/**
 * The next click of a visit from those before it, for each click but the first; clicks on items that were never seen in
 * training are left out. With a file `test…` beside them, all training sessions are learned from; without it the last
 * day of them is asked, and then the goals are those published, as many times better than a plain VSKNN here.
 */
export const task: ModelTask = {
  name: 'yoochoose',
  data: 'yoochoose-100k',
  async measure(folder) {
    const test = readdirSync(folder).find((file) => file.startsWith('test'))
    const past = readSessions(folder, test === undefined ? 'train_tr.tsv.gz' : 'train_full.tsv.gz')
    const asked = readSessions(folder, test ?? 'train_valid.tsv.gz')
    const numberOf = new Map<string, number>()
    for (const item of past.flatMap(({ items }) => items)) {
      if (!numberOf.has(item)) numberOf.set(item, numberOf.size)
    }
    const numbered = (sessions: readonly { items: readonly string[]; at: number }[]): Session[] =>
      sessions.map(({ items, at }) => ({
        at,
        items: items.map((item) => numberOf.get(item)).filter((item) => item !== undefined),
      }))
    const sessions = numbered(past)
    const trials = numbered(asked)
    const startedMs = performance.now()
    const options = tuneSessions(sessions, numberOf.size)
    const tunedMs = performance.now()
    const scoreNext = sessionScorer(rememberSessions(sessions, numberOf.size), options)
    const ours = measure(trials, (visited, at) => scoreNext(visited, at).scores)
    const baseline = measure(trials, plainNeighbours(sessions, numberOf.size))
    const figure = (name: string, metric: keyof RankMetrics): ModelFigure => ({
      what: `Yoochoose 100k, next click, ${name}@${k}${test === undefined ? ', last day of training' : ''}`,
      ours: ours[metric],
      goal: {
        atLeast: test === undefined ? (baseline[metric] * goals[metric]) / published[metric] : goals[metric],
      },
      baseline: { name: 'VSKNN, 500 neighbours', value: baseline[metric] },
      published: `VSKNN ${published[metric]} on the test file`,
    })
    return [
      figure('HR', 'hitRate'),
      figure('MRR', 'meanReciprocalRank'),
      {
        what: `Yoochoose 100k, choosing the options of ${sessions.length} sessions: seconds`,
        ours: (tunedMs - startedMs) / 1000,
        goal: null,
        baseline: null,
        published: null,
      },
    ]
  },
}

function measure(sessions: readonly Session[], score: Scorer): RankMetrics {
  const ranks = sessions.flatMap(({ items, at }) =>
    items.slice(1).map((target, index) => rankOf(target, score(items.slice(0, index + 1), at), [])),
  )
  return rankMetrics(ranks, k)
}

/** The clicks of each session in order; its time is that of the last click. */
function readSessions(folder: string, file: string): { items: string[]; at: number }[] {
  const clicks = new Map<string, { item: string; at: number }[]>()
  for (const line of gzippedLines(folder, file).slice(1)) {
    const [session = '', item = '', seconds] = line.split('\t')
    const ofSession = clicks.get(session) ?? []
    clicks.set(session, ofSession)
    ofSession.push({ item, at: Number(seconds) * 1000 })
  }
  return [...clicks.values()].map((ofSession) => {
    const inOrder = ofSession.sort((left, right) => left.at - right.at)
    return { items: inOrder.map(({ item }) => item), at: inOrder.at(-1)?.at ?? 0 }
  })
}

/** VSKNN as published: linear weights by place in the visit, cosine, the 500 best of 1,000 newest; nothing of what is measured. */
function plainNeighbours(sessions: readonly Session[], itemCount: number): Scorer {
  const byTime = [...sessions].sort((left, right) => left.at - right.at).map(({ items }) => new Set(items))
  const sessionsOf = Array.from({ length: itemCount }, (): number[] => [])
  for (const [session, items] of byTime.entries()) for (const item of items) sessionsOf[item]?.push(session)
  return (visited) => {
    const similarities = new Map<number, number>()
    const weightOf = new Map(visited.map((item, place) => [item, (place + 1) / visited.length]))
    for (const [item, weight] of weightOf) {
      for (const session of sessionsOf[item]?.slice(-1000) ?? []) {
        similarities.set(session, (similarities.get(session) ?? 0) + weight)
      }
    }
    const nearest = [...similarities]
      .map(([session, sum]) => ({ session, similarity: sum / Math.sqrt(byTime[session]?.size ?? 1) }))
      .sort((left, right) => right.similarity - left.similarity || right.session - left.session)
      .slice(0, 500)
    const scores = new Float64Array(itemCount)
    for (const { session, similarity } of nearest) {
      for (const item of byTime[session] ?? []) scores[item] = (scores[item] ?? 0) + similarity
    }
    scores[visited.at(-1) ?? 0] = 0
    return scores
  }
}
