import { withSalesDays } from './project-sales-days.ts'
import { jsonChunks, type SqlStatement } from './sql-statement.ts'

/** Where a page of waiting orders ended; they are gone through by currency and day. */
export interface WaitingPlace {
  readonly currency: string
  /** `2026-11-21`, in the tenant's time zone. */
  readonly day: string
  readonly orderKey: string
}
export const beforeAllWaiting: WaitingPlace = { currency: '', day: '', orderKey: '' }

/** An order that waits to be counted by another rate than it is. */
export interface WaitingOrder extends WaitingPlace {
  /** What it is counted by, in minor units for one. Null: none yet. */
  readonly minorRateBefore: number | null
  /** Of its row. */
  readonly contentRank: string
}

/** An order that waits, and what it is to be counted by: minor units of the tenant's currency for one of its own. */
export interface RatedOrder extends WaitingOrder {
  readonly minorRate: number
}

/**
 * The statement that finds active tenants with orders that have no rate though there is one for them by now: rows of `tenantId`.
 * Cancelled ones too: they are worth nothing, but to somebody who does not know that they were cancelled.
 */
export const tenantsWithWaitingOrders: SqlStatement = {
  text: `select distinct first.tenant_id as tenantId
         from (select tenant_id, currency, min(day) as day from exchange_rate group by tenant_id, currency) as first
         join tenant on tenant.tenant_id = first.tenant_id and tenant.status = 'active'
         where exists (select 1 from customer_order indexed by customer_order_unrated
           where customer_order.tenant_id = first.tenant_id and customer_order.currency = first.currency
             and customer_order.day >= first.day and customer_order.tenant_minor_rate is null)`,
  values: [],
}

/** The statement that finds from where on there are rates, by currency: places before which no order has one, in their order. */
export function ratedPlaces(tenantId: string, fromCurrency: string): SqlStatement {
  return {
    text: `select currency, min(day) as day, '' as orderKey from exchange_rate where tenant_id = ? and currency >= ?
           group by currency order by currency`,
    values: [tenantId, fromCurrency],
  }
}

/**
 * The statement that finds orders in the currency of a place that have no rate, at most `limit` that come after it, as rows of
 * {@link WaitingOrder}.
 */
export function waitingOrders(tenantId: string, after: WaitingPlace, limit: number): SqlStatement {
  return {
    text: `select currency, day, order_key as orderKey, null as minorRateBefore, content_rank as contentRank
           from customer_order indexed by customer_order_unrated
           where tenant_id = ? and currency = ? and (day, order_key) > (?, ?) and tenant_minor_rate is null
           order by day, order_key limit ?`,
    values: [tenantId, after.currency, after.day, after.orderKey, limit],
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
