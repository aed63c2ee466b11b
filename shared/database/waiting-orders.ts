import { withSalesDays } from './project-sales-days.ts'
import { jsonChunks, type SqlStatement } from './sql-statement.ts'

/** A day on which orders in a currency wait to be counted by another rate than they are. */
export interface WaitingDay {
  /** `2026-11-21`, in the tenant's time zone. */
  readonly day: string
  readonly currency: string
  /** What they are counted by: a rate that was replaced, in minor units for one. Null: none yet. */
  readonly minorRateBefore: number | null
  /** Orders of that day and currency, of which those that wait are some. */
  readonly orderCount: number
}

/** Where a page of orders ended; orders are gone through by their days. */
export interface OrderPlace {
  readonly day: string
  readonly orderKey: string
}
export const beforeAllOrders: OrderPlace = { day: '', orderKey: '' }

/** An order that waits. */
export interface WaitingOrder extends OrderPlace, Pick<WaitingDay, 'currency' | 'minorRateBefore'> {
  /** Of its row. */
  readonly contentRank: string
}

/** An order that waits, and what it is to be counted by: minor units of the tenant's currency for one of its own. */
export interface RatedOrder extends WaitingOrder {
  readonly minorRate: number
}

/** A rate that was replaced, in minor units of the tenant's currency for one of its own. */
export interface ReplacedMinorRate {
  readonly currency: string
  readonly day: string
  /** Units of the tenant's currency for one of its own. */
  readonly rate: number
  readonly minorRate: number
}

/**
 * Days with orders that have no rate though there is one for them by now: that of the day, or one before it. Cancelled ones too:
 * they are worth nothing, but to somebody who does not know that they were cancelled.
 */
const waitingDays = `from sales_day join tenant on tenant.tenant_id = sales_day.tenant_id
  where sales_day.currency <> tenant.currency
    and exists (select 1 from exchange_rate where exchange_rate.tenant_id = sales_day.tenant_id
      and exchange_rate.currency = sales_day.currency and exchange_rate.day <= sales_day.day)
    and exists (select 1 from customer_order indexed by customer_order_unrated
      where customer_order.tenant_id = sales_day.tenant_id and customer_order.currency = sales_day.currency
      and customer_order.day = sales_day.day and customer_order.tenant_minor_rate is null)`

/** The statement that finds active tenants with orders that wait, or that may: rows of `tenantId`. */
export const tenantsWithWaitingOrders: SqlStatement = {
  text: `select distinct sales_day.tenant_id as tenantId ${waitingDays} and tenant.status = 'active'
         union select tenant_id from replaced_rate join tenant using (tenant_id) where tenant.status = 'active'`,
  values: [],
}

/** The statement that finds a tenant's rates that were replaced, as rows of `currency`, `day` and `rate`. */
export function replacedRates(tenantId: string): SqlStatement {
  return {
    text: `select currency, day, replaced_rate.rate as rate from replaced_rate
           join exchange_rate using (tenant_id, currency, day)
           where tenant_id = ? and replaced_rate.rate <> exchange_rate.rate`,
    values: [tenantId],
  }
}

const daysAtOnce = 200

/** The statement that finds the first days from `fromDay` on with orders that may wait, as rows of {@link WaitingDay}. */
export function daysThatWait(
  tenantId: string,
  fromDay: string,
  replaced: readonly ReplacedMinorRate[],
): SqlStatement {
  const rows = replaced.map(({ currency, day, minorRate, rate }) => [currency, day, minorRate, rate])
  return {
    text: `select sales_day.day as day, sales_day.currency as currency, null as minorRateBefore,
             sum(order_count + cancellation_count) as orderCount ${waitingDays}
             and sales_day.tenant_id = ?1 and sales_day.day >= ?2
           group by sales_day.day, sales_day.currency
           union all
           select sales_day.day, sales_day.currency, replaced.value ->> 2, sum(order_count + cancellation_count)
           from json_each(?3) as replaced cross join sales_day on sales_day.tenant_id = ?1
             and sales_day.day >= max(?2, replaced.value ->> 1) and sales_day.currency = replaced.value ->> 0
           where replaced.value ->> 3 <> (select rate from exchange_rate where exchange_rate.tenant_id = ?1
             and exchange_rate.currency = sales_day.currency and exchange_rate.day <= sales_day.day
             order by exchange_rate.day desc limit 1)
           group by sales_day.day, sales_day.currency, replaced.value ->> 2
           order by day limit ?4`,
    values: [tenantId, fromDay, JSON.stringify(rows), daysAtOnce],
  }
}

/** As many of the first days as have about `orderCount` orders; all of a day or nothing. `isLast`: there are no others. */
export function firstDays(
  found: readonly WaitingDay[],
  orderCount: number,
): { readonly days: readonly WaitingDay[]; readonly isLast: boolean } {
  const mayBeCut = found.length === daysAtOnce && found[0]?.day !== found.at(-1)?.day
  const whole = mayBeCut ? found.filter(({ day }) => day !== found.at(-1)?.day) : found
  let sum = 0
  let end: string | undefined
  for (const row of whole) {
    if (sum >= orderCount && row.day !== end) return { days: upTo(whole, end), isLast: false }
    sum += row.orderCount
    end = row.day
  }
  return { days: whole, isLast: found.length < daysAtOnce }
}

function upTo(days: readonly WaitingDay[], end: string | undefined): WaitingDay[] {
  return days.filter(({ day }) => end !== undefined && day <= end)
}

/** The statement that finds the orders that wait on these days, as rows of {@link WaitingOrder}, at most `limit` that come after a place. */
export function waitingOrders(
  tenantId: string,
  days: readonly WaitingDay[],
  after: OrderPlace,
  limit: number,
): SqlStatement {
  const rows = days.map(({ day, currency, minorRateBefore }) => [day, currency, minorRateBefore])
  return {
    // "cross" keeps the days outermost: each is then one range of the orders' index.
    text: `select customer_order.day as day, customer_order.order_key as orderKey, customer_order.currency as currency,
             waiting.value ->> 2 as minorRateBefore, content_rank as contentRank
           from json_each(?2) as waiting
           cross join customer_order on customer_order.tenant_id = ?1 and customer_order.day = waiting.value ->> 0
             and customer_order.currency = waiting.value ->> 1 and customer_order.tenant_minor_rate is waiting.value ->> 2
           where (customer_order.day, customer_order.order_key) > (?3, ?4)
           order by customer_order.day, customer_order.order_key limit ?5`,
    values: [tenantId, JSON.stringify(rows), after.day, after.orderKey, limit],
  }
}

/**
 * The statements that convert rows of orders which nobody is left to tell of, and bring the totals of their days along: as if the
 * rate had come with the order. One that was told anew meanwhile, in another currency, on another day, by others or with a rate, is
 * left alone.
 */
export function conversionStatements(tenantId: string, found: readonly RatedOrder[]): SqlStatement[] {
  const rows = found.map((order) => [
    order.orderKey,
    order.currency,
    order.day,
    order.minorRate,
    order.minorRateBefore,
    order.contentRank,
  ])
  const changes = jsonChunks(rows).map((chunk) => ({ text: convert, values: [tenantId, chunk] }))
  return withSalesDays(
    tenantId,
    found.map(({ orderKey }) => orderKey),
    changes,
  )
}

/** "in" leads to the table's key: SQLite would go through all orders of the tenant for each. */
const convert = `update customer_order set tenant_minor_rate = told.value ->> 3,
    amount_tenant_minor = cast(round(amount_minor * (told.value ->> 3)) as integer)
  from json_each(?2) as told
  where customer_order.tenant_id = ?1 and customer_order.order_key in (select value ->> 0 from json_each(?2))
    and customer_order.order_key = told.value ->> 0 and customer_order.currency = told.value ->> 1
    and customer_order.day = told.value ->> 2 and customer_order.tenant_minor_rate is told.value ->> 4
    and customer_order.content_rank = told.value ->> 5`
