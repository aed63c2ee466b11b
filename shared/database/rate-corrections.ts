import type { SqlStatement } from './sql-statement.ts'

/** Where a page of the orders in one currency ended; they are gone through by their days. */
export interface OrderPlace {
  /** `2026-11-21`, in the tenant's time zone. */
  readonly day: string
  readonly orderKey: string
}

/** A rate that was replaced, and how far the orders of its days are. */
export interface RateCorrection {
  readonly currency: string
  /** The days for which it held: from `day` on, before `untilDay`. */
  readonly day: string
  readonly untilDay: string
  readonly afterDay: string
  readonly afterOrderKey: string
  /** 1: orders of this round have to be tried again. */
  readonly hasLeft: number
  readonly round: number
  readonly notedAt: number
}

/** The statement that finds active tenants with corrections that may go on: rows of `tenantId`. */
export function tenantsWithCorrections(nowMs: number): SqlStatement {
  return {
    text: `select distinct tenant_id as tenantId from rate_correction join tenant using (tenant_id)
           where due_at <= ? and tenant.status = 'active'`,
    values: [nowMs],
  }
}

/** The statement that finds the correction that is to go on first, as a row of {@link RateCorrection}. */
export function nextCorrection(tenantId: string, nowMs: number): SqlStatement {
  return {
    text: `select currency, day, until_day as untilDay, after_day as afterDay, after_order_key as afterOrderKey,
             has_left as hasLeft, round, noted_at as notedAt
           from rate_correction where tenant_id = ? and due_at <= ? order by due_at, currency, day limit 1`,
    values: [tenantId, nowMs],
  }
}

/** A day with orders in the currency of a correction. */
export interface CorrectedDay {
  readonly day: string
  /** The rate that holds for it by now. */
  readonly rate: number
  /** Orders of the day in all currencies. */
  readonly orderCount: number
}

/** The statement that finds the first days, from where a correction is, with orders in its currency, as rows of {@link CorrectedDay}. */
export function correctedDays(tenantId: string, correction: RateCorrection, limit: number): SqlStatement {
  return {
    text: `select day, sum(order_count + cancellation_count) as orderCount,
             (select rate from exchange_rate where exchange_rate.tenant_id = ?1 and exchange_rate.currency = ?2
                and exchange_rate.day <= sales_day.day order by exchange_rate.day desc limit 1) as rate
           from sales_day where tenant_id = ?1 and day >= ?3 and day < ?4
           group by day having max(currency = ?2) order by day limit ?5`,
    values: [tenantId, correction.currency, correction.afterDay, correction.untilDay, limit],
  }
}

/** A day, and what one of the currency is worth on it by now, in minor units of both. */
export interface RatedDay {
  readonly day: string
  readonly minorRate: number
}

/** The statement that finds the next orders of a correction on these days that are counted by another rate or by none, as rows of `WaitingOrder`. */
export function ordersToCorrect(
  tenantId: string,
  { currency, afterDay, afterOrderKey }: RateCorrection,
  days: readonly RatedDay[],
  limit: number,
): SqlStatement {
  return {
    // "cross" keeps the days outermost: each is then one range of the index.
    text: `select customer_order.day as day, order_key as orderKey, currency, tenant_minor_rate as minorRateBefore,
             content_rank as contentRank
           from json_each(?2) as rated
           cross join customer_order indexed by customer_order_day
             on customer_order.tenant_id = ?1 and customer_order.day = rated.value ->> 0
           where currency = ?3 and tenant_minor_rate is not rated.value ->> 1
             and (customer_order.day, order_key) > (?4, ?5)
           order by customer_order.day, order_key limit ?6`,
    values: [
      tenantId,
      JSON.stringify(days.map(({ day, minorRate }) => [day, minorRate])),
      currency,
      afterDay,
      afterOrderKey,
      limit,
    ],
  }
}

/** As long as nobody else took it further, and its rate was not replaced again. */
const asItWas =
  'where tenant_id = ?1 and currency = ?2 and day = ?3 and noted_at = ?4 and round = ?5 and after_day = ?6 and after_order_key = ?7'

function valuesOf(tenantId: string, of: RateCorrection): (string | number)[] {
  return [tenantId, of.currency, of.day, of.notedAt, of.round, of.afterDay, of.afterOrderKey]
}

/** The statement that takes a correction further within its round. It returns a row if it was still where it was. */
export function moveCorrection(
  tenantId: string,
  correction: RateCorrection,
  to: OrderPlace,
  hasLeft: boolean,
): SqlStatement {
  return {
    text: `update rate_correction set after_day = ?8, after_order_key = ?9, has_left = max(has_left, ?10)
           ${asItWas} returning 1`,
    values: [...valuesOf(tenantId, correction), to.day, to.orderKey, hasLeft ? 1 : 0],
  }
}

/** The statement that begins another round. It returns a row if the correction was still where it was. */
export function repeatCorrection(tenantId: string, correction: RateCorrection, dueAt: number): SqlStatement {
  return {
    text: `update rate_correction set after_day = day, after_order_key = '', has_left = 0, round = round + 1,
             due_at = ?8 ${asItWas} returning 1`,
    values: [...valuesOf(tenantId, correction), dueAt],
  }
}

/** The statement that forgets a correction. It returns a row if it was still where it was. */
export function endCorrection(tenantId: string, correction: RateCorrection): SqlStatement {
  return {
    text: `delete from rate_correction ${asItWas} returning 1`,
    values: valuesOf(tenantId, correction),
  }
}
