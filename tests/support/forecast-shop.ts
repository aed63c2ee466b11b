import type { ForecastRow, ForecastRunRow } from '#shared/database/tables/forecast.ts'
import { type Outlook, type OutlookBasis, outlookBlocks, outlookDays } from '#shared/demand/outlook.ts'
import { outlookText } from '#shared/demand/outlook-text.ts'
import { dayText } from '#shared/sales/day-number.ts'
import { SalesFileWriter } from '#shared/sales/sales-file.ts'
import type { ItemSales } from '#shared/sales/sales-series.ts'
import { sortItems } from '#shared/sales/sort-items.ts'
import type { TestPlatform } from './test-platform.ts'

/** Normal errors at `spreadProbabilities`, by any table of the normal distribution. */
const upperScores = [0.1257, 0.2533, 0.3853, 0.5244, 0.6745, 0.8416, 1.0364, 1.2816, 1.6449, 1.96, 2.5758]
export const normalScores = [...upperScores.map((score) => -score).reverse(), 0, ...upperScores]

/** Seventy units a week, ten a day, each week off by 14. */
export const plainOutlook: Outlook = {
  blocks: Array(outlookBlocks).fill(70),
  scales: Array(outlookBlocks).fill(14),
  scores: null,
  weekdayShares: Array(7).fill(1 / 7),
}

/** Weeks are independent, and no day is unlike another. */
export function plainBasis(asOfDay: number): OutlookBasis {
  return {
    asOfDay,
    scores: { none: normalScores },
    blockCorrelation: 0,
    dayFactors: { '': Array(outlookDays).fill(1) },
  }
}

export function newForecastRun(
  run: Pick<ForecastRunRow, 'tenantId' | 'runId' | 'asOfDay'> & Partial<ForecastRunRow>,
): ForecastRunRow {
  return {
    madeAt: Date.UTC(2026, 0, 1),
    basis: plainBasis(run.asOfDay),
    responses: { '': { priceElasticity: null, promotionChangeRate: null } },
    seriesCount: 1,
    laneCounts: { full: 1 },
    toldKey: null,
    ...run,
  }
}

export function newForecast(
  row: Pick<ForecastRow, 'tenantId' | 'runId' | 'level'> & Partial<ForecastRow>,
): ForecastRow {
  const isItem = row.level === 'sku' || row.level === 'sku-store'
  return {
    sku: '',
    storeId: '',
    category: '',
    region: '',
    productId: null,
    name: null,
    demandClass: 'smooth',
    abcClass: isItem ? 'A' : '',
    xyzClass: isItem ? 'X' : '',
    lane: 'full',
    members: [['theta', 1]],
    fallback: null,
    outlook: outlookText(plainOutlook),
    unitPriceMinor: 100,
    unitsLast28: 280,
    unitsNext28: 280,
    unitsNext28Low80: 244.12,
    unitsNext28High80: 315.88,
    revenueNext28Minor: 28_000,
    wapeRate: null,
    biasRate: null,
    stockOutDays: 0,
    firstSaleDay: null,
    ...row,
  }
}

/** Writes rows of a table as they are, many at a time. */
export async function insertRows(
  database: D1Database,
  table: string,
  rows: readonly Readonly<Record<string, unknown>>[],
): Promise<void> {
  const [first] = rows
  if (first === undefined) return
  const names = Object.keys(first)
  const columns = names.map((name) =>
    name.replaceAll(/[A-Z]|(?<=[a-z])\d+/g, (part) => `_${part.toLowerCase()}`),
  )
  const values = names.map((_, index) => `value ->> ${index}`)
  for (let from = 0; from < rows.length; from += 500) {
    const part = rows.slice(from, from + 500).map((row) => names.map((name) => cell(row[name])))
    await database
      .prepare(`insert into ${table} (${columns.join()}) select ${values.join()} from json_each(?)`)
      .bind(JSON.stringify(part))
      .run()
  }
}

function cell(value: unknown): unknown {
  return value !== null && typeof value === 'object' ? JSON.stringify(value) : value
}

/** Puts sales of a tenant where its forecasts read them, as gathering does. */
export async function insertSales(
  platform: TestPlatform,
  tenantId: string,
  items: readonly ItemSales[],
): Promise<void> {
  const writer = new SalesFileWriter()
  for (const item of sortItems(items.map((each) => [each.item.sku, each] as const))) writer.add(item)
  const bytes = writer.take()
  const days = items.flatMap(({ series }) => series.flatMap((each) => [...each.days]))
  const fileKey = `sales/${tenantId}/files/seeded`
  const archive = await platform.miniflare.getR2Bucket('ARCHIVE', 'patron-api')
  await archive.put(fileKey, bytes)
  const [fromDay, toDay] = [Math.min(...days), Math.max(...days)]
  await insertRows(await platform.database(), 'sales_file', [
    {
      ...{ tenantId, fileKey, fromDay, toDay, saleCount: writer.saleCount, byteCount: bytes.length },
      dayMarks: { [dayText(toDay)]: 'seeded' },
      writtenAt: 0,
    },
  ])
}
