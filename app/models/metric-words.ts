import { plainName } from '#shared/kernel/plain-text.ts'
import { formatMoney } from '../format/format-money.ts'
import { formatRate } from '../format/format-number.ts'
import { listMetrics, type MetricWords, metrics } from './metrics.ts'

const listMetric = /^(\p{L}+?)(?:At)?(\d+)$/u
const unitSuffix = /(?<=[a-z0-9])(?:Minor|Days|Rate)$/

/** What a metric is called and means. One that is not known keeps its name, and nothing says which way is up. */
export function metricWords(metric: string): MetricWords {
  const known = entryOf(metrics, metric) ?? entryOf(metrics, metric.replace(unitSuffix, ''))
  if (known !== undefined) return known
  const [, stem = '', length = ''] = listMetric.exec(metric) ?? []
  const ofList = entryOf(listMetrics, stem)
  if (ofList !== undefined) return { ...ofList, name: `${ofList.name} ${length}` }
  return { name: plainName(metric.replace(unitSuffix, '')), about: '', better: 'unknown' }
}

function entryOf(words: Readonly<Record<string, MetricWords>>, name: string): MetricWords | undefined {
  return Object.hasOwn(words, name) ? words[name] : undefined
}

const significant = new Intl.NumberFormat('en-GB', { maximumSignificantDigits: 3 })
const grouped = new Intl.NumberFormat('en-GB', { maximumFractionDigits: 0 })

/**
 * A metric's figure with the unit its name ends on: amounts are minor units of `currency`. A share in per cent, large
 * numbers whole, small ones to three digits that count.
 */
export function metricValue(metric: string, value: number, currency: string): string {
  if (metric.endsWith('Minor')) return formatMoney({ amountMinor: Math.round(value), currency })
  if (metric.endsWith('Rate') || metricWords(metric).isRate) return formatRate(value)
  const figure = Math.abs(value) >= 1_000 ? grouped.format(value) : significant.format(value)
  return metric.endsWith('Days') ? `${figure} days` : figure
}

/** Whether a figure is better or worse than another one of the same metric; undefined when that cannot be said. */
export function isBetter(metric: string, value: number, other: number): boolean | undefined {
  const { better } = metricWords(metric)
  if (better === 'unknown' || value === other) return undefined
  return value > other === (better === 'higher')
}
