import { minorUnitRate } from '../kernel/money.ts'
import type { Tenant } from '../tenants/tenant.ts'
import { withSalesDays } from './project-sales-days.ts'
import { jsonChunks, type SqlStatement } from './sql-statement.ts'

/** An order that came before its exchange rate, and the rate that holds for its day by now. */
export interface WaitingOrder {
  readonly orderKey: string
  readonly currency: string
  /** `2026-11-21`, in the tenant's time zone. */
  readonly day: string
  /** Units of the tenant's currency for one unit of `currency`. */
  readonly rate: number
}

/** Days with sales that were not converted though there is a rate for them by now: that of the day, or one before it. */
const waitingDays = `from sales_day join tenant on tenant.tenant_id = sales_day.tenant_id
  where sales_day.currency <> tenant.currency and (unconverted_count > 0 or unconverted_minor <> 0)
    and exists (select 1 from exchange_rate where exchange_rate.tenant_id = sales_day.tenant_id
      and exchange_rate.currency = sales_day.currency and exchange_rate.day <= sales_day.day)`

/** The statement that finds active tenants with orders that wait: rows of `tenantId`. */
export const tenantsWithWaitingOrders: SqlStatement = {
  text: `select distinct sales_day.tenant_id as tenantId ${waitingDays} and tenant.status = 'active'`,
  values: [],
}

/** The statement that finds a tenant's orders that wait, as rows of {@link WaitingOrder}, at most `limit`. */
export function waitingOrders(tenantId: string, limit: number): SqlStatement {
  return {
    // "cross" keeps the days outermost: each is then one range of the orders' index.
    text: `select customer_order.order_key as orderKey, customer_order.currency as currency, customer_order.day as day,
             (select rate from exchange_rate where exchange_rate.tenant_id = ?1
                and exchange_rate.currency = customer_order.currency and exchange_rate.day <= customer_order.day
              order by exchange_rate.day desc limit 1) as rate
           from (select distinct sales_day.day as day, sales_day.currency as currency ${waitingDays}
                   and sales_day.tenant_id = ?1) as waiting
           cross join customer_order on customer_order.tenant_id = ?1 and customer_order.day = waiting.day
             and customer_order.currency = waiting.currency and customer_order.tenant_minor_rate is null
           limit ?2`,
    values: [tenantId, limit],
  }
}

/**
 * The statements that convert orders which waited, and bring the totals of their days along: as if the rate had come with
 * the order. One that was told anew meanwhile, in another currency, on another day or with a rate, is left alone.
 */
export function conversionStatements(
  { tenantId, currency }: Pick<Tenant, 'tenantId' | 'currency'>,
  found: readonly WaitingOrder[],
): SqlStatement[] {
  const rows = found.map(({ orderKey, rate, ...order }) => [
    orderKey,
    order.currency,
    order.day,
    minorUnitRate(order.currency, { currency, rate }),
  ])
  const changes = jsonChunks(rows).map((chunk) => ({ text: convert, values: [tenantId, chunk] }))
  return withSalesDays(
    tenantId,
    found.map(({ orderKey }) => orderKey),
    changes,
  )
}

const convert = `update customer_order set tenant_minor_rate = told.value ->> 3,
    amount_tenant_minor = cast(round(amount_minor * (told.value ->> 3)) as integer)
  from json_each(?2) as told
  where customer_order.tenant_id = ?1 and customer_order.order_key = told.value ->> 0
    and customer_order.currency = told.value ->> 1 and customer_order.day = told.value ->> 2
    and customer_order.tenant_minor_rate is null`
