import { and, asc, desc, eq, gt, lt, or, type SQL, sql } from 'drizzle-orm'
import type { DrizzleD1Database } from 'drizzle-orm/d1'
import type { ForecastLevel } from '../demand/forecast-levels.ts'
import { type ForecastRow, forecastTable } from './tables/forecast.ts'

const table = forecastTable

/** By what forecasts are sorted: the largest first, but for names. */
export type ForecastSort = 'revenue' | 'units' | 'change' | 'name' | 'wape'

/** Where a page of the list ended: the value it is sorted by, and the forecast. */
export interface ForecastPlace {
  readonly value: string | number
  readonly sku: string
  readonly storeId: string
  readonly category: string
  readonly region: string
}

export interface ForecastListRequest {
  readonly tenantId: string
  readonly level: ForecastLevel
  readonly sku: string | undefined
  /** '' is online. */
  readonly storeId: string | undefined
  readonly category: string | undefined
  readonly region: string | undefined
  /** Words that must all be in the name or SKU; above the items, in what the level is called by. */
  readonly query: string | undefined
  readonly demandClass: string | undefined
  readonly abcClass: string | undefined
  readonly sort: ForecastSort
  readonly limit: number
  readonly after: ForecastPlace | undefined
}

/** What a list shows of a forecast: all but the outlook. */
export type ForecastSummaryRow = Omit<
  ForecastRow,
  'tenantId' | 'runId' | 'members' | 'outlook' | 'unitPriceMinor' | 'firstSaleDay'
>

export type ListedForecast = ForecastSummaryRow & { readonly sortValue: string | number }

export function placeOfForecast({
  sortValue,
  sku,
  storeId,
  category,
  region,
}: ListedForecast): ForecastPlace {
  return { value: sortValue, sku, storeId, category, region }
}

/** Stands for "not known", which comes last. */
const unknown = sql.raw('-1e300')

const sortValues: Readonly<Record<ForecastSort, SQL<string | number>>> = {
  revenue: sql`${table.revenueNext28Minor}`,
  units: sql`${table.unitsNext28}`,
  change: sql`case when ${table.unitsLast28} > 0
    then (${table.unitsNext28} - ${table.unitsLast28}) / ${table.unitsLast28} else ${unknown} end`,
  name: sql`lower(coalesce(${table.name}, ${table.sku} || ${table.category} || ${table.region} || ${table.storeId}))`,
  wape: sql`coalesce(${table.wapeRate}, ${unknown})`,
}

/** A page of a level's forecasts without their outlooks, and how many there are in all. */
export async function listForecasts(
  database: DrizzleD1Database,
  request: ForecastListRequest,
): Promise<{ rows: ListedForecast[]; total: number }> {
  const { after, limit, sort } = request
  const sortValue = sortValues[sort]
  const [direction, beyond] = sort === 'name' ? [asc, gt] : [desc, lt]
  const matching = isAsked(request)
  const rest =
    after === undefined
      ? undefined
      : or(beyond(sortValue, after.value), and(eq(sortValue, after.value), isBehind(after)))
  const order = [
    direction(sortValue),
    asc(table.sku),
    asc(table.storeId),
    asc(table.category),
    asc(table.region),
  ]
  // Outlooks make rows long: which rows are on the page is found in an index alone, and only those are read.
  const onPage = sql`${table}.rowid in (select rowid from ${table} where ${and(matching, rest)}
    order by ${sql.join(order, sql`, `)} limit ${limit})`
  const [rows, counts] = await database.batch([
    database
      // By a name of its own: D1 gives of two columns of one name only the last.
      .select({ ...summaryColumns, sortValue: sortValue.as('sort_value') })
      .from(table)
      .where(onPage)
      .orderBy(...order),
    database.select({ total: sql<number>`count(*)` }).from(table).where(matching),
  ])
  return { rows, total: counts[0]?.total ?? 0 }
}

const summaryColumns = {
  level: table.level,
  sku: table.sku,
  storeId: table.storeId,
  category: table.category,
  region: table.region,
  productId: table.productId,
  name: table.name,
  demandClass: table.demandClass,
  abcClass: table.abcClass,
  xyzClass: table.xyzClass,
  lane: table.lane,
  fallback: table.fallback,
  unitsLast28: table.unitsLast28,
  unitsNext28: table.unitsNext28,
  unitsNext28Low80: table.unitsNext28Low80,
  unitsNext28High80: table.unitsNext28High80,
  revenueNext28Minor: table.revenueNext28Minor,
  wapeRate: table.wapeRate,
  biasRate: table.biasRate,
  stockOutDays: table.stockOutDays,
}

function isAsked(request: ForecastListRequest): SQL | undefined {
  const { sku, storeId, category, region, demandClass, abcClass } = request
  return and(
    eq(table.tenantId, request.tenantId),
    eq(table.level, request.level),
    sku === undefined ? undefined : eq(table.sku, sku),
    storeId === undefined ? undefined : eq(table.storeId, storeId),
    category === undefined ? undefined : eq(table.category, category),
    region === undefined ? undefined : eq(table.region, region),
    demandClass === undefined ? undefined : eq(table.demandClass, demandClass),
    abcClass === undefined ? undefined : eq(table.abcClass, abcClass),
    ...searchWords(request.level, request.query),
  )
}

/** Every word must be found somewhere. */
function searchWords(level: ForecastLevel, query: string | undefined): SQL[] {
  const words = (query ?? '').toLowerCase().split(/\s+/).filter(Boolean).slice(0, 8)
  const isItem = level === 'sku' || level === 'sku-store'
  const searched = isItem
    ? sql`lower(coalesce(${table.name}, '') || ' ' || ${table.sku})`
    : sql`lower(${table.category} || ' ' || ${table.region} || ' ' || ${table.storeId})`
  return words.map((word) => sql`instr(${searched}, ${word}) > 0`)
}

/** Those that come after it among equals. */
function isBehind({ sku, storeId, category, region }: ForecastPlace): SQL {
  return sql`(${table.sku}, ${table.storeId}, ${table.category}, ${table.region})
    > (${sku}, ${storeId}, ${category}, ${region})`
}
