import { and, eq, gte, isNotNull, lte, sql } from 'drizzle-orm'
import type { DrizzleD1Database } from 'drizzle-orm/d1'
import { customerOrderTable, salesDayTable } from './tables/customer-order.ts'

export type SalesDayRow = typeof salesDayTable.$inferSelect

/** The rows of `sales_day` of a tenant between two days, both included, by day. */
export async function salesBetween(
  database: DrizzleD1Database,
  tenantId: string,
  firstDay: string,
  lastDay: string,
): Promise<SalesDayRow[]> {
  return database
    .select()
    .from(salesDayTable)
    .where(
      and(
        eq(salesDayTable.tenantId, tenantId),
        gte(salesDayTable.day, firstDay),
        lte(salesDayTable.day, lastDay),
      ),
    )
    .orderBy(salesDayTable.day)
}

/** Orders, cancellations and revenue of one currency over all time, with the first and last day of them. */
export interface CurrencyTotals {
  readonly currency: string
  readonly orderCount: number
  readonly cancellationCount: number
  /** In the tenant's currency, as far as rates were known. */
  readonly revenueTenantMinor: number
  readonly unconvertedCount: number
  readonly unconvertedMinor: number
  readonly firstDay: string
  readonly lastDay: string
}

export async function salesOfAllTime(
  database: DrizzleD1Database,
  tenantId: string,
): Promise<CurrencyTotals[]> {
  return database
    .select({
      currency: salesDayTable.currency,
      orderCount: sql<number>`sum(${salesDayTable.orderCount})`,
      cancellationCount: sql<number>`sum(${salesDayTable.cancellationCount})`,
      revenueTenantMinor: sql<number>`sum(${salesDayTable.revenueTenantMinor})`,
      unconvertedCount: sql<number>`sum(${salesDayTable.unconvertedCount})`,
      unconvertedMinor: sql<number>`sum(${salesDayTable.unconvertedMinor})`,
      firstDay: sql<string>`min(${salesDayTable.day})`,
      lastDay: sql<string>`max(${salesDayTable.day})`,
    })
    .from(salesDayTable)
    .where(eq(salesDayTable.tenantId, tenantId))
    .groupBy(salesDayTable.currency)
}

/** How many different customers have an order or cancellation between two days, both included. */
export async function countBuyers(
  database: DrizzleD1Database,
  tenantId: string,
  firstDay: string,
  lastDay: string,
): Promise<number> {
  const [row] = await database
    .select({ count: sql<number>`count(distinct ${customerOrderTable.customerId})` })
    .from(customerOrderTable)
    .where(
      and(
        eq(customerOrderTable.tenantId, tenantId),
        gte(customerOrderTable.day, firstDay),
        lte(customerOrderTable.day, lastDay),
        isNotNull(customerOrderTable.customerId),
      ),
    )
  return row?.count ?? 0
}
