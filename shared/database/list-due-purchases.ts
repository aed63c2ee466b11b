import { and, asc, desc, eq, gt, gte, lt, or, type SQL, sql } from 'drizzle-orm'
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
  /** What is expected before is overdue; on a later page as on the first, which `after` knows. */
  readonly todayMs: number
  readonly kind: 'consumption' | 'category-consumption'
  /** The product or category; undefined: all. */
  readonly subject: string | undefined
  readonly nowMs: number
  readonly limit: number
  readonly after: DuePurchasePlace | undefined
}

/** Where the page before ended. */
export interface DuePurchasePlace {
  /** The border of the first page: at midnight the two halves of the list must not change. */
  readonly todayMs: number
  readonly expectedAt: number
  readonly customerId: string
  readonly subject: string
}

/**
 * A page of purchases that are expected, and how many there are in all: what is due from today on first, the earliest before the others;
 * then what is overdue, the latest first, as nobody waits any longer for what was due long ago.
 */
export async function listDuePurchases(
  database: DrizzleD1Database,
  request: DuePurchaseRequest,
): Promise<{ rows: (PredictionRow & { displayName: string })[]; total: number }> {
  const { tenantId, after, kind, subject, limit, nowMs, fromMs, toMs } = request
  const todayMs = after?.todayMs ?? request.todayMs
  const isDue = (from: number, to: number) =>
    and(
      eq(table.tenantId, tenantId),
      eq(table.kind, kind),
      gte(table.expectedAt, from),
      lt(table.expectedAt, to),
      gt(table.expiresAt, nowMs),
      gte(table.confidence, leastDueConfidence),
      subject === undefined ? undefined : eq(table.subject, subject),
      mayBeProfiled(request.isProfiledSilently),
    )
  const isOfCustomer = and(
    eq(customerProfileTable.tenantId, table.tenantId),
    eq(customerProfileTable.customerId, table.customerId),
  )
  const isAmongOverdue = after !== undefined && after.expectedAt < todayMs
  const [coming, overdue, counts] = await database.batch([
    database
      .select({ prediction: table, displayName: customerProfileTable.displayName })
      .from(table)
      .innerJoin(customerProfileTable, isOfCustomer)
      .where(
        and(isDue(Math.max(fromMs, todayMs), toMs), after === undefined ? undefined : isBeyond(after, gt)),
      )
      .orderBy(asc(table.expectedAt), asc(table.customerId), asc(table.subject))
      .limit(isAmongOverdue ? 0 : limit),
    database
      .select({ prediction: table, displayName: customerProfileTable.displayName })
      .from(table)
      .innerJoin(customerProfileTable, isOfCustomer)
      .where(
        and(
          isDue(fromMs, Math.min(toMs, todayMs)),
          after !== undefined && isAmongOverdue ? isBeyond(after, lt) : undefined,
        ),
      )
      .orderBy(desc(table.expectedAt), asc(table.customerId), asc(table.subject))
      .limit(limit),
    database
      .select({ total: sql<number>`count(*)` })
      .from(table)
      .innerJoin(customerProfileTable, isOfCustomer)
      .where(isDue(fromMs, toMs)),
  ])
  return {
    rows: [...coming, ...overdue]
      .slice(0, limit)
      .map(({ prediction, displayName }) => ({ ...prediction, displayName })),
    total: counts[0]?.total ?? 0,
  }
}

/** Later (`gt`) or earlier (`lt`) than where a page ended, or at the same moment and behind it. */
function isBeyond(after: DuePurchasePlace, isFurther: typeof gt | typeof lt): SQL | undefined {
  return or(
    isFurther(table.expectedAt, after.expectedAt),
    and(
      eq(table.expectedAt, after.expectedAt),
      or(
        gt(table.customerId, after.customerId),
        and(eq(table.customerId, after.customerId), gt(table.subject, after.subject)),
      ),
    ),
  )
}
