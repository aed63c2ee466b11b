import { and, asc, desc, eq, gte, sql } from 'drizzle-orm'
import type { DrizzleD1Database } from 'drizzle-orm/d1'
import { jsonChunks, type SqlStatement } from './sql-statement.ts'
import { type SeriesAnomalyRow, seriesAnomalyTable } from './tables/predictions.ts'

const table = seriesAnomalyTable

/** The statements that put what was found of some days in the place of what was found before; when it was first noticed stays. */
export function replaceSeriesAnomalies(
  tenantId: string,
  days: readonly string[],
  found: readonly Omit<SeriesAnomalyRow, 'tenantId'>[],
): SqlStatement[] {
  const keys = found.map(({ day, series, part }) => [day, series, part])
  const rows = found.map((row) => [
    row.day,
    row.series,
    row.part,
    row.actual,
    row.expected,
    row.deviationRate,
    row.words,
    row.occasion,
    row.noticedAt,
  ])
  return [
    {
      text: `delete from series_anomaly where tenant_id = ?1 and day in (select value from json_each(?2))
             and (day, series, part) not in (select value ->> 0, value ->> 1, value ->> 2 from json_each(?3))`,
      values: [tenantId, JSON.stringify(days), JSON.stringify(keys)],
    },
    ...jsonChunks(rows).map((chunk) => ({
      text: `insert into series_anomaly
               (tenant_id, day, series, part, actual, expected, deviation_rate, words, occasion, noticed_at)
             select ?1, value ->> 0, value ->> 1, value ->> 2, value ->> 3, value ->> 4, value ->> 5, value ->> 6,
               value ->> 7, value ->> 8 from json_each(?2) where true
             on conflict do update set actual = excluded.actual, expected = excluded.expected,
               deviation_rate = excluded.deviation_rate, words = excluded.words, occasion = excluded.occasion`,
      values: [tenantId, chunk],
    })),
  ]
}

/** Unusual days of a shop from a day on, the latest first, those of the shop as a whole before those of parts. */
export async function listSeriesAnomalies(
  database: DrizzleD1Database,
  tenantId: string,
  fromDay: string,
  isWithExplained: boolean,
): Promise<SeriesAnomalyRow[]> {
  return database
    .select()
    .from(table)
    .where(
      and(
        eq(table.tenantId, tenantId),
        gte(table.day, fromDay),
        isWithExplained ? undefined : sql`${table.occasion} is null`,
      ),
    )
    .orderBy(desc(table.day), asc(table.part), desc(table.series))
    .limit(500)
}
