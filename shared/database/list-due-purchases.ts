import { and, asc, eq, gt, gte, lt, or, type SQL, sql } from 'drizzle-orm'
import type { DrizzleD1Database } from 'drizzle-orm/d1'
import { leastDueConfidence } from '../predictions/consumption/consumption-events.ts'
import { mayBeProfiled } from './may-be-profiled.ts'
import { customerProfileTable } from './tables/customer-profile.ts'
import { type PredictionRow, predictionsTable } from './tables/predictions.ts'

const table = predictionsTable

export interface DuePurchaseRequest {
  readonly tenantId: string
  readonly isProfiledSilently: boolean
  /** Expected from here on, and before there; UTC epoch ms. */
  readonly fromMs: number
  readonly toMs: number
  readonly kind: 'consumption' | 'category-consumption'
  /** The product or category; undefined: all. */
  readonly subject: string | undefined
  readonly nowMs: number
  readonly limit: number
  /** Where the page before ended. */
  readonly after:
    | { readonly expectedAt: number; readonly customerId: string; readonly subject: string }
    | undefined
}

/** A page of purchases that are expected, the earliest first, and how many there are in all. */
export async function listDuePurchases(
  database: DrizzleD1Database,
  request: DuePurchaseRequest,
): Promise<{ rows: (PredictionRow & { displayName: string })[]; total: number }> {
  const { tenantId, after, kind, subject, limit, nowMs } = request
  const isDue = and(
    eq(table.tenantId, tenantId),
    eq(table.kind, kind),
    gte(table.expectedAt, request.fromMs),
    lt(table.expectedAt, request.toMs),
    gt(table.expiresAt, nowMs),
    gte(table.confidence, leastDueConfidence),
    subject === undefined ? undefined : eq(table.subject, subject),
    mayBeProfiled(request.isProfiledSilently),
  )
  const isOfCustomer = and(
    eq(customerProfileTable.tenantId, table.tenantId),
    eq(customerProfileTable.customerId, table.customerId),
  )
  const [found, counts] = await database.batch([
    database
      .select({ prediction: table, displayName: customerProfileTable.displayName })
      .from(table)
      .innerJoin(customerProfileTable, isOfCustomer)
      .where(and(isDue, after === undefined ? undefined : isBeyond(after)))
      .orderBy(asc(table.expectedAt), asc(table.customerId), asc(table.subject))
      .limit(limit),
    database
      .select({ total: sql<number>`count(*)` })
      .from(table)
      .innerJoin(customerProfileTable, isOfCustomer)
      .where(isDue),
  ])
  return {
    rows: found.map(({ prediction, displayName }) => ({ ...prediction, displayName })),
    total: counts[0]?.total ?? 0,
  }
}

function isBeyond(after: NonNullable<DuePurchaseRequest['after']>): SQL | undefined {
  return or(
    gt(table.expectedAt, after.expectedAt),
    and(
      eq(table.expectedAt, after.expectedAt),
      or(
        gt(table.customerId, after.customerId),
        and(eq(table.customerId, after.customerId), gt(table.subject, after.subject)),
      ),
    ),
  )
}
