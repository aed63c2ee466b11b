import { describe, expect, it } from 'vitest'
import { verdictWords } from '#app/models/verdict-words.ts'
import { decidePromotion } from '#shared/predictions/promotion.ts'

const decidedBy = { metric: 'rocAuc', isHigherBetter: true }

describe('verdictWords', () => {
  it.each([
    [0.8, 0.7, null],
    [0.8, 0.7, { name: 'churn-2', metrics: { rocAuc: 0.75 } }],
    [0.8, 0.7, { name: 'churn-2', metrics: { rocAuc: 0.81 } }],
    [0.8, 0.7, { name: 'churn-2', metrics: null }],
    [0.7, 0.7, null],
    [Number.NaN, 0.7, null],
  ])('leaves no word for programs in the verdict on %s against %s', (own, baseline, champion) => {
    const { verdict } = decidePromotion({
      decidedBy,
      metrics: { rocAuc: own },
      baselineMetrics: { rocAuc: baseline },
      champion,
    })
    expect(verdict).toContain('rocAuc')
    expect(verdictWords(verdict)).toBe(verdict.replace('rocAuc', 'Tells apart (ROC AUC)'))
  })
})
