import { leastDueConfidence, leastMoveMs, moveRate } from '../predictions/consumption/consumption-events.ts'
import type { ConsumptionEventRow, PredictionRow } from './tables/predictions.ts'

/** In the order of {@link consumptionEventValues}. */
export const consumptionEventColumns = [
  'customer_id',
  'event_id',
  'product_id',
  'product_name',
  'expected_at',
  'confidence',
  'prediction_type',
  'factors',
  'is_alert',
  'predicted_at',
  'is_published',
] as const

/** Behind the columns: whether the purchase was told as due or overdue. */
const toldState = `told.value ->> ${consumptionEventColumns.length}`
const toldOf = (column: (typeof consumptionEventColumns)[number]) =>
  `told.value ->> ${consumptionEventColumns.indexOf(column)}`
const presentOf = `present.tenant_id = ?1 and present.customer_id = profile.customer_id
  and present.kind = 'consumption' and present.subject = ${toldOf('product_id')}`
const isWaitedForAlready = `present.label = ${toldState} and present.confidence >= ${leastDueConfidence}`
/** Where columns do not come from what is told: an alert is none when somebody told the same since the prediction before was read. */
export const consumptionSources = {
  is_alert: `${toldOf('is_alert')} and not exists (
    select 1 from predictions as present where ${presentOf} and ${isWaitedForAlready})`,
} as const
/** Nor is an event one then, by the same rules as `consumptionEvents`: what is kept by now decides once more. */
export const isConsumptionNews = `not exists (select 1 from predictions as present where ${presentOf}
  and (${toldOf('is_alert')} = 0 or ${isWaitedForAlready})
  and abs(${toldOf('expected_at')} - present.expected_at) <= max(${leastMoveMs},
    ${moveRate} * (coalesce(present.expected_to, present.expected_at)
      - coalesce(present.expected_from, present.expected_at))))`

/** What is bound for an event: its columns, and then the state that was predicted. */
export function consumptionEventValues(
  row: Omit<ConsumptionEventRow, 'tenantId'>,
  states: ReadonlyMap<string, string | null>,
): (string | number | null)[] {
  return [
    row.customerId,
    row.eventId,
    row.productId,
    row.productName,
    row.expectedAt,
    row.confidence,
    row.predictionType,
    JSON.stringify(row.factors),
    Number(row.isAlert),
    row.predictedAt,
    Number(row.isPublished),
    states.get(purchaseOf(row.customerId, row.productId)) ?? null,
  ]
}

/** Whether each expected purchase of these predictions is due, by customer and product. */
export function purchaseStates(rows: readonly Omit<PredictionRow, 'tenantId'>[]): Map<string, string | null> {
  return new Map(
    rows.flatMap(({ kind, customerId, subject, label }) =>
      kind === 'consumption' ? [[purchaseOf(customerId, subject), label] as const] : [],
    ),
  )
}

function purchaseOf(customerId: string, productId: string): string {
  return `${customerId} ${productId}`
}
