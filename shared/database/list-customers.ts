import { and, asc, desc, eq, gt, like, lt, or, type SQL, sql } from 'drizzle-orm'
import type { DrizzleD1Database } from 'drizzle-orm/d1'
import type { customerSorts } from '../contracts/customers.ts'
import { countCustomers } from './count-customers.ts'
import { isListed } from './is-listed.ts'
import { mayBeProfiled } from './may-be-profiled.ts'
import { type CustomerProfileRow, customerProfileTable } from './tables/customer-profile.ts'
import { predictionsTable } from './tables/predictions.ts'

export interface CustomerListRequest {
  readonly tenantId: string
  /** Part of a name, an e-mail or a phone number; undefined for all. */
  readonly query: string | undefined
  /** Only customers who are in this segment now (UTC epoch ms) and may be profiled; undefined for all. */
  readonly segment:
    | {
        readonly name: string
        readonly isProfiledSilently: boolean
        readonly nowMs: number
        /** How many they are, where that is kept; null: they are counted. */
        readonly keptCount: number | null
      }
    | undefined
  readonly sort: (typeof customerSorts)[number]
  readonly order: 'asc' | 'desc'
  readonly limit: number
  /** Where the page before ended. */
  readonly after: { readonly value: string | number; readonly customerId: string } | undefined
}

const sortColumns = {
  lastSeenAt: customerProfileTable.lastSeenAt,
  firstSeenAt: customerProfileTable.firstSeenAt,
  revenue: customerProfileTable.revenueMinor,
  orderCount: customerProfileTable.orderCount,
  displayName: customerProfileTable.displayName,
} as const

/** A page of a tenant's customers and how many there are in all. Merged ones are in no list. */
export async function listCustomers(
  database: DrizzleD1Database,
  request: CustomerListRequest,
): Promise<{ rows: CustomerProfileRow[]; total: number }> {
  const column = sortColumns[request.sort]
  const matching = and(
    eq(customerProfileTable.tenantId, request.tenantId),
    isListed,
    ...searchTerms(request.query),
    isInSegment(request.tenantId, request.segment),
  )
  const { after } = request
  const beyond = request.order === 'asc' ? gt : lt
  const rest =
    after === undefined
      ? undefined
      : or(
          beyond(column, after.value),
          and(eq(column, after.value), beyond(customerProfileTable.customerId, after.customerId)),
        )
  const direction = request.order === 'asc' ? asc : desc
  const [rows, total] = await Promise.all([
    database
      .select()
      .from(customerProfileTable)
      .where(and(matching, rest))
      .orderBy(direction(column), direction(customerProfileTable.customerId))
      .limit(request.limit),
    countMatching(database, request, matching),
  ])
  return { rows, total }
}

/** Without a search it is counted by an index: to look at every customer takes as long as everything else together. */
async function countMatching(
  database: DrizzleD1Database,
  { tenantId, query, segment }: CustomerListRequest,
  matching: SQL | undefined,
): Promise<number> {
  const isSearched = searchTerms(query).length > 0
  if (!isSearched && segment === undefined) return countCustomers(database, tenantId)
  if (!isSearched && segment !== undefined)
    return segment.keptCount ?? (await countSegment(database, tenantId, segment))
  const [row] = await database
    .select({ total: sql<number>`count(*)` })
    .from(customerProfileTable)
    .where(matching)
  return row?.total ?? 0
}

async function countSegment(
  database: DrizzleD1Database,
  tenantId: string,
  segment: NonNullable<CustomerListRequest['segment']>,
): Promise<number> {
  // "cross" and the named index keep the customers of the segment outermost; nobody is in two segments of one name.
  const [row] = await database.all<{ total: number }>(sql`
    select count(*) as total from ${predictionsTable} indexed by predictions_label cross join ${customerProfileTable}
      on ${customerProfileTable.tenantId} = ${tenantId}
      and ${customerProfileTable.customerId} = ${predictionsTable.customerId}
    where ${and(isOfSegment(tenantId, segment), isListed, mayBeProfiled(segment.isProfiledSilently))}`)
  return row?.total ?? 0
}

/** The value by which a row is sorted, for the cursor of the next page. */
export function sortValue(row: CustomerProfileRow, sort: CustomerListRequest['sort']): string | number {
  return sort === 'revenue' ? row.revenueMinor : row[sort]
}

function isInSegment(tenantId: string, segment: CustomerListRequest['segment']): SQL | undefined {
  if (segment === undefined) return undefined
  const ofSegment = sql`${customerProfileTable.customerId} in (select ${predictionsTable.customerId}
    from ${predictionsTable} where ${isOfSegment(tenantId, segment)})`
  return and(ofSegment, mayBeProfiled(segment.isProfiledSilently))
}

function isOfSegment(
  tenantId: string,
  { name, nowMs }: NonNullable<CustomerListRequest['segment']>,
): SQL | undefined {
  return and(
    eq(predictionsTable.tenantId, tenantId),
    sql`${predictionsTable.kind} in ('rfm', 'segment')`,
    eq(predictionsTable.label, name),
    gt(predictionsTable.expiresAt, nowMs),
  )
}

/** Every word must be found somewhere; % and _ stand for themselves. */
function searchTerms(query: string | undefined): SQL[] {
  const words = (query ?? '').toLowerCase().split(/\s+/).filter(Boolean).slice(0, 8)
  return words.map((word) => {
    // D1 refuses patterns of more than 50 bytes.
    const pattern = `%${word.replaceAll(/[\\%_]/g, '\\$&')}%`
    return new TextEncoder().encode(pattern).length > 50
      ? sql`instr(${customerProfileTable.searchText}, ${word}) > 0`
      : sql`${like(customerProfileTable.searchText, pattern)} escape '\\'`
  })
}

/** The rows of these customers, in no particular order. */
export async function findProfiles(
  database: DrizzleD1Database,
  tenantId: string,
  customerIds: readonly string[],
): Promise<CustomerProfileRow[]> {
  return database
    .select()
    .from(customerProfileTable)
    .where(
      and(
        eq(customerProfileTable.tenantId, tenantId),
        sql`${customerProfileTable.customerId} in (select value from json_each(${JSON.stringify(customerIds)}))`,
      ),
    )
}
