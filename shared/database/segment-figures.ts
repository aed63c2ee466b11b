import { eq } from 'drizzle-orm'
import type { DrizzleD1Database } from 'drizzle-orm/d1'
import type { SegmentFigures } from './segments.ts'
import { jsonChunks, type SqlStatement } from './sql-statement.ts'
import { type SegmentFigureRow, segmentFigureTable } from './tables/predictions.ts'

/** The customers of a segment who said yes to being profiled, or those who said nothing, added up. */
export type SegmentSum = Omit<SegmentFigureRow, 'tenantId' | 'countedAt'>

/** The query for the names of the segments that somebody is in: from one to the next in the index, not from row to row. */
export function segmentNames(tenantId: string): SqlStatement {
  const next = (
    kind: string,
    than: string,
  ) => `(select min(label) from predictions indexed by predictions_label
    where tenant_id = ?1 and predictions.kind = ${kind} and label > ${than})`
  return {
    text: `with recursive named(kind, name) as (
        select grouping.value, ${next('grouping.value', "''")} from json_each('["rfm", "segment"]') as grouping
        union all select kind, ${next('named.kind', 'named.name')} from named where name is not null)
      select kind, name from named where name is not null order by kind, name`,
    values: [tenantId],
  }
}

/** The query that adds up one segment: those of its customers of whom something may be predicted, apart by what they said. */
export function sumSegment(
  tenantId: string,
  { kind, name }: Pick<SegmentSum, 'kind' | 'name'>,
  nowMs: number,
): SqlStatement {
  return {
    text: `select ?2 as kind, ?3 as name, isAllowed, count(*) as customerCount, sum(revenue) as revenueMinor,
        sum(orders) as orderCount, count(lastAt) as buyerCount, avg(lastAt) as averageLastAt,
        max(version) as modelVersion, max(predicted) as predictedAt
      from (select coalesce(profile.is_profiling_allowed, 0) as isAllowed, profile.revenue_minor as revenue,
          profile.order_count as orders, known.model_version as version, known.predicted_at as predicted,
          (select max(placed_at) from customer_order indexed by customer_order_customer
            where tenant_id = ?1 and customer_id = known.customer_id and kind = 'order' and is_cancelled = 0) as lastAt
        from predictions as known indexed by predictions_label cross join customer_profile as profile
          on profile.tenant_id = ?1 and profile.customer_id = known.customer_id
        where known.tenant_id = ?1 and known.kind = ?2 and known.label = ?3 and known.expires_at > ?4
          and profile.merged_into is null and profile.erased_at is null and profile.restricted_at is null
          and coalesce(profile.is_profiling_allowed, 1) = 1)
      group by isAllowed`,
    values: [tenantId, kind, name, nowMs],
  }
}

/** How many customers the shop has, among the sums. */
export function sumOfAll(customerCount: number): SegmentSum {
  return {
    kind: 'rfm',
    name: '',
    isAllowed: false,
    customerCount,
    revenueMinor: 0,
    orderCount: 0,
    buyerCount: 0,
    averageLastAt: null,
    modelVersion: null,
    predictedAt: 0,
  }
}

export function customerCountOf(sums: readonly SegmentSum[]): number {
  return sums.find(({ name }) => name === '')?.customerCount ?? 0
}

/** The statements that keep the sums of all segments in the place of those kept before. */
export function keepSegmentSums(
  tenantId: string,
  sums: readonly SegmentSum[],
  countedAt: number,
): SqlStatement[] {
  const rows = sums.map((sum) => [
    sum.kind,
    sum.name,
    Number(sum.isAllowed),
    sum.customerCount,
    sum.revenueMinor,
    sum.orderCount,
    sum.buyerCount,
    sum.averageLastAt,
    sum.modelVersion,
    sum.predictedAt,
    countedAt,
  ])
  return [
    { text: 'delete from segment_figure where tenant_id = ?1', values: [tenantId] },
    ...jsonChunks(rows).map((chunk) => ({
      text: `insert into segment_figure (tenant_id, kind, name, is_allowed, customer_count, revenue_minor, order_count,
               buyer_count, average_last_at, model_version, predicted_at, counted_at)
             select ?1, ${rows[0]?.map((_, place) => `value ->> ${place}`).join(', ')} from json_each(?2)`,
      values: [tenantId, chunk],
    })),
  ]
}

export async function readSegmentSums(
  database: DrizzleD1Database,
  tenantId: string,
): Promise<SegmentFigureRow[]> {
  return database.select().from(segmentFigureTable).where(eq(segmentFigureTable.tenantId, tenantId))
}

/** The figures of each segment that has customers. `isProfiledSilently`: also of those who said nothing about being profiled. */
export function segmentFigures(sums: readonly SegmentSum[], isProfiledSilently: boolean): SegmentFigures[] {
  const told = sums.filter(({ name, isAllowed }) => name !== '' && (isProfiledSilently || Boolean(isAllowed)))
  return [...Map.groupBy(told, ({ kind, name }) => `${kind} ${name}`).values()].map((parts) => {
    const [first] = parts as [SegmentSum]
    const total = (figure: (sum: SegmentSum) => number) => parts.reduce((sum, part) => sum + figure(part), 0)
    const [customerCount, buyerCount] = [
      total((part) => part.customerCount),
      total((part) => part.buyerCount),
    ]
    return {
      kind: first.kind,
      name: first.name,
      customerCount,
      revenueMinor: total((part) => part.revenueMinor),
      averageOrderCount: total((part) => part.orderCount) / customerCount,
      averageLastAt:
        buyerCount === 0 ? null : total((part) => (part.averageLastAt ?? 0) * part.buyerCount) / buyerCount,
      modelVersion: parts.reduce<string | null>(
        (latest, { modelVersion }) =>
          modelVersion !== null && modelVersion > (latest ?? '') ? modelVersion : latest,
        null,
      ),
      computedAt: Math.max(...parts.map(({ predictedAt }) => predictedAt)),
    }
  })
}
