import { expect, it } from 'vitest'
import { headlineOf } from '#app/models/headline-metric.ts'

const version = (metrics: Record<string, number>, baselineMetrics: Record<string, number> = {}) => ({
  kind: 'churn' as const,
  metrics,
  baselineMetrics,
})

it('says the metric that decides, beside the plain rule', () => {
  expect(headlineOf(version({ rocAuc: 0.784, brier: 0.17 }, { rocAuc: 0.79, brier: 0.18 }), 'GBP')).toBe(
    'Error of the probability (Brier): 0.17; a plain rule: 0.18',
  )
})

it('takes the next one where that is missing, and any other where all are', () => {
  expect(headlineOf(version({ recall: 0.5, rocAuc: 0.784 }), 'GBP')).toBe('Tells apart (ROC AUC): 0.784')
  expect(headlineOf(version({ recall: 0.5 }), 'GBP')).toBe('Found (recall): 50 %')
})

it('says nothing of a version that was not measured', () => {
  expect(headlineOf(version({}), 'GBP')).toBeUndefined()
})
