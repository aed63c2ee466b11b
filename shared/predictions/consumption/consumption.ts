import * as z from 'zod'
import { zoneTime } from '../../imports/zone-time.ts'
import type { JsonObject } from '../../kernel/json.ts'
import { dayMs } from '../../kernel/time.ts'
import { nextGap } from '../../ml/renewal/gap-distribution.ts'
import { quantile } from '../../statistics/quantile.ts'
import { factorsInWords, type NewPrediction, newPrediction, noPurchaseYet } from '../new-prediction.ts'
import { readOnce } from '../read-once.ts'
import { singleStepRun } from '../single-step-run.ts'
import type { LearningContext, Trainable } from '../trainable.ts'
import { type BoughtDays, boughtDays, dayNumber, mostPurchases } from './bought-days.ts'
import {
  type ConsumptionPriors,
  consumptionArtifact,
  learnBoughtDays,
  readConsumptionPriors,
  renewalSeries,
} from './learn-consumption.ts'
import { type ConsumptionPrediction, predictConsumption } from './predict-consumption.ts'
import { dayAfter } from './season-clock.ts'

type Series = Pick<BoughtDays, 'days' | 'quantities'>

/** Two models of one make: `compared` has not seen the last purchase of any series. */
interface Consumption {
  readonly serving: ConsumptionPriors
  readonly compared: ConsumptionPriors
}

/** Gaps before the last one, without which a plain rule has nothing to go by. */
const fewestComparedDays = 4
/** Products of a customer that are predicted, those bought most often. */
const mostProducts = 10

const readKept = readOnce(readConsumption)

/** When a customer will buy which product again. */
export const consumption: Trainable = {
  kind: 'consumption',
  title: 'Consumption',
  // A day and an interval are told, so both count.
  decidedBy: { metric: 'intervalLossDays', isHigherBetter: false },
  // How many days there are, the days, the quantities.
  rowWidth: 1 + 2 * mostPurchases,
  rowsOf({ purchases }, { asOfMs, timeZone }) {
    return boughtDays(purchases, asOfMs, timeZone).flatMap(({ days, quantities }) => {
      if (days.length < 2) return []
      const row = new Float64Array(1 + 2 * mostPurchases)
      row.set([days.length, ...days])
      row.set(quantities, 1 + mostPurchases)
      return [row]
    })
  },
  train(numbers, context, saved) {
    const series = readSeries(numbers)
    const today = dayNumber(context.asOfMs, context.timeZone)
    return singleStepRun<Consumption>({
      saved,
      learn: () => {
        const compared = learnBoughtDays(series.map(withoutLast), today, false)
        if (!compared.ok) return compared
        const serving = learnBoughtDays(series, today)
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
        parameters: { hasSeason: compared.pace !== null, mostPurchases },
        metrics: measure(series, (each) => expectedDays(each, compared)),
        baselineMetrics: measure(series, ownDays),
        importances: [],
        curves: [],
        reference: null,
      }),
    })
  },
  evaluate(artifact, numbers) {
    const { compared } = readConsumption(artifact)
    return measure(readSeries(numbers), (each) => expectedDays(each, compared))
  },
  predictor(artifact, context) {
    const { serving } = readKept(artifact)
    return {
      predict({ purchases }) {
        const { predictions, notYet } = predictConsumption(purchases, serving, context)
        const most = [...predictions]
          .sort((left, right) => right.purchaseCount - left.purchaseCount)
          .slice(0, mostProducts)
        const [next] = notYet
        return {
          rows: most.map((prediction) => consumptionPrediction(prediction, context)),
          missing:
            most.length > 0
              ? null
              : next === undefined
                ? noPurchaseYet
                : `It takes a product bought on three days: ${next.name ?? next.productId} was ${next.missing}`,
        }
      },
    }
  },
}

function consumptionPrediction(
  prediction: ConsumptionPrediction,
  { timeZone }: LearningContext,
): NewPrediction {
  const toEpoch = zoneTime(timeZone)
  const startOf = (day: string) => toEpoch(Date.parse(day))
  return newPrediction('consumption', {
    subject: prediction.productId,
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

function readSeries(numbers: Float64Array): Series[] {
  const width = 1 + 2 * mostPurchases
  return Array.from({ length: numbers.length / width }, (_, row) => {
    const count = numbers[row * width] ?? 0
    const from = row * width + 1
    return {
      days: [...numbers.subarray(from, from + count)],
      quantities: [...numbers.subarray(from + mostPurchases, from + mostPurchases + count)],
    }
  })
}

function withoutLast({ days, quantities }: Series): Series {
  return { days: days.slice(0, -1), quantities: quantities.slice(0, -1) }
}

/** The shares of the distribution that are told: the interval of 80 % and its middle. */
const toldShares = [0.1, 0.5, 0.9] as const
type ToldDays = readonly [from: number, middle: number, to: number]

/** The next day after the last of a series: the interval and its middle. */
function expectedDays(series: Series, priors: ConsumptionPriors): ToldDays {
  const gap = nextGap(priors.rhythm, renewalSeries(series, priors.pace))
  const last = series.days.at(-1) ?? 0
  return toldShares.map((share) => dayAfter(priors.pace, last, gap.quantile(share))) as unknown as ToldDays
}

/** The plain rule to beat: the same shares of the series' own gaps. */
function ownDays({ days }: Series): ToldDays {
  const gaps = days.slice(1).map((day, index) => day - (days[index] ?? day))
  return toldShares.map((share) => (days.at(-1) ?? 0) + quantile(gaps, share)) as unknown as ToldDays
}

/**
 * How far the last purchase of each series is from what was expected after those before it; `intervalLossDays` is the mean
 * pinball loss (Koenker and Bassett 1978) of the three days that are told.
 */
function measure(series: readonly Series[], expect: (before: Series) => ToldDays): Record<string, number> {
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
