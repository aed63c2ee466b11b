import type { CustomerPredictionsView } from '../contracts/predictions.ts'
import type { CustomerHistory } from '../database/read-purchase-histories.ts'
import type { PredictionRow } from '../database/tables/predictions.ts'
import { type ModelInUse, predictionKindsOf } from './model-in-use.ts'
import { modelKinds, type PredictionKind } from './prediction-kinds.ts'
import { rfmFiguresOf } from './rfm/rfm-figures.ts'
import { fewestRfmCustomers, type RfmScale } from './rfm/rfm-scale.ts'
import type { MeansSettings } from './socio-economic/may-profile-means.ts'
import type { ShopScale } from './socio-economic/shop-scale.ts'
import { socioEconomicPredictions } from './socio-economic-predictions.ts'

/** What is known when a customer's predictions are asked for. */
export interface KnownPredictions {
  readonly rows: readonly Pick<PredictionRow, 'kind'>[]
  readonly models: readonly ModelInUse[]
  readonly rfmScale: RfmScale | null
  readonly shopScale: ShopScale | null
  readonly means: MeansSettings
  /** Of the tenant, ISO 4217. */
  readonly currency: string
  /** Undefined for a customer of whom no purchase may be looked at. */
  readonly example: CustomerHistory | undefined
  readonly nowMs: number
}

/** The kinds of predictions that cannot be made of a customer yet, each with what it would take. */
export function missingPredictions(known: KnownPredictions): CustomerPredictionsView['missing'] {
  const made = new Set(known.rows.map(({ kind }) => kind))
  const ofModels = modelKinds.flatMap((kind) => predictionKindsOf[kind])
  const kinds: PredictionKind[] = ['rfm', ...ofModels, 'socio-economic']
  return kinds.filter((kind) => !made.has(kind)).map((kind) => ({ kind, reason: reasonOf(kind, known) }))
}

function reasonOf(kind: PredictionKind, known: KnownPredictions): string {
  const { models, rfmScale, shopScale, example, nowMs } = known
  if (example === undefined || rfmFiguresOf(example, nowMs) === null)
    return 'Not enough yet: the customer has not bought anything'
  if (kind === 'rfm') {
    return rfmScale === null
      ? `Not enough yet: at least ${fewestRfmCustomers} customers who bought are compared, every night`
      : notYetScored
  }
  if (kind === 'socio-economic') {
    return socioEconomicPredictions(example, shopScale, { ...known, asOfMs: nowMs }).missing ?? notYetScored
  }
  const model = models.find((each) => predictionKindsOf[each.kind].includes(kind))
  if (model === undefined) return 'Not enough yet: no model is in use; train one first'
  const { rows, missing } = model.predictor.predict(example)
  if (kind === 'category-consumption')
    return rows.some((row) => row.kind === kind) ? notYetScored : noCategoryYet
  return missing ?? notYetScored
}

const noCategoryYet = 'It takes three days with purchases of one category'
const notYetScored = 'Not yet: it is made by the next scoring, a moment after a purchase or at night'
