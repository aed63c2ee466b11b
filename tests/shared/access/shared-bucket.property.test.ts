import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  addReport,
  reportAnswered,
  reportSent,
  type SharedCount,
  sliceOf,
  takeShared,
} from '#shared/access/shared-bucket.ts'
import type { Bucket } from '#shared/access/token-bucket.ts'

/** Counters that report to one object, each answer a while later; whoever is asked is drawn. */
function world(rule: { capacity: number; perSecond: number }, counterCount: number, delayMs: number) {
  const counts: (SharedCount | undefined)[] = Array(counterCount).fill(undefined)
  const isReporting: boolean[] = Array(counterCount).fill(false)
  let waiting: { atMs: number; act: () => void }[] = []
  let central: Bucket | undefined
  const settle = (nowMs: number) => {
    const due = waiting.filter(({ atMs }) => atMs <= nowMs)
    waiting = waiting.filter(({ atMs }) => atMs > nowMs)
    for (const { act } of due) act()
  }
  const ask = (who: number, nowMs: number): boolean => {
    settle(nowMs)
    const { count, answer, isReportDue } = takeShared(counts[who], rule, nowMs)
    counts[who] = count
    if (isReportDue && !isReporting[who]) {
      const taken = count.unreported
      isReporting[who] = true
      counts[who] = reportSent(count, taken, nowMs)
      const tokensLeft = count.bucket.tokens
      waiting.push({
        atMs: nowMs + delayMs,
        act: () => {
          central = addReport(central, { taken, tokensLeft }, rule, nowMs + delayMs)
          counts[who] = reportAnswered(counts[who] as SharedCount, central.tokens, nowMs + delayMs)
          isReporting[who] = false
        },
      })
    }
    return answer.isAllowed
  }
  return { ask, loseObject: () => (central = undefined) }
}

describe('buckets that several counters take from', () => {
  it('let no more through in the long run than one would, but a slice and a report on its way each', () => {
    fc.assert(
      fc.property(
        fc.record({
          capacity: fc.integer({ min: 20, max: 200 }),
          perSecond: fc.integer({ min: 1, max: 100 }),
        }),
        fc.integer({ min: 1, max: 8 }),
        fc.integer({ min: 0, max: 80 }),
        fc.infiniteStream(fc.nat()),
        (rule, counterCount, delayMs, chance) => {
          const { ask } = world(rule, counterCount, delayMs)
          const totalMs = 20_000
          const stepMs = 5
          let allowed = 0
          for (let nowMs = 0; nowMs < totalMs; nowMs += stepMs) {
            for (let asked = 0; asked < 4; asked += 1) {
              if (ask((chance.next().value as number) % counterCount, nowMs)) allowed += 1
            }
          }
          const whole = rule.capacity + (rule.perSecond * totalMs) / 1_000
          // At first nobody knows of the others: until the first answer each lets through what comes to it.
          const blindMs = delayMs + stepMs
          const blind = (blindMs / stepMs) * 4
          const aSecondOfEach = counterCount * rule.perSecond
          const slack = counterCount * sliceOf(rule) + 2 * blind + aSecondOfEach
          expect(allowed).toBeLessThanOrEqual(whole + slack)
        },
      ),
      { numRuns: 60 },
    )
  })

  it('let one counter alone have all there is', () => {
    const rule = { capacity: 100, perSecond: 10 }
    const { ask } = world(rule, 1, 20)
    let allowed = 0
    for (let nowMs = 0; nowMs < 10_000; nowMs += 10) if (ask(0, nowMs)) allowed += 1
    expect(allowed).toBeGreaterThanOrEqual(198)
    expect(allowed).toBeLessThanOrEqual(200)
  })

  it('hold eight counters to what one has, where each alone would give eight times as much', () => {
    const rule = { capacity: 2_000, perSecond: 200 }
    const { ask } = world(rule, 8, 30)
    let allowed = 0
    for (let nowMs = 0; nowMs < 30_000; nowMs += 1) if (ask(nowMs % 8, nowMs)) allowed += 1
    const whole = 2_000 + 200 * 30
    expect(allowed).toBeGreaterThan(whole * 0.95)
    expect(allowed).toBeLessThan(whole * 1.15)
  })

  it('forget nothing when the object begins anew', () => {
    const rule = { capacity: 100, perSecond: 1 }
    const { ask, loseObject } = world(rule, 2, 0)
    let allowed = 0
    for (let nowMs = 0; nowMs < 20_000; nowMs += 10) {
      if (nowMs % 1_000 === 0) loseObject()
      if (ask((nowMs / 10) % 2, nowMs)) allowed += 1
    }
    expect(allowed).toBeLessThan(2 * (100 + 20))
    expect(allowed).toBeGreaterThanOrEqual(100)
  })
})
