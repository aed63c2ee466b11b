import type { FeatureDefinitionView } from '#shared/contracts/features.ts'
import { plainName } from '#shared/kernel/plain-text.ts'
import { minuteMs } from '#shared/kernel/time.ts'
import { formatDuration } from '../format/format-duration.ts'
import { formatMoney } from '../format/format-money.ts'
import { formatRate } from '../format/format-number.ts'

type Group = FeatureDefinitionView['group']
type Unit = FeatureDefinitionView['unit']

/** The groups of the feature catalogue as headings. */
export const featureGroupNames: Readonly<Record<Group, string>> = {
  recency: 'How lately',
  frequency: 'How often',
  value: 'How much',
  rhythm: 'Rhythm',
  products: 'Products',
  channels: 'Where and when',
  'discounts-and-returns': 'Discounts and returns',
  visits: 'Visits',
  messages: 'Messages',
}

const unitSuffix = /(?<=[a-z0-9])(?:Minor|Bits|HalfHours)$/
const windowSuffix = /(\d+)Days$/
const countSuffix = /(?<=[a-z0-9])Count$/
const statisticSuffix = /(?<=[a-z0-9])(Mean|Median|Sd|Ewma|Least|Most|Latest|Top|Entropy)(Rate|Ratio)?$/

const statistics: Readonly<Record<string, string>> = {
  Mean: 'on average',
  Median: 'in the middle',
  Sd: 'spread',
  Ewma: 'of late',
  Least: 'smallest',
  Most: 'largest',
  Latest: 'latest',
  Top: 'most frequent',
  Entropy: 'how mixed',
}

/**
 * The name of a feature as a person reads it; its unit stands with the figure: `recencyDays` is "Recency",
 * `orderCount30Days` "Orders, 30 days", `gapMeanDays` "Gap, on average".
 */
export function featureTitle(name: string): string {
  const unitless = name.replace(unitSuffix, '')
  const days = windowSuffix.exec(unitless)?.[1]
  const stem = unitless.replace(windowSuffix, '').replace(/(?<=[a-z])Days$/, '')
  const [, statistic, rate] = statisticSuffix.exec(stem) ?? []
  const subject = stem.replace(statisticSuffix, '')
  const title = plainName(countSuffix.test(subject) ? plural(subject.replace(countSuffix, '')) : subject)
  const parts = [title, ...(statistic === undefined ? [] : [statisticWords(statistic, rate)])].join(', ')
  if (days === undefined) return parts
  return subject.endsWith('Per') ? `${parts} ${days} days` : `${parts}, ${days} days`
}

function statisticWords(statistic: string, rate: string | undefined): string {
  const words = statistics[statistic] ?? statistic
  return statistic === 'Top' && rate !== undefined ? `share of the ${words}` : words
}

/** "order" is "orders", "cartLeft" is "cartsLeft". */
function plural(one: string): string {
  const [, thing] = /^(.+)Left$/.exec(one) ?? []
  if (thing !== undefined) return `${plural(thing)}Left`
  return /[^aeiou]y$/.test(one) ? `${one.slice(0, -1)}ies` : `${one}s`
}

const fewDigits = new Intl.NumberFormat('en-GB', { maximumFractionDigits: 1 })
const moreDigits = new Intl.NumberFormat('en-GB', { maximumFractionDigits: 2 })

/** A feature's value with its unit; amounts are minor units of `currency`. */
export function featureValue(value: number, unit: Unit, currency: string): string {
  switch (unit) {
    case 'count':
      return fewDigits.format(value)
    case 'days':
      return `${fewDigits.format(value)} ${Math.abs(value) === 1 ? 'day' : 'days'}`
    case 'minor-units':
      return formatMoney({ amountMinor: Math.round(value), currency })
    case 'rate':
      return formatRate(value)
    case 'hour':
      return clockTime(value)
    case 'ratio':
      return moreDigits.format(value)
    case 'bits':
      return `${moreDigits.format(value)} bits`
    case 'half-hours':
      return formatDuration(value * 30 * minuteMs)
  }
}

/** An hour of the day 0..24, with fractions, as the clock shows it: 13.5 is "13:30". */
function clockTime(hour: number): string {
  const minutes = Math.round(hour * 60) % (24 * 60)
  const two = (part: number) => String(part).padStart(2, '0')
  return `${two(Math.floor(minutes / 60))}:${two(minutes % 60)}`
}
