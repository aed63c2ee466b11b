import { and, eq, gte, isNotNull, lte, sql } from 'drizzle-orm'
import type { DrizzleD1Database } from 'drizzle-orm/d1'
import { isListed } from './is-listed.ts'
import { customerOrderTable, salesDayTable } from './tables/customer-order.ts'
import { customerProfileTable } from './tables/customer-profile.ts'

export type SalesDayRow = typeof salesDayTable.$inferSelect

/** The rows of `sales_day` of a tenant's currency between two days, both included, by day. */
export async function salesBetween(
  database: DrizzleD1Database,
  tenantId: string,
  currency: string,
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
        eq(salesDayTable.currency, currency),
      ),
    )
    .orderBy(salesDayTable.day)
}

/** Orders, cancellations and revenue of a tenant's currency over all time, with the first and last day of them. */
export async function salesOfAllTime(
  database: DrizzleD1Database,
  tenantId: string,
  currency: string,
): Promise<{
  orderCount: number
  cancellationCount: number
  revenueMinor: number
  firstDay: string | null
  lastDay: string | null
}> {
  const [row] = await database
    .select({
      orderCount: sql<number>`coalesce(sum(${salesDayTable.orderCount}), 0)`,
      cancellationCount: sql<number>`coalesce(sum(${salesDayTable.cancellationCount}), 0)`,
      revenueMinor: sql<number>`coalesce(sum(${salesDayTable.revenueMinor}), 0)`,
      firstDay: sql<string | null>`min(${salesDayTable.day})`,
      lastDay: sql<string | null>`max(${salesDayTable.day})`,
    })
    .from(salesDayTable)
    .where(and(eq(salesDayTable.tenantId, tenantId), eq(salesDayTable.currency, currency)))
  return row ?? { orderCount: 0, cancellationCount: 0, revenueMinor: 0, firstDay: null, lastDay: null }
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

export async function countCustomers(database: DrizzleD1Database, tenantId: string): Promise<number> {
  const [row] = await database
    .select({ count: sql<number>`count(*)` })
    .from(customerProfileTable)
    .where(and(eq(customerProfileTable.tenantId, tenantId), isListed))
  return row?.count ?? 0
}
