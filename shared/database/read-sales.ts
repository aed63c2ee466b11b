import { dayNumber } from '../sales/day-number.ts'
import type { SalesDay } from '../sales/plan-sales-files.ts'
import type { SoldOrder } from '../sales/sales-of-order.ts'
import type { SqlStatement } from './sql-statement.ts'
import type { ReportedSalesRow } from './tables/sales.ts'

/** Of one table: how many rows a day has, and their marks added up in two halves, so that no sum is too large to be exact. */
export interface DayMarkRow {
  readonly day: string
  readonly rowCount: number
  readonly lowSum: number
  readonly highSum: number
  readonly orderCount: number
}

/** A report holds up to 500 items or so, an order a few: a report is as much to read as so many orders. */
const ordersPerReport = 100

/** The marks of the days with orders, and of those with reports, of two days ("2026-11-21") and between. */
export function dayMarkStatements(
  tenantId: string,
  fromDay: string,
  toDay: string,
): [SqlStatement, SqlStatement] {
  const sums = 'count(*) as rowCount, sum(mark & 4294967295) as lowSum, sum(mark >> 32) as highSum'
  const isWanted = 'tenant_id = ?1 and day between ?2 and ?3 group by day'
  const values = [tenantId, fromDay, toDay]
  return [
    {
      text: `select day, ${sums}, sum(order_count + cancellation_count) as orderCount from sales_day where ${isWanted}`,
      values,
    },
    {
      text: `select day, ${sums}, count(*) * ${ordersPerReport} as orderCount from reported_sales where ${isWanted}`,
      values,
    },
  ]
}

/** The days of both, rising. A day without reports has the mark of its orders alone. */
export function salesDaysOf(orders: readonly DayMarkRow[], reports: readonly DayMarkRow[]): SalesDay[] {
  const days = new Map<string, { mark: string; orderCount: number }>()
  for (const [kind, rows] of [
    ['o', orders],
    ['r', reports],
  ] as const) {
    for (const { day, rowCount, lowSum, highSum, orderCount } of rows) {
      const before = days.get(day)
      const mark = `${before?.mark ?? ''}${kind}${rowCount}.${lowSum}.${highSum}`
      days.set(day, { mark, orderCount: (before?.orderCount ?? 0) + orderCount })
    }
  }
  return Array.from(days, ([day, told]) => ({ day: dayNumber(day), ...told })).sort(
    (left, right) => left.day - right.day,
  )
}

/** What of an order its sales are made of, and its place among the orders of its day. */
export interface SoldOrderRow extends SoldOrder {
  readonly customerId: string | null
  readonly orderKey: string
}

const soldColumns = `customer_id as customerId, order_key as orderKey, day, store_id as storeId, channel, kind, status, lines,
  tenant_minor_rate as tenantMinorRate`

/** The next orders of a day after a place (null: the first ones), at most so many: guests' first, then by customer. */
export function soldOrdersStatement(
  tenantId: string,
  day: string,
  after: { readonly customerId: string | null; readonly orderKey: string },
  limit: number,
): SqlStatement {
  const from = 'from customer_order indexed by customer_order_day where tenant_id = ?1 and day = ?2'
  if (after.customerId === null) {
    return {
      text: `select ${soldColumns} ${from} and customer_id is null and order_key > ?3 order by order_key limit ?4`,
      values: [tenantId, day, after.orderKey, limit],
    }
  }
  return {
    text: `select ${soldColumns} ${from} and (customer_id, order_key) > (?3, ?4) order by customer_id, order_key limit ?5`,
    values: [tenantId, day, after.customerId, after.orderKey, limit],
  }
}

export type CountedReport = Pick<ReportedSalesRow, 'source' | 'day' | 'storeId' | 'channel' | 'lines'>

/**
 * What is reported of a day's places of which no order is known. Where no store was told, an order stands against a report only if both went
 * through the same channel, or the report does not say through which: a web shop's orders say nothing of what its till sold.
 */
export function countedReportsStatement(tenantId: string, day: string): SqlStatement {
  return {
    text: `select source, day, store_id as storeId, channel, lines from reported_sales
           where tenant_id = ?1 and day = ?2 and not exists (
             select 1 from (select distinct coalesce(store_id, '') as place, channel as way
               from customer_order indexed by customer_order_day where tenant_id = ?1 and day = ?2)
             where place = store_id and (place <> '' or way = reported_sales.channel
               or reported_sales.channel in ('other', 'import')))
           order by source, store_id, channel, part`,
    values: [tenantId, day],
  }
}
