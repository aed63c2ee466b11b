import { expect, it } from 'vitest'
import { seededRandom } from '#shared/kernel/random.ts'
import { rememberSessions, type Session } from '#shared/ml/recommenders/session-memory.ts'
import { sessionsFromBytes, sessionsToBytes } from '#shared/ml/recommenders/session-memory-bytes.ts'
import {
  type SessionOptions,
  sessionDefaults,
  sessionScorer,
} from '#shared/ml/recommenders/session-neighbours.ts'
import { tuneSessions } from '#shared/ml/recommenders/tune-sessions.ts'

const dayMs = 86_400_000
const itemCount = 30

function randomSessions(seed: number, count: number): Session[] {
  const random = seededRandom(seed)
  return Array.from({ length: count }, (_, session) => ({
    at: session * 60_000,
    items: Array.from({ length: 1 + Math.floor(random() * 6) }, () =>
      Math.floor(random() ** 1.5 * itemCount),
    ),
  }))
}

/** The formula of the docstring, one session after another, with nothing of the code that is tested. */
function slowScores(
  sessions: readonly Session[],
  visited: readonly number[],
  nowMs: number,
  options: SessionOptions,
): number[] {
  const past = sessions
    .map(({ items, at }) => ({ at, items: items.filter((item, place) => items.lastIndexOf(item) === place) }))
    .filter(({ items }) => items.length >= 2)
  const late = visited.filter((item, place) => visited.lastIndexOf(item) === place).reverse()
  const scores = Array.from({ length: itemCount }, () => 0)
  for (const { items, at } of past) {
    const shared = late.filter((item) => items.includes(item))
    if (shared.length === 0) continue
    const alike = shared.reduce((sum, item) => sum + Math.exp(-late.indexOf(item) / options.positionDecay), 0)
    const age = (nowMs - at) / dayMs
    const similarity = (alike * Math.exp(-age / options.recencyDays)) / items.length ** options.sizePower
    const meeting = items.indexOf(shared[0] as number)
    for (const [place, item] of items.entries()) {
      const seen = past.filter((session) => session.items.includes(item)).length
      const rarity = Math.log((past.length + 1) / seen) ** options.rarityPower
      scores[item] =
        (scores[item] as number) +
        similarity * Math.exp(-Math.abs(place - meeting) / options.distanceDecay) * rarity
    }
  }
  scores[visited.at(-1) as number] = 0
  return scores
}

it.each([1, 2, 3])('scores as the formula says, call after call (seed %i)', (seed) => {
  const sessions = randomSessions(seed, 200)
  const options = { ...sessionDefaults, positionDecay: 1.5, sizePower: 0.3, rarityPower: 0.7, recencyDays: 2 }
  const scoreNext = sessionScorer(rememberSessions(sessions, itemCount), options)
  for (const { items } of randomSessions(seed + 100, 20)) {
    const { scores } = scoreNext(items, 300 * 60_000)
    const expected = slowScores(sessions, items, 300 * 60_000, options)
    for (const [item, score] of expected.entries()) expect(scores[item]).toBeCloseTo(score, 9)
  }
})

it('remembers the newest sessions only, and keeps them through bytes', () => {
  const memory = rememberSessions(randomSessions(4, 100), itemCount, 10)
  expect(memory.sessionCount).toBe(10)
  expect(memory.times[9]).toBeGreaterThan(89 * 60_000)
  const tuned = { memory, options: { ...sessionDefaults, neighbours: 7 } }
  expect(sessionsFromBytes(sessionsToBytes(tuned))).toEqual({ ok: true, value: tuned })
  expect(sessionsFromBytes(sessionsToBytes({ ...tuned, memory: { ...memory, itemCount: 3 } })).ok).toBe(false)
})

it('has nothing to say of a visit to items that were never seen, and of none at all', () => {
  const scoreNext = sessionScorer(rememberSessions([{ items: [1, 2], at: 0 }], itemCount))
  expect(scoreNext([7], 0).items).toEqual([])
  expect(scoreNext([], 0).items).toEqual([])
  expect(scoreNext([itemCount + 5], 0).items).toEqual([])
  expect(sessionScorer(rememberSessions([], itemCount))([1], 0).items).toEqual([])
})

it('finds that what comes next depends on the last item, where it does', () => {
  const random = seededRandom(5)
  const sessions = Array.from({ length: 500 }, (_, at): Session => {
    const first = Math.floor(random() * itemCount)
    const items = [first]
    while (items.length < 5) items.push(((items.at(-1) as number) + 1 + Math.floor(random() * 2)) % itemCount)
    return { items, at: at * 60_000 }
  })
  const options = tuneSessions(sessions, itemCount)
  expect(options.positionDecay).toBeLessThanOrEqual(1)
  expect(tuneSessions(sessions, itemCount)).toEqual(options)
  expect(tuneSessions(sessions.slice(0, 20), itemCount)).toEqual(sessionDefaults)
})
