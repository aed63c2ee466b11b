import type { ModelVersionView } from '#shared/contracts/models.ts'
import { metricValue, metricWords } from './metric-words.ts'

/** The metric that says most about each kind of model; the first that a version has. */
const headlines: Readonly<Record<ModelVersionView['kind'], readonly string[]>> = {
  churn: ['rocAuc', 'brier'],
  'lifetime-value': ['spearman', 'normalisedGini'],
  consumption: ['intervalLossDays', 'gapMaeDays'],
  segments: ['silhouette'],
  recommendations: ['hitRateAt10', 'ndcgAt10'],
  'next-basket': ['recallAt10', 'ndcgAt10'],
  anomalies: ['unusualRate'],
}

/**
 * "Tells apart (ROC AUC) 0.78; a plain rule 0.71": how good a version is, in a line, amounts in `currency`. Undefined without
 * any metric.
 */
export function headlineOf(
  version: Pick<ModelVersionView, 'kind' | 'metrics' | 'baselineMetrics'>,
  currency: string,
): string | undefined {
  const { kind, metrics, baselineMetrics } = version
  const metric = headlines[kind].find((name) => name in metrics) ?? Object.keys(metrics)[0]
  const value = metric === undefined ? undefined : metrics[metric]
  if (metric === undefined || value === undefined) return undefined
  const baseline = baselineMetrics[metric]
  const ours = `${metricWords(metric).name} ${metricValue(metric, value, currency)}`
  return baseline === undefined ? ours : `${ours}; a plain rule ${metricValue(metric, baseline, currency)}`
}
