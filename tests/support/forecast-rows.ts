import { type Outlook, outlookBlocks, outlookDays, spreadProbabilities } from '#shared/demand/outlook.ts'
import { outlookText } from '#shared/demand/outlook-text.ts'

/** What a test says of a forecast; the rest is as usual. */
export interface ForecastInTest {
  readonly sku: string
  readonly storeId?: string
  readonly level?: 'sku' | 'sku-store'
  /** The same every day, give or take as much with even chances. */
  readonly unitsPerDay: number
  readonly name?: string
  readonly abcClass?: string
  readonly unitPriceMinor?: number
}

/** An even distribution over one unit more or less than expected. */
const evenScores = spreadProbabilities.map((probability) => 2 * probability - 1)

/** Writes a run as of a day, with forecasts, straight into D1: for tests of what reads them. */
export async function insertForecasts(
  database: D1Database,
  tenantId: string,
  asOfDay: number,
  forecasts: readonly ForecastInTest[],
): Promise<void> {
  const basis = {
    asOfDay,
    scores: { none: evenScores },
    // Blocks that go wholly together: the spread of two weeks is twice that of one.
    blockCorrelation: 1,
    dayFactors: { '': new Array(outlookDays).fill(1) },
  }
  const run = database
    .prepare(
      `insert into forecast_run (tenant_id, run_id, made_at, as_of_day, basis, responses, series_count, lane_counts)
       values (?, 'job_1', ?, ?, ?, '{}', ?, '{}')`,
    )
    .bind(tenantId, Date.now(), asOfDay, JSON.stringify(basis), forecasts.length)
  const forecast = database.prepare(
    `insert into forecast (tenant_id, level, sku, store_id, category, region, run_id, product_id, name, demand_class,
       abc_class, xyz_class, lane, members, outlook, unit_price_minor, units_last_28, units_next_28, units_next_28_low_80,
       units_next_28_high_80, revenue_next_28_minor, stock_out_days)
     select ?, value ->> 0, value ->> 1, value ->> 2, '', '', 'job_1', null, value ->> 3, 'none', value ->> 4, 'X', 'full',
       '[]', value ->> 5, value ->> 6, 0, 0, 0, 0, value ->> 7, 0 from json_each(?)`,
  )
  const rows = forecasts.map((each) => {
    const { sku, storeId = '', level = 'sku-store', unitsPerDay, unitPriceMinor = 100 } = each
    const outlook: Outlook = {
      blocks: new Array(outlookBlocks).fill(7 * unitsPerDay),
      scales: new Array(outlookBlocks).fill(7 * unitsPerDay),
      scores: null,
      weekdayShares: new Array(7).fill(1 / 7),
    }
    const worth = Math.round(28 * unitsPerDay * unitPriceMinor)
    const { name = null, abcClass = 'B' } = each
    return [level, sku, storeId, name, abcClass, outlookText(outlook), unitPriceMinor, worth]
  })
  const pieces = Array.from({ length: Math.ceil(rows.length / 500) }, (_, piece) =>
    forecast.bind(tenantId, JSON.stringify(rows.slice(piece * 500, (piece + 1) * 500))),
  )
  await database.batch([run, ...pieces])
}
