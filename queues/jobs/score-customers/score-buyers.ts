import type { CustomerHistory } from '#shared/database/read-purchase-histories.ts'
import type { ModelInUse } from '#shared/predictions/model-in-use.ts'
import { predictionKindsOf } from '#shared/predictions/model-in-use.ts'
import { predictionRow } from '#shared/predictions/new-prediction.ts'
import { rfmFiguresOf } from '#shared/predictions/rfm/rfm-figures.ts'
import { rfmPrediction } from '#shared/predictions/rfm/rfm-prediction.ts'
import type { RfmScale } from '#shared/predictions/rfm/rfm-scale.ts'
import { type LearningContext, type LearningExample, predictAll } from '#shared/predictions/trainable.ts'
import type { ScoreBuyersMessage } from '../../messages.ts'
import { done, type Outcome } from '../../outcome.ts'
import { profileRows, replace, saveFeatures, socioEconomic } from './keep-predictions.ts'
import { publishChanges } from './publish-changes.ts'
import type { PredictingPorts } from './scoring-ports.ts'

/** What scoring customers who have just bought needs of the world, for one tenant. */
export interface ScoreBuyersPorts extends PredictingPorts {
  readonly context: Omit<LearningContext, 'asOfMs' | 'seed'>
  models(kind: null, context: LearningContext): Promise<ModelInUse[]>
  /** Null before all customers were scored once. */
  rfmScale(): Promise<RfmScale | null>
  /** Those of the customers of whom something may be predicted, with what they bought. */
  examplesOf(customerIds: readonly string[]): Promise<CustomerHistory[]>
  /** Those of whom something was predicted at a moment or later. */
  predictedSince(customerIds: readonly string[], sinceMs: number): Promise<ReadonlySet<string>>
  nowMs(): number
}

/** The models are the same whatever the seed; it is for learning. */
const seed = 1

/**
 * Makes the predictions of customers who have just bought anew. Who was scored since needs nothing, so of many messages
 * about one customer the first does the work of all. Before a first scoring of everybody there is nothing to do.
 */
export async function scoreBuyers(message: ScoreBuyersMessage, ports: ScoreBuyersPorts): Promise<Outcome> {
  const scored = await ports.predictedSince(message.customerIds, message.boughtAt)
  const waiting = message.customerIds.filter((customerId) => !scored.has(customerId))
  if (waiting.length === 0) return done
  const asOfMs = ports.nowMs()
  const context: LearningContext = { ...ports.context, asOfMs, seed }
  const [models, scale] = [await ports.models(null, context), await ports.rfmScale()]
  const shopScale = await ports.shopScale()
  if (models.length === 0 && scale === null && shopScale === null) return done

  const examples = await ports.examplesOf(waiting)
  const profiling = { currency: context.currency, asOfMs, means: ports.means }
  const said = models.map(({ name, predictor }) => ({ name, predicted: predictAll(predictor, examples) }))
  const rows = examples.flatMap((example, place) => [
    ...said.flatMap(({ name, predicted }) =>
      (predicted[place]?.rows ?? []).map((row) => predictionRow(row, example.customerId, name, asOfMs)),
    ),
    ...rfmRow(scale, example, asOfMs),
    ...profileRows(shopScale, example, profiling),
  ])
  const kinds = [
    ...models.flatMap(({ kind }) => predictionKindsOf[kind]),
    ...(scale === null ? [] : rfm),
    ...(shopScale === null ? [] : socioEconomic),
  ]
  const customerIds = examples.map(({ customerId }) => customerId)
  // There is a model, or a scale, so somebody was placed before.
  await replace(ports, { kinds, customerIds, rows, predictedAt: asOfMs }, ['rfm', 'segment', 'consumption'])
  await saveFeatures(ports, examples, context)
  await publishChanges(ports.changes)
  return done
}

const rfm = ['rfm'] as const

function rfmRow(scale: RfmScale | null, example: LearningExample, asOfMs: number) {
  const figures = rfmFiguresOf(example, asOfMs)
  const prediction = scale === null || figures === null ? null : rfmPrediction(scale, figures)
  return prediction === null ? [] : [predictionRow(prediction, example.customerId, null, asOfMs)]
}
