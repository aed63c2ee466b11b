import { and, desc, eq, lt, or, sql } from 'drizzle-orm'
import type { DrizzleD1Database } from 'drizzle-orm/d1'
import { rateName, type WantedRate } from '../exchange-rates/note-exchange-rates.ts'
import { jsonChunks } from './sql-statement.ts'
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

/** Writes rates; one of a day and currency that is there already is replaced. */
export async function replaceExchangeRates(
  database: DrizzleD1Database,
  tenantId: string,
  rates: readonly (WantedRate & { readonly rate: number })[],
): Promise<void> {
  const rows = JSON.stringify(rates.map(({ currency, day, rate }) => [currency, day, rate]))
  await database.run(sql`
    insert into exchange_rate (tenant_id, currency, day, rate)
    select ${tenantId}, value ->> 0, value ->> 1, value ->> 2 from json_each(${rows}) where true
    on conflict do update set rate = excluded.rate`)
}
