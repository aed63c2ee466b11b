import * as z from 'zod'
import { zoneTime } from '../../imports/zone-time.ts'
import type { JsonObject } from '../../kernel/json.ts'
import { dayMs } from '../../kernel/time.ts'
import { nextGap } from '../../ml/renewal/gap-distribution.ts'
import { quantile } from '../../statistics/quantile.ts'
import { factorsInWords, type NewPrediction, newPrediction, noPurchaseYet } from '../new-prediction.ts'
import { readOnce } from '../read-once.ts'
import { singleStepRun } from '../single-step-run.ts'
import type { Trainable } from '../trainable.ts'
import { boughtDays, categoryCode, dayNumber, mostPurchases } from './bought-days.ts'
import {
  type BoughtSeries,
  type ConsumptionPriors,
  consumptionArtifact,
  learnBoughtDays,
  paceFor,
  type Rhythms,
  readConsumptionPriors,
  renewalSeries,
  rhythmFor,
} from './learn-consumption.ts'
import { type ConsumptionPrediction, predictConsumption } from './predict-consumption.ts'
import { dayAfter } from './season-clock.ts'

/** Two models of one make: `compared` has not seen the last purchase of any series. */
interface Consumption {
  readonly serving: ConsumptionPriors
  readonly compared: ConsumptionPriors
}

/** Gaps before the last one, without which a plain rule has nothing to go by. */
const fewestComparedDays = 4
/** Products of a customer that are predicted, those bought most often. */
const mostProducts = 10
const mostCategories = 5

/** A row of numbers: of a product (0) or a category (1), the category's code, how many days there are, the days, the quantities. */
const headWidth = 3
const rowWidth = headWidth + 2 * mostPurchases
const levels = ['product', 'category'] as const

const readKept = readOnce(readConsumption)

/** When a customer will buy which product again, and something of which category. */
export const consumption: Trainable = {
  kind: 'consumption',
  title: 'Consumption',
  // A day and an interval are told, so both count.
  decidedBy: { metric: 'intervalLossDays', isHigherBetter: false },
  rowWidth,
  rowsOf({ purchases }, { asOfMs, timeZone }) {
    return levels.flatMap((by, level) =>
      boughtDays(purchases, asOfMs, timeZone, by).flatMap(({ category, days, quantities }) => {
        if (days.length < 2) return []
        const row = new Float64Array(rowWidth)
        row.set([level, categoryCode(category), days.length, ...days])
        row.set(quantities, headWidth + mostPurchases)
        return [row]
      }),
    )
  },
  train(numbers, context, saved) {
    const [series, categories] = [readSeries(numbers, 'product'), readSeries(numbers, 'category')]
    const today = dayNumber(context.asOfMs, context.timeZone)
    return singleStepRun<Consumption>({
      saved,
      learn: () => {
        const compared = learnBoughtDays(series.map(withoutLast), categories.map(withoutLast), today, false)
        if (!compared.ok) return compared
        const serving = learnBoughtDays(series, categories, today)
        return serving.ok
          ? { ok: true, value: { serving: serving.value, compared: compared.value } }
          : serving
      },
      write: ({ serving, compared }) => ({
        kind: 'consumption-model',
        serving: consumptionArtifact(serving),
        compared: consumptionArtifact(compared),
      }),
      read: readConsumption,
      describe: ({ compared }, artifact) => ({
        algorithm: 'gamma renewal with priors of all customers',
        artifact,
        dataFrom: series.reduce((first, { days }) => Math.min(first, days[0] ?? today), today) * dayMs,
        dataTo: context.asOfMs,
        rowCount: series.length,
        featureNames: [],
        parameters: {
          hasSeason: compared.pace !== null,
          mostPurchases,
          categoriesWithOwnRhythm: compared.sharesOf.size,
          categoriesWithOwnSeason: [...compared.paceOf.values()].filter((pace) => pace !== null).length,
        },
        metrics: measureBoth(series, categories, compared),
        baselineMetrics: { ...measure(series, ownDays), ...categoryMetrics(measure(categories, ownDays)) },
        importances: [],
        curves: [],
        reference: null,
      }),
    })
  },
  evaluate(artifact, numbers) {
    const { compared } = readConsumption(artifact)
    return measureBoth(readSeries(numbers, 'product'), readSeries(numbers, 'category'), compared)
  },
  predictor(artifact, context) {
    const { serving } = readKept(artifact)
    const toEpoch = zoneTime(context.timeZone)
    const startOf = (day: string) => toEpoch(Date.parse(day))
    return {
      predict({ purchases }) {
        const { predictions, notYet } = predictConsumption(purchases, serving, context)
        const categories = predictConsumption(purchases, serving, { ...context, by: 'category' })
        const [next] = notYet
        return {
          rows: [
            ...oftenest(predictions, mostProducts).map((each) =>
              consumptionPrediction('consumption', each, startOf),
            ),
            ...oftenest(categories.predictions, mostCategories).map((each) =>
              consumptionPrediction('category-consumption', each, startOf),
            ),
          ],
          missing:
            predictions.length > 0
              ? null
              : next === undefined
                ? noPurchaseYet
                : `It takes a product bought on three days: ${next.name ?? next.subject} was ${next.missing}`,
        }
      },
    }
  },
}

function oftenest(predictions: readonly ConsumptionPrediction[], most: number): ConsumptionPrediction[] {
  return [...predictions].sort((left, right) => right.purchaseCount - left.purchaseCount).slice(0, most)
}

function consumptionPrediction(
  kind: 'consumption' | 'category-consumption',
  prediction: ConsumptionPrediction,
  startOf: (day: string) => number,
): NewPrediction {
  return newPrediction(kind, {
    subject: prediction.subject,
    subjectName: prediction.name,
    label: prediction.isOverdue ? 'overdue' : prediction.isDue ? 'due' : 'later',
    confidence: prediction.confidence,
    expectedAt: startOf(prediction.predictedConsumptionDate),
    expectedFrom: startOf(prediction.intervalFrom),
    expectedTo: startOf(prediction.intervalTo),
    predictionType: prediction.predictionType,
    factors: factorsInWords(prediction.factors),
  })
}

function readSeries(numbers: Float64Array, by: (typeof levels)[number]): BoughtSeries[] {
  return Array.from({ length: numbers.length / rowWidth }, (_, row) => row * rowWidth)
    .filter((at) => numbers[at] === levels.indexOf(by))
    .map((at) => {
      const count = numbers[at + 2] ?? 0
      const from = at + headWidth
      return {
        categoryCode: numbers[at + 1] ?? Number.NaN,
        days: [...numbers.subarray(from, from + count)],
        quantities: [...numbers.subarray(from + mostPurchases, from + mostPurchases + count)],
      }
    })
}

function withoutLast({ days, quantities, ...same }: BoughtSeries): BoughtSeries {
  return { ...same, days: days.slice(0, -1), quantities: quantities.slice(0, -1) }
}

/** The shares of the distribution that are told: the interval of 80 % and its middle. */
const toldShares = [0.1, 0.5, 0.9] as const
type ToldDays = readonly [from: number, middle: number, to: number]

/** The next day after the last of a series: the interval and its middle. */
function expectedDays(series: BoughtSeries, rhythms: Rhythms, priors: ConsumptionPriors): ToldDays {
  const pace = paceFor(priors, series.categoryCode)
  const gap = nextGap(rhythmFor(rhythms, series.categoryCode), renewalSeries(series, pace))
  const last = series.days.at(-1) ?? 0
  return toldShares.map((share) => dayAfter(pace, last, gap.quantile(share))) as unknown as ToldDays
}

/** The plain rule to beat: the same shares of the series' own gaps. */
function ownDays({ days }: BoughtSeries): ToldDays {
  const gaps = days.slice(1).map((day, index) => day - (days[index] ?? day))
  return toldShares.map((share) => (days.at(-1) ?? 0) + quantile(gaps, share)) as unknown as ToldDays
}

/** Of products, by which is decided, and of categories. */
function measureBoth(
  products: readonly BoughtSeries[],
  categories: readonly BoughtSeries[],
  priors: ConsumptionPriors,
): Record<string, number> {
  const ofCategories = priors.categories
  return {
    ...measure(products, (each) => expectedDays(each, priors, priors)),
    ...(ofCategories !== null &&
      categoryMetrics(measure(categories, (each) => expectedDays(each, ofCategories, priors)))),
  }
}

function categoryMetrics(metrics: Readonly<Record<string, number>>): Record<string, number> {
  return Object.fromEntries(
    Object.entries(metrics).map(([name, value]) => [
      `category${name.charAt(0).toUpperCase()}${name.slice(1)}`,
      value,
    ]),
  )
}

/**
 * How far the last purchase of each series is from what was expected after those before it; `intervalLossDays` is the mean
 * pinball loss (Koenker and Bassett 1978) of the three days that are told.
 */
function measure(
  series: readonly BoughtSeries[],
  expect: (before: BoughtSeries) => ToldDays,
): Record<string, number> {
  const compared = series.filter(({ days }) => days.length >= fewestComparedDays)
  if (compared.length === 0) return { seriesCount: 0 }
  const errors: number[] = []
  let loss = 0
  for (const each of compared) {
    const actual = each.days.at(-1) ?? 0
    for (const [index, expected] of expect(withoutLast(each)).entries()) {
      const share = toldShares[index] ?? 0.5
      loss += (actual - expected) * (actual >= expected ? share : share - 1)
      if (share === 0.5) errors.push(Math.abs(actual - expected))
    }
  }
  return {
    intervalLossDays: loss / (compared.length * toldShares.length),
    gapMaeDays: errors.reduce((sum, error) => sum + error, 0) / errors.length,
    gapMedianErrorDays: quantile(errors, 0.5),
    seriesCount: errors.length,
  }
}

const artifactSchema = z.object({
  kind: z.literal('consumption-model'),
  serving: z.unknown(),
  compared: z.unknown(),
})

function readConsumption(artifact: JsonObject): Consumption {
  const { serving, compared } = artifactSchema.parse(artifact)
  const [of, without] = [readConsumptionPriors(serving), readConsumptionPriors(compared)]
  if (!of.ok || !without.ok) throw new Error('this is no artifact of consumption')
  return { serving: of.value, compared: without.value }
}
