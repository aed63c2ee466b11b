import { and, eq, gt, sql } from 'drizzle-orm'
import type { DrizzleD1Database } from 'drizzle-orm/d1'
import type { PredictionKind } from '../predictions/prediction-kinds.ts'
import {
  consumptionEventColumns,
  consumptionEventValues,
  consumptionSources,
  isConsumptionNews,
  purchaseStates,
} from './consumption-event-values.ts'
import { jsonChunks, type SqlStatement } from './sql-statement.ts'
import {
  type ConsumptionEventRow,
  type PredictionRow,
  predictionsTable,
  type SegmentMovementRow,
} from './tables/predictions.ts'

const table = predictionsTable

/** What was predicted of some customers: it takes the place of all that was known of them of these kinds. */
export interface PredictionReplacement {
  readonly kinds: readonly PredictionKind[]
  readonly customerIds: readonly string[]
  readonly rows: readonly Omit<PredictionRow, 'tenantId'>[]
  readonly movements: readonly Omit<SegmentMovementRow, 'tenantId'>[]
  readonly consumptionEvents: readonly Omit<ConsumptionEventRow, 'tenantId'>[]
  /** UTC epoch ms. Of a kind of which more was predicted of a customer later, that stays and nothing is added. */
  readonly predictedAt: number
}

/** In the order of the values below. */
const columns = [
  'customer_id',
  'kind',
  'subject',
  'subject_name',
  'value',
  'label',
  'confidence',
  'expected_at',
  'expected_from',
  'expected_to',
  'lower',
  'upper',
  'prediction_type',
  'factors',
  'model_version',
  'predicted_at',
  'expires_at',
] as const
const keyColumns: readonly string[] = ['customer_id', 'kind', 'subject']

const movementColumns = [
  'customer_id',
  'movement_id',
  'kind',
  'previous_segment',
  'new_segment',
  'segmentation_score',
  'reason_codes',
  'confidence',
  'model_version',
  'moved_at',
  'is_published',
] as const

/**
 * Somebody may have moved the customer since the one before was read: the movement then begins where that one ended, and there is
 * none to where the customer is already.
 */
const movementSources = {
  kind: `told.value ->> ${movementColumns.indexOf('kind')}`,
  new_segment: `told.value ->> ${movementColumns.indexOf('new_segment')}`,
  previous_segment: `(select label from predictions as present where present.tenant_id = ?1
    and present.customer_id = profile.customer_id and present.kind = told.value ->> ${movementColumns.indexOf('kind')}
    and present.subject = '')`,
} as const

/** Of whom predictions may be kept; `?3` is 1 where people are profiled who said nothing about it. */
const mayBeProfiled = `profile.merged_into is null and profile.erased_at is null and profile.restricted_at is null
  and coalesce(profile.is_profiling_allowed, ?3) = 1`

/**
 * The statements that replace predictions, to be run as one transaction. People who may not be profiled, by what their
 * rows say when the statements run, get none; running them again, or late, changes nothing.
 */
export function replacePredictionStatements(
  tenantId: string,
  isProfiledSilently: boolean,
  { kinds, customerIds, rows, movements, consumptionEvents, predictedAt }: PredictionReplacement,
): SqlStatement[] {
  const keys = JSON.stringify(rows.map(({ customerId, kind, subject }) => [customerId, kind, subject]))
  const silent = Number(isProfiledSilently)
  const states = purchaseStates(rows)
  // It may be late: a purchase was scored while a job that began before it was under way.
  const told = (
    chunk: string,
    insertedColumns: readonly string[],
    table: string,
    kind = `told.value ->> ${insertedColumns.indexOf('kind')}`,
    instead: Readonly<Record<string, string>> = {},
  ) => ({
    text: `insert into ${table} (tenant_id, ${insertedColumns.join(', ')})
           select ?1, ${insertedColumns.map((column, place) => instead[column] ?? `told.value ->> ${place}`).join(', ')}
           from json_each(?2) as told cross join customer_profile as profile
           on profile.tenant_id = ?1 and profile.customer_id = told.value ->> 0 where ${mayBeProfiled}
           and not exists (select 1 from predictions as later where later.tenant_id = ?1
             and later.customer_id = profile.customer_id and later.kind = ${kind}
             and later.predicted_at > ?4)`,
    values: [tenantId, chunk, silent, predictedAt],
  })
  return [
    {
      text: `delete from predictions where rowid in (
               select known.rowid from json_each(?2) as customer cross join predictions as known
               on known.tenant_id = ?1 and known.customer_id = customer.value
               where known.kind in (select value from json_each(?3)) and known.predicted_at <= ?4
               and (known.customer_id, known.kind, known.subject) not in
                 (select value ->> 0, value ->> 1, value ->> 2 from json_each(?5)))`,
      values: [tenantId, JSON.stringify(customerIds), JSON.stringify(kinds), predictedAt, keys],
    },
    ...jsonChunks(movements.map(movementValues)).map((chunk) => {
      const { kind, previous_segment } = movementSources
      const insert = told(chunk, movementColumns, 'segment_movement', kind, { previous_segment })
      const isMove = `${previous_segment} is not ${movementSources.new_segment}`
      return { ...insert, text: `${insert.text} and ${isMove} on conflict do nothing` }
    }),
    ...jsonChunks(consumptionEvents.map((event) => consumptionEventValues(event, states))).map((chunk) => {
      const table = 'consumption_event'
      const insert = told(chunk, consumptionEventColumns, table, "'consumption'", consumptionSources)
      return { ...insert, text: `${insert.text} and ${isConsumptionNews} on conflict do nothing` }
    }),
    ...jsonChunks(rows.map(predictionValues)).map((chunk) => {
      const insert = told(chunk, columns, 'predictions')
      const changes = columns.filter((column) => !keyColumns.includes(column))
      return {
        ...insert,
        text: `${insert.text} on conflict do update set
          ${changes.map((column) => `${column} = excluded.${column}`).join(', ')}`,
      }
    }),
  ]
}

function predictionValues(row: Omit<PredictionRow, 'tenantId'>): (string | number | null)[] {
  return [
    row.customerId,
    row.kind,
    row.subject,
    row.subjectName,
    row.value,
    row.label,
    row.confidence,
    row.expectedAt,
    row.expectedFrom,
    row.expectedTo,
    row.lower,
    row.upper,
    row.predictionType,
    JSON.stringify(row.factors),
    row.modelVersion,
    row.predictedAt,
    row.expiresAt,
  ]
}

function movementValues(row: Omit<SegmentMovementRow, 'tenantId'>): (string | number | null)[] {
  return [
    row.customerId,
    row.movementId,
    row.kind,
    row.previousSegment,
    row.newSegment,
    row.segmentationScore,
    JSON.stringify(row.reasonCodes),
    row.confidence,
    row.modelVersion,
    row.movedAt,
    Number(row.isPublished),
  ]
}

/** Whom nothing may be predicted of, or who is not there any more. */
const isNotToBeProfiled = `(profile.merged_into is not null or profile.erased_at is not null
  or profile.restricted_at is not null or profile.is_profiling_allowed = 0 or profile.last_seen_at = 0)`

/**
 * The statements that forget what was predicted of those of the customers who are not to be profiled any more, to be run
 * after those that say so.
 */
export function forgetUnprofiled(tenantId: string, customerIds: readonly string[]): SqlStatement[] {
  if (customerIds.length === 0) return []
  const ids = JSON.stringify(customerIds)
  const unprofiled = `select customer.value from json_each(?2) as customer cross join customer_profile as profile
             on profile.tenant_id = ?1 and profile.customer_id = customer.value where ${isNotToBeProfiled}`
  return forgettingOf(unprofiled).map((text) => ({ text, values: [tenantId, ids] }))
}

/** The statements that forget all that was predicted of some customers. */
export function forgetPredictionStatements(tenantId: string, customerIds: readonly string[]): SqlStatement[] {
  if (customerIds.length === 0) return []
  const ids = JSON.stringify(customerIds)
  return forgettingOf('select value from json_each(?2)').map((text) => ({ text, values: [tenantId, ids] }))
}

/** Everything that was computed of the customers a query finds; what they did stays. */
function forgettingOf(customers: string): string[] {
  return [
    `delete from predictions where tenant_id = ?1 and customer_id in (${customers})`,
    `delete from segment_movement where tenant_id = ?1 and customer_id in (${customers})`,
    `delete from consumption_event where tenant_id = ?1 and customer_id in (${customers})`,
    `update features set vector = null, as_of = null where tenant_id = ?1 and vector is not null
       and customer_id in (${customers})`,
  ]
}

/** Deletes predictions that nobody renewed in time, at most so many. */
export function deleteExpiredPredictions(tenantId: string, nowMs: number, limit: number): SqlStatement {
  return {
    text: `delete from predictions where rowid in (
             select rowid from predictions where tenant_id = ?1 and expires_at < ?2 limit ?3)`,
    values: [tenantId, nowMs, limit],
  }
}

/** What is known of some customers, of these kinds. */
export async function listPredictionsOf(
  database: DrizzleD1Database,
  tenantId: string,
  customerIds: readonly string[],
  kinds: readonly PredictionKind[],
): Promise<PredictionRow[]> {
  if (customerIds.length === 0 || kinds.length === 0) return []
  return database
    .select()
    .from(table)
    .where(
      and(
        eq(table.tenantId, tenantId),
        sql`${table.customerId} in (select value from json_each(${JSON.stringify(customerIds)}))`,
        // The plus keeps the index by kind out of it, which would look at every customer.
        sql`+${table.kind} in (select value from json_each(${JSON.stringify(kinds)}))`,
      ),
    )
}

/** Everything predicted of a customer that still holds. */
export async function listCustomerPredictions(
  database: DrizzleD1Database,
  tenantId: string,
  customerId: string,
  nowMs: number,
): Promise<PredictionRow[]> {
  return database
    .select()
    .from(table)
    .where(and(eq(table.tenantId, tenantId), eq(table.customerId, customerId), gt(table.expiresAt, nowMs)))
    .orderBy(table.kind, table.expectedAt, table.subject)
}

/** Those of the customers of whom something was predicted at a moment or later. */
export async function listPredictedSince(
  database: DrizzleD1Database,
  tenantId: string,
  customerIds: readonly string[],
  sinceMs: number,
): Promise<Set<string>> {
  const rows = await database
    .selectDistinct({ customerId: table.customerId })
    .from(table)
    .where(
      and(
        eq(table.tenantId, tenantId),
        sql`${table.customerId} in (select value from json_each(${JSON.stringify(customerIds)}))`,
        sql`${table.predictedAt} >= ${sinceMs}`,
      ),
    )
  return new Set(rows.map(({ customerId }) => customerId))
}

/** Those of the kinds of which anything is known of anybody. */
export async function listPredictedKinds(
  database: DrizzleD1Database,
  tenantId: string,
  kinds: readonly PredictionKind[],
): Promise<PredictionKind[]> {
  const found = await Promise.all(
    kinds.map((kind) =>
      database
        .select({ kind: table.kind })
        .from(table)
        .where(and(eq(table.tenantId, tenantId), eq(table.kind, kind)))
        .limit(1),
    ),
  )
  return found.flat().map(({ kind }) => kind)
}
