import { and, desc, eq, lt, or, sql } from 'drizzle-orm'
import type { DrizzleD1Database } from 'drizzle-orm/d1'
import type { RatesOfDay } from '../exchange-rates/late-rates.ts'
import { rateName, type WantedRate } from '../exchange-rates/note-exchange-rates.ts'
import { jsonChunks, type SqlStatement } from './sql-statement.ts'
import { type ExchangeRateRow, exchangeRateTable } from './tables/exchange-rate.ts'

const table = exchangeRateTable

/** By name, the rate of each wanted day: that of the day itself, else the newest before it. What has none is left out. */
export async function findRates(
  database: DrizzleD1Database,
  tenantId: string,
  wanted: readonly WantedRate[],
): Promise<Map<string, number>> {
  const rates = new Map<string, number>()
  for (const chunk of jsonChunks(wanted.map(({ currency, day }) => [currency, day]))) {
    const rows = await database.all<{ currency: string; day: string; rate: number | null }>(sql`
      select value ->> 0 as currency, value ->> 1 as day,
        (select rate from exchange_rate where tenant_id = ${tenantId} and currency = value ->> 0
         and day <= value ->> 1 order by day desc limit 1) as rate
      from json_each(${chunk})`)
    for (const { rate, ...row } of rows) if (rate !== null) rates.set(rateName(row), rate)
  }
  return rates
}

/** A page of a tenant's rates, the newest day first; of one currency or of all. */
export async function listExchangeRates(
  database: DrizzleD1Database,
  request: {
    readonly tenantId: string
    readonly currency: string | undefined
    readonly limit: number
    readonly after: WantedRate | undefined
  },
): Promise<ExchangeRateRow[]> {
  const { tenantId, currency, limit, after } = request
  return database
    .select()
    .from(table)
    .where(
      and(
        eq(table.tenantId, tenantId),
        currency === undefined ? undefined : eq(table.currency, currency),
        after === undefined
          ? undefined
          : or(
              lt(table.day, after.day),
              and(eq(table.day, after.day), sql`${table.currency} > ${after.currency}`),
            ),
      ),
    )
    .orderBy(desc(table.day), table.currency)
    .limit(limit)
}

/**
 * The statements that write rates, to be run as one transaction. One of a day and currency that is there already is replaced, and
 * what is to be corrected for it noted: the orders of all days for which it held until now.
 */
export function replaceExchangeRates(
  tenantId: string,
  rates: readonly (WantedRate & { readonly rate: number })[],
  nowMs: number,
): SqlStatement[] {
  const rows = JSON.stringify(rates.map(({ currency, day, rate }) => [currency, day, rate]))
  return [
    {
      text: `insert into rate_correction (tenant_id, currency, day, until_day, after_day, due_at, noted_at)
             select ?1, currency, day, coalesce((select min(later.day) from exchange_rate as later
                 where later.tenant_id = ?1 and later.currency = replaced.currency and later.day > replaced.day), '~'),
               day, ?3, ?3
             from json_each(?2) as told cross join exchange_rate as replaced
               on tenant_id = ?1 and currency = told.value ->> 0 and day = told.value ->> 1
             where rate <> told.value ->> 2
             on conflict do update set until_day = max(until_day, excluded.until_day),
               after_day = excluded.after_day, after_order_key = '', has_left = 0, round = 0,
               due_at = excluded.due_at, noted_at = max(noted_at + 1, excluded.noted_at)`,
      values: [tenantId, rows, nowMs],
    },
    {
      text: `insert into exchange_rate (tenant_id, currency, day, rate)
             select ?1, value ->> 0, value ->> 1, value ->> 2 from json_each(?2) where true
             on conflict do update set rate = excluded.rate`,
      values: [tenantId, rows],
    },
  ]
}

/** What {@link ratesOfDays} finds of a wanted day. */
export interface RatesOfDayRow extends WantedRate {
  readonly rate: number | null
  readonly isCorrected: number
}

/** The statements that find what the rates say of each wanted day by now, for {@link readRatesOfDays}. */
export function ratesOfDays(tenantId: string, wanted: readonly WantedRate[]): SqlStatement[] {
  return jsonChunks(wanted.map(({ currency, day }) => [currency, day])).map((chunk) => ({
    text: `select wanted.value ->> 0 as currency, wanted.value ->> 1 as day,
             (select rate from exchange_rate where tenant_id = ?1 and currency = wanted.value ->> 0
                and day <= wanted.value ->> 1 order by day desc limit 1) as rate,
             exists (select 1 from rate_correction where tenant_id = ?1 and currency = wanted.value ->> 0
                and day <= wanted.value ->> 1 and until_day > wanted.value ->> 1) as isCorrected
           from json_each(?2) as wanted`,
    values: [tenantId, chunk],
  }))
}

/** What {@link ratesOfDays} found, by `rateName`. */
export function readRatesOfDays(rows: readonly RatesOfDayRow[]): Map<string, RatesOfDay> {
  return new Map(rows.map((row) => [rateName(row), { ...row, isCorrected: row.isCorrected !== 0 }]))
}
