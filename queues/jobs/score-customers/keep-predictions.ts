import type { PredictionReplacement } from '#shared/database/predictions.ts'
import type { CustomerHistory } from '#shared/database/read-purchase-histories.ts'
import type { PredictionRow } from '#shared/database/tables/predictions.ts'
import { featuresOf } from '#shared/predictions/feature-rows.ts'
import { predictionRow } from '#shared/predictions/new-prediction.ts'
import type { PredictionKind } from '#shared/predictions/prediction-kinds.ts'
import { segmentMovements } from '#shared/predictions/segments/segment-movements.ts'
import type { ShopScale } from '#shared/predictions/socio-economic/shop-scale.ts'
import {
  type ProfileContext,
  socioEconomicPredictions,
} from '#shared/predictions/socio-economic-predictions.ts'
import type { LearningContext, LearningExample } from '#shared/predictions/trainable.ts'
import type { PredictingPorts } from './scoring-ports.ts'

const segmentKinds = ['rfm', 'segment'] as const
export type SegmentKind = (typeof segmentKinds)[number]
export const socioEconomic = ['socio-economic'] as const

/** Replaces what is known of customers, and notes who is in another segment than before. */
export async function replace(
  { predictions }: Pick<PredictingPorts, 'predictions'>,
  told: Omit<PredictionReplacement, 'movements'>,
  begunKinds: readonly SegmentKind[],
): Promise<void> {
  if (told.customerIds.length === 0 || told.kinds.length === 0) return
  const ofSegments = told.kinds.filter((kind): kind is SegmentKind => isSegmentKind(kind))
  const before = await predictions.find(told.customerIds, ofSegments)
  await predictions.replace({ ...told, movements: segmentMovements(before, told.rows, begunKinds) })
}

/** Kinds of segments that somebody has. */
export async function begunSegments({
  predictions,
}: Pick<PredictingPorts, 'predictions'>): Promise<SegmentKind[]> {
  return (await predictions.begunKinds(segmentKinds)).filter(isSegmentKind)
}

function isSegmentKind(kind: PredictionKind): kind is SegmentKind {
  return kind === 'rfm' || kind === 'segment'
}

/** By the scale there was when the job began; without one nothing is said. */
export function profileRows(
  scale: ShopScale | null,
  example: CustomerHistory,
  profiling: ProfileContext,
): Omit<PredictionRow, 'tenantId'>[] {
  if (scale === null) return []
  const { rows } = socioEconomicPredictions(example, scale, profiling)
  return rows.map((row) => predictionRow(row, example.customerId, null, profiling.asOfMs))
}

/** Keeps the features of those who were looked at, as of the moment of the context. */
export async function saveFeatures(
  ports: Pick<PredictingPorts, 'saveFeatures'>,
  examples: readonly LearningExample[],
  context: LearningContext,
): Promise<void> {
  const { asOfMs } = context
  await ports.saveFeatures(
    examples.map((example) => ({
      customerId: example.customerId,
      asOfMs,
      vector: featuresOf(example, context),
    })),
  )
}
