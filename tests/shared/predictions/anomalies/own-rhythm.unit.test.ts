import { describe, expect, it } from 'vitest'
import { dayMs } from '#shared/kernel/time.ts'
import { judgeRhythm, type RhythmPurchase } from '#shared/predictions/anomalies/own-rhythm.ts'

/** Purchases after gaps in days, of the given amounts. */
function bought(gapsDays: readonly number[], amounts: readonly number[]): RhythmPurchase[] {
  let placedAt = Date.UTC(2026, 0, 1)
  return gapsDays.map((gapDays, index) => {
    placedAt += gapDays * dayMs
    return { placedAt, amountMinor: amounts[index] ?? 1000 }
  })
}

const weekly = [0, 7, 7, 7, 7, 7, 7]
const usual = [1000, 1100, 950, 1000, 1050, 1000, 1000]

function judged(purchases: readonly RhythmPurchase[], daysLater: number, threshold = 0.5) {
  const last = Math.max(...purchases.map(({ placedAt }) => placedAt))
  return judgeRhythm(purchases, last + daysLater * dayMs, threshold)
}

describe('judgeRhythm', () => {
  it('has nothing to say of a customer who does as always', () => {
    expect(judged(bought(weekly, usual), 6)).toEqual({ breaks: [], missing: null })
  })

  it.each([
    ['spent-more', 2000, 'Spent 100 % more than usual'],
    ['spent-less', 400, 'Spent 60 % less than usual'],
  ])('tells %s', (kind, amount, words) => {
    const { breaks } = judged(bought(weekly, usual.with(-1, amount)), 1)
    expect(breaks).toMatchObject([{ kind, actual: amount, usual: 1000, words }])
  })

  it('keeps to the threshold that is set', () => {
    const purchases = bought(weekly, usual.with(-1, 1400))
    expect(judged(purchases, 1).breaks).toEqual([])
    expect(judged(purchases, 1, 0.3).breaks).toHaveLength(1)
  })

  it('tells who is overdue and who came early', () => {
    expect(judged(bought(weekly, usual), 15).breaks).toMatchObject([
      {
        kind: 'overdue',
        actual: 15,
        usual: 7,
        words: 'Usually comes every 7 days, and was last here 15 days ago',
      },
    ])
    expect(judged(bought(weekly.with(-1, 2), usual), 1).breaks).toMatchObject([
      { kind: 'came-early', actual: 2 },
    ])
  })

  it('does not call it a break when a customer was never regular', () => {
    const purchases = bought([0, 3, 30, 9, 55, 4, 21], [500, 4000, 900, 7000, 100, 2500, 5000])
    expect(judged(purchases, 25).breaks).toEqual([])
  })

  it('says what is missing', () => {
    expect(judged(bought([0, 7, 7], usual), 1).missing).toBe('Not enough yet: 3 of 5 days with a purchase')
    expect(judgeRhythm([], 0, 0.5).missing).toContain('0 of 5')
  })

  it('stands clocks ahead of ours, many orders in a day, and amounts of nothing', () => {
    const future = { placedAt: Date.UTC(2190, 0, 1), amountMinor: 5 }
    const nowMs = Date.UTC(2026, 5, 1)
    expect(judgeRhythm([future], nowMs, 0.5).missing).not.toBeNull()
    const busy = Array.from({ length: 10_000 }, () => ({ placedAt: nowMs, amountMinor: 100 }))
    expect(judgeRhythm(busy, nowMs + dayMs, 0.5).missing).toContain('1 of 5')
    const free = bought(weekly, usual).map((purchase) => ({ ...purchase, amountMinor: null }))
    expect(judged(free, 1).breaks).toEqual([])
    expect(judged(bought(weekly, usual.with(-1, -900)), 1).breaks).toEqual([])
  })
})
