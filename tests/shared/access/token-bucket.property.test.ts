import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type Bucket, takeToken } from '#shared/access/token-bucket.ts'

const rule = { capacity: 10, perSecond: 2 }

describe('a token bucket', () => {
  it('lets a burst through, then one call each half second, and says when', () => {
    let bucket: Bucket | undefined
    const at = (nowMs: number) => {
      const { bucket: next, ...answer } = takeToken(bucket, rule, nowMs)
      bucket = next
      return answer
    }
    for (let call = 1; call <= 10; call += 1) {
      expect(at(0)).toMatchObject({ isAllowed: true, remaining: 10 - call, retryAfterSeconds: 0 })
    }
    expect(at(0)).toEqual({ isAllowed: false, remaining: 0, resetSeconds: 5, retryAfterSeconds: 1 })
    expect(at(499).isAllowed).toBe(false)
    expect(at(500).isAllowed).toBe(true)
    expect(at(900).isAllowed).toBe(false)
    expect(at(60_000)).toMatchObject({ isAllowed: true, remaining: 9 })
  })

  it('never lets more through in any stretch of time than a burst and what flows in meanwhile', () => {
    fc.assert(
      fc.property(
        fc.record({ capacity: fc.integer({ min: 1, max: 50 }), perSecond: fc.integer({ min: 1, max: 100 }) }),
        fc.array(fc.integer({ min: -50, max: 400 }), { minLength: 1, maxLength: 200 }),
        (drawn, steps) => {
          let bucket: Bucket | undefined
          let nowMs = 1_000
          const allowed: number[] = []
          for (const step of steps) {
            nowMs += step
            const answer = takeToken(bucket, drawn, nowMs)
            bucket = answer.bucket
            if (answer.isAllowed) allowed.push(bucket.atMs)
            expect(answer.remaining).toBeGreaterThanOrEqual(0)
            expect(answer.remaining).toBeLessThan(drawn.capacity)
            expect(answer.retryAfterSeconds > 0).toBe(!answer.isAllowed)
          }
          for (const [from, fromMs] of allowed.entries()) {
            for (let to = from; to < allowed.length; to += 1) {
              const seconds = ((allowed[to] ?? 0) - fromMs) / 1_000
              expect(to - from + 1).toBeLessThanOrEqual(drawn.capacity + seconds * drawn.perSecond + 1e-6)
            }
          }
        },
      ),
      { numRuns: 200 },
    )
  })

  it('lets a caller through who waits as long as was said', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 20 }),
        fc.double({ min: 0.05, max: 50, noNaN: true }),
        (capacity, perSecond) => {
          let answer = takeToken(undefined, { capacity, perSecond }, 0)
          while (answer.isAllowed) answer = takeToken(answer.bucket, { capacity, perSecond }, 0)
          const later = takeToken(answer.bucket, { capacity, perSecond }, answer.retryAfterSeconds * 1_000)
          expect(later.isAllowed).toBe(true)
        },
      ),
    )
  })
})
