import { describe, expect, it } from 'vitest'
import { type Contest, decidePromotion, promotionMarginRate } from '#shared/predictions/promotion.ts'

const higher = { metric: 'rocAuc', isHigherBetter: true }
const lower = { metric: 'mae', isHigherBetter: false }

interface Case {
  readonly name: string
  readonly own: number | undefined
  readonly baseline?: number
  readonly champion?: number | null
  readonly state: string
  readonly decidedBy?: Contest['decidedBy']
}

const cases: Case[] = [
  { name: 'the first that beats the rule', own: 0.7, baseline: 0.6, state: 'champion' },
  { name: 'the first that does not', own: 0.6, baseline: 0.6, state: 'rejected' },
  { name: 'the first that does by too little', own: 0.602, baseline: 0.6, state: 'rejected' },
  { name: 'the first by just enough', own: 0.603, baseline: 0.6, state: 'champion' },
  { name: 'better than both', own: 0.8, baseline: 0.6, champion: 0.7, state: 'champion' },
  { name: 'better than the rule alone', own: 0.7, baseline: 0.6, champion: 0.7, state: 'challenger' },
  { name: 'better than the champion alone', own: 0.7, baseline: 0.75, champion: 0.6, state: 'rejected' },
  { name: 'a hair better', own: 0.7035, baseline: 0.6, champion: 0.7001, state: 'challenger' },
  { name: 'beside one that cannot be measured', own: 0.7, baseline: 0.6, champion: null, state: 'champion' },
  { name: 'beside one that measures as nothing', own: 0.7, champion: Number.NaN, state: 'champion' },
  { name: 'without a figure', own: undefined, baseline: 0.5, state: 'rejected' },
  { name: 'with a figure that is none', own: Number.NaN, baseline: 0.5, state: 'rejected' },
  { name: 'with a smaller error', own: 9, baseline: 10, champion: 9.5, state: 'champion', decidedBy: lower },
  { name: 'with a larger error', own: 11, baseline: 10, state: 'rejected', decidedBy: lower },
  { name: 'with the same error', own: 9, baseline: 10, champion: 9, state: 'challenger', decidedBy: lower },
  { name: 'above a rule of nothing', own: 0.01, baseline: 0, state: 'champion' },
  { name: 'below zero, and less so', own: -1, baseline: -2, champion: -1.5, state: 'champion' },
]

describe('a model that was just trained', () => {
  it.each(cases)('$name is $state', ({ own, baseline, champion, state, decidedBy = higher }) => {
    const of = (value: number | undefined) => (value === undefined ? {} : { [decidedBy.metric]: value })
    const decided = decidePromotion({
      decidedBy,
      metrics: of(own),
      baselineMetrics: of(baseline),
      champion:
        champion === undefined ? null : { name: 'churn-1', metrics: champion === null ? null : of(champion) },
    })
    expect(decided.state).toBe(state)
    expect(decided.verdict).toMatch(state === 'champion' ? /^Taken into use/ : /^(Not taken|Kept beside)/)
  })

  it('has a verdict with the figures that decided', () => {
    const { verdict } = decidePromotion({
      decidedBy: higher,
      metrics: { rocAuc: 0.71234567 },
      baselineMetrics: { rocAuc: 0.6 },
      champion: { name: 'churn-4', metrics: { rocAuc: 0.71 } },
    })
    expect(verdict).toBe(
      `Kept beside churn-4: rocAuc 0.7123 is not better than its 0.71 by ${promotionMarginRate * 100} %, a plain rule 0.6`,
    )
  })
})
