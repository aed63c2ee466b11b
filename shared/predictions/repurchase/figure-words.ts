import type { PredictionFactor } from '../../contracts/predictions.ts'
import { featureCatalogue } from '../../features/feature-catalogue.ts'
import type { FeatureUnit } from '../../features/feature-definition.ts'
import { minorUnitDigits, toDecimalString } from '../../kernel/money.ts'

type Words = (value: number, currency: string) => string

const count = (value: number) => String(Math.round(value))
const days = (value: number) => (Math.round(value) === 1 ? '1 day' : `${Math.round(value)} days`)
const share = (value: number) => `${Math.round(value * 100)} %`
const decimal = (value: number) => String(Number(value.toPrecision(2)))
const times = (value: number) => (Math.round(value) === 1 ? 'once' : `${Math.round(value)} times`)
const money: Words = (value, currency) =>
  minorUnitDigits(currency) === undefined
    ? String(Math.round(value))
    : `${toDecimalString(Math.round(value), currency)} ${currency}`

/** Each input as a part of a sentence about a customer. */
const wordsOf: Readonly<Record<string, Words>> = {
  recencyDays: (value) => `last bought ${days(value)} ago`,
  tenureDays: (value) => `first bought ${days(value)} ago`,
  orderCount: (value) => `bought ${times(value)}`,
  orderCount30Days: (value) => `bought ${times(value)} in the last 30 days`,
  orderCount90Days: (value) => `bought ${times(value)} in the last 90 days`,
  orderCount365Days: (value) => `bought ${times(value)} in the last year`,
  orderDayCount: (value) => `bought on ${days(value)}`,
  ordersPer30Days: (value) => `buys ${decimal(value)} times in 30 days`,
  revenueMinor: (value, currency) => `spent ${money(value, currency)} in all`,
  revenue30DaysMinor: (value, currency) => `spent ${money(value, currency)} in the last 30 days`,
  revenue90DaysMinor: (value, currency) => `spent ${money(value, currency)} in the last 90 days`,
  revenue365DaysMinor: (value, currency) => `spent ${money(value, currency)} in the last year`,
  orderValueMeanMinor: (value, currency) => `spends ${money(value, currency)} on an order`,
  orderValueSdMinor: (value, currency) => `orders differ by ${money(value, currency)}`,
  orderValueMostMinor: (value, currency) => `the largest order came to ${money(value, currency)}`,
  orderValueLatestMinor: (value, currency) => `the last order came to ${money(value, currency)}`,
  unitsPerOrder: (value) => `buys ${decimal(value)} units with an order`,
  linesPerOrder: (value) => `buys ${decimal(value)} products with an order`,
  gapMeanDays: (value) => `buys every ${days(value)} on average`,
  gapSdDays: (value) => `days between orders differ by ${days(value)}`,
  gapEwmaDays: (value) => `lately buys every ${days(value)}`,
  gapLatestDays: (value) => `${days(value)} between the last two orders`,
  overdueRatio: (value) => `away for ${decimal(value)} times the usual gap`,
  hourTop: (value) => `mostly buys at ${count(value)} o'clock`,
  weekendRate: (value) => `${share(value)} of orders at the weekend`,
  productCount: (value) => `has bought ${count(value)} different products`,
  repeatPurchaseRate: (value) => `${share(value)} of what is bought was bought before`,
  categoryCount: (value) => `buys from ${count(value)} categories`,
  onlineOrderRate: (value) => `${share(value)} of orders online`,
  discountedOrderRate: (value) => `${share(value)} of orders with a discount`,
  refundedOrderRate: (value) => `${share(value)} of orders were partly given back`,
  cancellationCount: (value) => `cancelled ${times(value)}`,
  visitRecencyDays: (value) => `last visited ${days(value)} ago`,
  visitCount30Days: (value) => `visited ${times(value)} in the last 30 days`,
  visitCount90Days: (value) => `visited ${times(value)} in the last 90 days`,
  answerRate: (value) => `answers ${share(value)} of messages`,
  expectedRepeats: (value) => `the rhythm of purchases lets expect ${decimal(value)} more in 90 days`,
  returnChance: (value) => `by rhythm alone a chance of ${share(value)} to come back`,
  productReturnRate: (value) => `${share(value)} of those who bought the same products came back`,
}

const byUnit: Readonly<Partial<Record<FeatureUnit, Words>>> = { days, rate: share, 'minor-units': money }

/** A feature that has no words of its own, as the catalogue explains it; models from elsewhere go by any of them. */
function explained(feature: string, value: number, currency: string): string | undefined {
  const found = featureCatalogue.find(({ name }) => name === feature)
  if (found === undefined) return undefined
  const meaning = found.meaning.replace(/\.$/, '')
  return `${meaning[0]?.toLowerCase() ?? ''}${meaning.slice(1)}: ${(byUnit[found.unit] ?? decimal)(value, currency)}`
}

/** What nothing is known of, in words. */
const unknownWords: Readonly<Record<string, string>> = {
  gapMeanDays: 'has bought on one day only',
  gapEwmaDays: 'has bought on one day only',
  gapLatestDays: 'has bought on one day only',
  gapSdDays: 'has bought too seldom for a rhythm',
  overdueRatio: 'has bought on one day only',
  visitRecencyDays: 'was never seen on the web',
}

/**
 * The inputs that moved a score most, in words, at most `most` of them; `contributions` in the order of `names`. Two that
 * would say the same are told once.
 */
export function figureFactors(
  names: readonly string[],
  values: readonly number[],
  contributions: ArrayLike<number>,
  currency: string,
  most = 5,
): PredictionFactor[] {
  const factors: PredictionFactor[] = []
  const strongest = [...names.keys()].sort(
    (left, right) => Math.abs(contributions[right] ?? 0) - Math.abs(contributions[left] ?? 0),
  )
  for (const index of strongest) {
    const contribution = contributions[index] ?? 0
    const feature = names[index] ?? ''
    const value = values[index] ?? Number.NaN
    const text = Number.isNaN(value)
      ? unknownWords[feature]
      : (wordsOf[feature]?.(value, currency) ?? explained(feature, value, currency))
    if (contribution === 0 || text === undefined || factors.some((factor) => factor.text === text)) continue
    factors.push({ text, feature, contribution: Number(contribution.toPrecision(4)) })
    if (factors.length === most) break
  }
  return factors
}
