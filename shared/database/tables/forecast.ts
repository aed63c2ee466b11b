import { index, integer, primaryKey, real, sqliteTable, text } from 'drizzle-orm/sqlite-core'
import {
  type ForecastLane,
  type ForecastLevel,
  forecastLanes,
  forecastLevels,
} from '../../demand/forecast-levels.ts'
import type { OutlookBasis } from '../../demand/outlook.ts'

/** One time that all forecasts of a tenant were made, and what they have in common. */
export const forecastRunTable = sqliteTable(
  'forecast_run',
  {
    tenantId: text('tenant_id').notNull(),
    /** The job's. */
    runId: text('run_id').notNull(),
    madeAt: integer('made_at').notNull(),
    /** The last day whose sales it knew, days since 1970-01-01. */
    asOfDay: integer('as_of_day').notNull(),
    basis: text('basis', { mode: 'json' }).$type<OutlookBasis>().notNull(),
    /** What was learned of prices and promotions, for "what if": by category ('' for all). */
    responses: text('responses', { mode: 'json' })
      .$type<Record<string, { priceElasticity: number | null; promotionChangeRate: number | null }>>()
      .notNull(),
    seriesCount: integer('series_count').notNull(),
    /** Series by how they were forecast. */
    laneCounts: text('lane_counts', { mode: 'json' })
      .$type<Partial<Record<ForecastLane, number>>>()
      .notNull(),
    /** Where the file with what was said is in the archive bucket, for comparing later; null when none was kept. */
    toldKey: text('told_key'),
  },
  (table) => [primaryKey({ columns: [table.tenantId, table.runId] })],
)
export type ForecastRunRow = typeof forecastRunTable.$inferSelect

/** The forecast in use of one item in one place, or of what adds up from such. */
export const forecastTable = sqliteTable(
  'forecast',
  {
    tenantId: text('tenant_id').notNull(),
    level: text('level', { enum: forecastLevels }).$type<ForecastLevel>().notNull(),
    /** '' where the level has none. A store '' is online. */
    sku: text('sku').notNull(),
    storeId: text('store_id').notNull(),
    category: text('category').notNull(),
    region: text('region').notNull(),
    runId: text('run_id').notNull(),
    productId: text('product_id'),
    /** Of the item; null for other levels. */
    name: text('name'),
    demandClass: text('demand_class').notNull(),
    /** A (most of the revenue), B, C; empty above the items. */
    abcClass: text('abc_class').notNull(),
    /** X (steady), Y, Z (by chance); empty above the items. */
    xyzClass: text('xyz_class').notNull(),
    lane: text('lane', { enum: forecastLanes }).$type<ForecastLane>().notNull(),
    /** Models with their shares, largest first: `[["theta", 0.6], ...]`. */
    members: text('members', { mode: 'json' }).$type<[string, number][]>().notNull(),
    /** Why a plain method stands in; null when none does. */
    fallback: text('fallback'),
    outlook: text('outlook').notNull(),
    /** Smallest units of the tenant's currency for one unit, lately; null when nobody knows. */
    unitPriceMinor: real('unit_price_minor'),
    /** The last 28 days and the next. */
    unitsLast28: real('units_last_28').notNull(),
    unitsNext28: real('units_next_28').notNull(),
    unitsNext28Low80: real('units_next_28_low_80').notNull(),
    unitsNext28High80: real('units_next_28_high_80').notNull(),
    revenueNext28Minor: real('revenue_next_28_minor').notNull(),
    /** Of forecasts of 28 days that were compared with what came; null before any was. */
    wapeRate: real('wape_rate'),
    biasRate: real('bias_rate'),
    /** Days in which nothing could be sold, of the last 91. */
    stockOutDays: integer('stock_out_days').notNull(),
    /** The first day with a sale, days since 1970-01-01; null: none yet. */
    firstSaleDay: integer('first_sale_day'),
  },
  (table) => [
    primaryKey({
      columns: [table.tenantId, table.level, table.sku, table.storeId, table.category, table.region],
    }),
    // Everything lists are searched, sorted and counted by, so that those need the index alone.
    index('forecast_list').on(
      table.tenantId,
      table.level,
      table.sku,
      table.storeId,
      table.category,
      table.region,
      table.name,
      table.demandClass,
      table.abcClass,
      table.unitsLast28,
      table.unitsNext28,
      table.revenueNext28Minor,
      table.wapeRate,
    ),
  ],
)
export type ForecastRow = typeof forecastTable.$inferSelect

/** How forecasts of a run turned out, by level and group. */
export const forecastAccuracyTable = sqliteTable(
  'forecast_accuracy',
  {
    tenantId: text('tenant_id').notNull(),
    /** The last day of the days that were compared, days since 1970-01-01. */
    toDay: integer('to_day').notNull(),
    /** How many days ahead of its last day a forecast was made: 7 or 28. */
    horizonDays: integer('horizon_days').notNull(),
    level: text('level', { enum: forecastLevels }).$type<ForecastLevel>().notNull(),
    /** All series of the level, or those of one store, category, class of demand, lane or model. */
    groupKind: text('group_kind', { enum: ['all', 'store', 'category', 'class', 'lane', 'model'] }).notNull(),
    groupName: text('group_name').notNull(),
    /** The day whose forecast it was. */
    asOfDay: integer('as_of_day').notNull(),
    /** Forecasts that were told then; false: made afterwards from what was known then. */
    wasTold: integer('was_told', { mode: 'boolean' }).notNull(),
    seriesCount: integer('series_count').notNull(),
    actualUnits: real('actual_units').notNull(),
    /** Sum of absolute errors over sum of sales. Null: nothing was sold. */
    wapeRate: real('wape_rate'),
    /** Sum of (forecast less sales) over sum of sales. */
    biasRate: real('bias_rate'),
    /** Means over series. Null: no series had a scale. */
    rmsse: real('rmsse'),
    mase: real('mase'),
    /** Mean pinball loss over the ends of the 80 % interval and the middle, over the mean sales of a series. */
    pinballRate: real('pinball_rate'),
    /** The share of sales inside the 80 % and the 95 % interval. */
    coverage80Rate: real('coverage_80_rate'),
    coverage95Rate: real('coverage_95_rate'),
    /** WAPE of "as in the same days before". */
    naiveWapeRate: real('naive_wape_rate'),
  },
  (table) => [
    primaryKey({
      columns: [
        table.tenantId,
        table.toDay,
        table.horizonDays,
        table.level,
        table.groupKind,
        table.groupName,
      ],
    }),
  ],
)
export type ForecastAccuracyRow = typeof forecastAccuracyTable.$inferSelect

/** Something about sales that somebody should look at. */
export const forecastAlertTable = sqliteTable(
  'forecast_alert',
  {
    tenantId: text('tenant_id').notNull(),
    /** The last day of the days it is about, days since 1970-01-01. */
    toDay: integer('to_day').notNull(),
    kind: text('kind', { enum: ['sales-above', 'sales-below', 'accuracy-drift'] }).notNull(),
    level: text('level', { enum: forecastLevels }).$type<ForecastLevel>().notNull(),
    sku: text('sku').notNull(),
    storeId: text('store_id').notNull(),
    category: text('category').notNull(),
    region: text('region').notNull(),
    name: text('name'),
    /** Units sold, and what was expected: middle and ends of the 95 % interval. For drift: WAPE now, before, and null. */
    actual: real('actual').notNull(),
    expected: real('expected').notNull(),
    low: real('low'),
    high: real('high'),
    /** In smallest units of the tenant's currency: how much money the surprise is about. */
    worthMinor: real('worth_minor').notNull(),
    noticedAt: integer('noticed_at').notNull(),
  },
  (table) => [
    primaryKey({
      columns: [
        table.tenantId,
        table.toDay,
        table.kind,
        table.level,
        table.sku,
        table.storeId,
        table.category,
        table.region,
      ],
    }),
  ],
)
export type ForecastAlertRow = typeof forecastAlertTable.$inferSelect
