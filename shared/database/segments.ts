import { and, desc, eq, gte, lt, or, sql } from 'drizzle-orm'
import type { DrizzleD1Database } from 'drizzle-orm/d1'
import { mayBeProfiled } from './may-be-profiled.ts'
import { customerProfileTable } from './tables/customer-profile.ts'
import { type SegmentMovementRow, segmentMovementTable } from './tables/predictions.ts'

const movements = segmentMovementTable

/** The customers of one segment, added up. */
export interface SegmentFigures {
  readonly kind: SegmentMovementRow['kind']
  readonly name: string
  readonly customerCount: number
  /** In the tenant's currency. */
  readonly revenueMinor: number
  readonly averageOrderCount: number | null
  /** The mean moment of the last purchase, UTC epoch ms. */
  readonly averageLastAt: number | null
  readonly modelVersion: string | null
  readonly computedAt: number
}

/** Who moved from where to where since a moment, the commonest way first. */
export async function sumMovements(
  database: DrizzleD1Database,
  tenantId: string,
  sinceMs: number,
): Promise<{ kind: SegmentFigures['kind']; from: string | null; to: string; customerCount: number }[]> {
  const customerCount = sql<number>`count(distinct ${movements.customerId})`
  return database
    .select({
      kind: movements.kind,
      from: movements.previousSegment,
      to: movements.newSegment,
      customerCount,
    })
    .from(movements)
    .where(
      and(
        eq(movements.tenantId, tenantId),
        // All of them, said so that the index is of use, which has the kind before the moment.
        sql`${movements.kind} in ('rfm', 'segment')`,
        gte(movements.movedAt, sinceMs),
      ),
    )
    .groupBy(movements.kind, movements.previousSegment, movements.newSegment)
    .orderBy(desc(customerCount), movements.newSegment, movements.previousSegment)
}

export interface MovementListRequest {
  readonly tenantId: string
  readonly isProfiledSilently: boolean
  readonly kind: SegmentMovementRow['kind']
  /** Moved into or out of it. */
  readonly segment: string | undefined
  readonly limit: number
  readonly after: { readonly movedAt: number; readonly movementId: string } | undefined
}

/** A page of movements, the latest first. */
export async function listSegmentMovements(
  database: DrizzleD1Database,
  request: MovementListRequest,
): Promise<(SegmentMovementRow & { displayName: string })[]> {
  const { tenantId, kind, segment, after } = request
  const rows = await database
    .select({ movement: movements, displayName: customerProfileTable.displayName })
    .from(movements)
    .innerJoin(
      customerProfileTable,
      and(
        eq(customerProfileTable.tenantId, movements.tenantId),
        eq(customerProfileTable.customerId, movements.customerId),
      ),
    )
    .where(
      and(
        eq(movements.tenantId, tenantId),
        eq(movements.kind, kind),
        segment === undefined
          ? undefined
          : or(eq(movements.previousSegment, segment), eq(movements.newSegment, segment)),
        after === undefined
          ? undefined
          : or(
              lt(movements.movedAt, after.movedAt),
              and(eq(movements.movedAt, after.movedAt), lt(movements.movementId, after.movementId)),
            ),
        mayBeProfiled(request.isProfiledSilently),
      ),
    )
    .orderBy(desc(movements.movedAt), desc(movements.movementId))
    .limit(request.limit)
  return rows.map(({ movement, displayName }) => ({ ...movement, displayName }))
}
