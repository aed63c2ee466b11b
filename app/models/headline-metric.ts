import type { ModelVersionView } from '#shared/contracts/models.ts'
import { metricValue, metricWords } from './metric-words.ts'

/** The metric by which versions of each kind are taken into use, and one that stands for it; the first that a version has. */
const headlines: Readonly<Record<ModelVersionView['kind'], readonly string[]>> = {
  churn: ['brier', 'rocAuc'],
  'lifetime-value': ['spearman', 'normalisedGini'],
  consumption: ['intervalLossDays', 'gapMaeDays'],
  segments: ['silhouette'],
  recommendations: ['hitRateAt10', 'ndcgAt10'],
  'next-basket': ['recallAt10', 'ndcgAt10'],
  anomalies: ['unusualRate'],
}

/**
 * "Right order (Spearman): 0.66; a plain rule: 0.61": how good a version is, in a line, amounts in `currency`. Undefined without
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
  const ours = `${metricWords(metric).name}: ${metricValue(metric, value, currency)}`
  return baseline === undefined ? ours : `${ours}; a plain rule: ${metricValue(metric, baseline, currency)}`
}
