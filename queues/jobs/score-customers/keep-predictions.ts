import type { PredictionReplacement } from '#shared/database/predictions.ts'
import type { CustomerHistory } from '#shared/database/read-purchase-histories.ts'
import type { PredictionRow } from '#shared/database/tables/predictions.ts'
import { consumptionEvents } from '#shared/predictions/consumption/consumption-events.ts'
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

/** Kinds whose changes are told. */
const toldKinds = ['rfm', 'segment', 'consumption'] as const
export type ToldKind = (typeof toldKinds)[number]
export const socioEconomic = ['socio-economic'] as const

/** More may have so many predictions that a statement of D1 could not take them. */
const customersTogether = 250

/** Replaces what is known of customers, and notes who is in another segment than before, and which purchases became due. */
export async function replace(
  { predictions }: Pick<PredictingPorts, 'predictions'>,
  told: Omit<PredictionReplacement, 'movements' | 'consumptionEvents'>,
  begunKinds: readonly ToldKind[],
): Promise<void> {
  if (told.kinds.length === 0) return
  const toldOf = told.kinds.filter(isToldKind)
  for (let from = 0; from < told.customerIds.length; from += customersTogether) {
    const customerIds = told.customerIds.slice(from, from + customersTogether)
    const together = new Set(customerIds)
    const rows = told.rows.filter(({ customerId }) => together.has(customerId))
    const before = toldOf.length === 0 ? [] : await predictions.find(customerIds, toldOf)
    await predictions.replace({
      ...told,
      customerIds,
      rows,
      movements: segmentMovements(
        before,
        rows,
        begunKinds.filter((kind) => kind !== 'consumption'),
      ),
      consumptionEvents: consumptionEvents(before, rows, begunKinds.includes('consumption')),
    })
  }
}

/** Of the kinds whose changes are told, those that were predicted of somebody. */
export async function begunKindsOf({
  predictions,
}: Pick<PredictingPorts, 'predictions'>): Promise<ToldKind[]> {
  return (await predictions.begunKinds(toldKinds)).filter(isToldKind)
}

function isToldKind(kind: PredictionKind): kind is ToldKind {
  return toldKinds.some((told) => told === kind)
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
