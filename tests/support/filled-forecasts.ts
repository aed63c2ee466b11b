import { encodeNodeSeries } from '#shared/demand/node-series.ts'
import type { ToldForecasts, ToldSeries } from '#shared/demand/told-series.ts'
import type { Channel } from '#shared/events/event.ts'
import type { ItemSales } from '#shared/sales/sales-series.ts'
import {
  insertRows,
  insertSales,
  newForecast,
  newForecastRun,
  plainBasis,
  plainOutlook,
} from './forecast-shop.ts'
import type { TestPlatform } from './test-platform.ts'

const tenantId = 'demo'
export const runId = 'job_now'

/** `units` on each of the last `dayCount` days, at 150 a unit. */
function series(storeId: string, channel: Channel, units: number, dayCount: number, asOfDay: number) {
  const days = Int32Array.from({ length: dayCount }, (_, index) => asOfDay - dayCount + 1 + index)
  return {
    ...{ storeId, channel, days },
    units: new Float64Array(dayCount).fill(units),
    returnedUnits: Float64Array.from(days, (day) => (day === asOfDay ? 1 : 0)),
    revenueMinor: new Float64Array(dayCount).fill(units * 150),
  }
}

function itemSales(sku: string, all: ReturnType<typeof series>[]): ItemSales {
  const item = { sku, productId: sku, name: null, category: null }
  return { item, series: all.map((each) => ({ sku, ...each })) }
}

/**
 * A run of the demo shop with forecasts of all levels, the sales they are from, a run before it, its accuracy and alerts: milk
 * in Leeds and online, bread, and something new; and a forecast of another shop.
 */
export async function fillForecasts(platform: TestPlatform, asOfDay: number): Promise<void> {
  const database = await platform.database()
  const milk = { tenantId, runId, sku: 'MILK', name: 'Whole milk', category: 'Dairy', productId: 'p1' }
  const plain = { tenantId, runId }
  await insertRows(database, 'store', [
    {
      ...{ tenantId, source: 'shopify/demo', storeId: 's1', describedAt: 0 },
      facts: { name: ['0', 'Leeds'] },
    },
  ])
  await insertRows(database, 'product_variant', [
    {
      ...{ tenantId, source: 'shopify/demo', variantId: 'v1', describedAt: 0, listedBy: '', isDeleted: 0 },
      facts: { sku: ['0', 'SHELF-WARMER'], productId: ['0', 'p9'], name: ['0', 'Shelf warmer'] },
    },
    {
      ...{ tenantId, source: 'shopify/demo', variantId: 'v3', describedAt: 0, listedBy: '', isDeleted: 0 },
      facts: { sku: ['0', 'LAST-YEAR'], productId: ['0', 'p8'] },
    },
    {
      ...{ tenantId, source: 'shopify/demo', variantId: 'v2', describedAt: 0, listedBy: '', isDeleted: 0 },
      facts: { sku: ['0', 'MILK'], productId: ['0', 'p1'], stockItemId: ['0', 'i1'] },
    },
  ])
  await insertRows(database, 'inventory', [
    {
      ...{ tenantId, source: 'shopify/demo', stockItemId: 'i1', storeId: 's1' },
      ...{ countedAt: 0, countedBy: '', availableQuantity: 100 },
    },
  ])
  await insertRows(database, 'forecast_run', [
    newForecastRun({
      ...{ ...plain, asOfDay, madeAt: 2_000, toldKey: 'sales/demo/told/now' },
      basis: { ...plainBasis(asOfDay), launches: { '': plainOutlook }, late: { s1: asOfDay - 1 } },
      responses: {
        '': { priceElasticity: null, promotionChangeRate: null },
        Dairy: { priceElasticity: -2, promotionChangeRate: 0.5 },
      },
    }),
    newForecastRun({
      ...{ tenantId, runId: 'job_before', asOfDay: asOfDay - 7, madeAt: 1_000 },
      toldKey: 'sales/demo/told/before',
    }),
  ])
  await insertRows(database, 'forecast', [
    newForecast({ ...plain, level: 'total', lane: 'sum', revenueNext28Minor: 90_000 }),
    newForecast({ ...plain, level: 'store', storeId: 's1' }),
    newForecast({ ...plain, level: 'store', storeId: '', unitPriceMinor: null }),
    newForecast({ ...plain, level: 'category', category: 'Dairy' }),
    newForecast({ ...plain, level: 'category-store', category: 'Dairy', storeId: 's1', region: 'North' }),
    newForecast({ ...plain, level: 'region', region: 'North' }),
    newForecast({ ...milk, level: 'sku', stockOutDays: 2, wapeRate: 0.14, biasRate: -0.1 }),
    newForecast({ ...milk, level: 'sku-store', storeId: 's1', region: 'North', unitPriceMinor: 150 }),
    newForecast({ ...milk, level: 'sku-store', storeId: '', unitPriceMinor: null }),
    newForecast({
      ...{ ...plain, level: 'sku', sku: '=1+1', name: 'Bread, "sliced"', category: 'Bakery' },
      ...{ abcClass: 'C', demandClass: 'lumpy', unitsLast28: 560, revenueNext28Minor: 10, wapeRate: 0.5 },
    }),
    newForecast({
      ...{ ...plain, level: 'sku', sku: 'NEW-1', lane: 'new', unitsLast28: 0, unitsNext28: 400 },
      ...{ fallback: 'it is sold for two weeks only', revenueNext28Minor: 500 },
    }),
    newForecast({ tenantId: 'other', runId: 'job_other', level: 'sku', sku: 'SECRET-SKU' }),
  ])
  await insertSales(platform, tenantId, [
    itemSales('LAST-YEAR', [series('s1', 'pos', 1, 3, asOfDay - 400)]),
    itemSales('FROM-A-FILE', [series('s1', 'pos', 1, 3, asOfDay - 400)]),
    itemSales('MILK', [
      series('', 'web', 2, 40, asOfDay),
      series('s1', 'pos', 5, 100, asOfDay),
      series('s1', 'app', 3, 100, asOfDay),
    ]),
  ])
  const archive = await platform.miniflare.getR2Bucket('ARCHIVE', 'patron-api')
  const told: ToldSeries = {
    ...{ level: 'sku', sku: 'MILK', storeId: '', category: 'Dairy', region: '' },
    ...{ demandClass: 'smooth', lane: 'full', model: 'theta' },
    outlook: { ...plainOutlook, blocks: plainOutlook.blocks.map((_, block) => 50 + block) },
  }
  const nodes = [{ level: 'total' as const, storeId: '', category: '', region: '' }].map((node) => {
    const units = Float64Array.from({ length: 21 }, (_, index) => (index < 14 ? 9 : 12))
    return { ...node, firstDay: asOfDay - 20, units, revenueMinor: units.map((sold) => sold * 200) }
  })
  const north = nodes.map((node) => ({ ...node, level: 'region' as const, region: 'North' }))
  const ofChannels = north.flatMap((node) => {
    return [
      { ...node, channel: 'pos' as const, units: node.units.map((sold) => sold - 3) },
      { ...node, channel: 'app' as const, units: node.units.map(() => 3) },
    ]
  })
  const channels = { only: new Map(), series: ofChannels }
  await archive.put(`sales/demo/nodes/${runId}`, encodeNodeSeries([...nodes, ...north], channels))
  const toldBefore: ToldForecasts = {
    asOfDay: asOfDay - 7,
    basis: plainBasis(asOfDay - 7),
    nodes: [{ ...told, level: 'total', sku: '', category: '' }],
    parts: [{ fromBucket: 0, toBucket: 1_024, key: 'sales/demo/told/before-items' }],
  }
  await archive.put('sales/demo/told/before', JSON.stringify(toldBefore))
  await archive.put('sales/demo/told/before-items', JSON.stringify([told]))
  await insertRows(database, 'forecast_accuracy', [
    ...[28, 7].map((horizonDays) => ({
      ...{ tenantId, toDay: asOfDay, horizonDays, level: 'sku', groupKind: 'all', groupName: '' },
      ...{ asOfDay: asOfDay - horizonDays, wasTold: true, seriesCount: 2, actualUnits: 100, wapeRate: 0.2 },
      ...{ biasRate: 0.01, rmsse: null, mase: 0.8, pinballRate: 0.1, coverage80Rate: 0.79 },
      ...{ coverage95Rate: 0.94, naiveWapeRate: 0.3 },
    })),
  ])
  await insertRows(database, 'forecast_alert', [
    {
      ...{ tenantId, toDay: asOfDay, kind: 'sales-above', level: 'sku-store', sku: 'MILK', storeId: 's1' },
      ...{ category: 'Dairy', region: 'North', name: 'Whole milk', actual: 48, expected: 27, low: 20 },
      ...{ high: 35, worthMinor: 3_150, noticedAt: 2_000 },
    },
    {
      ...{ tenantId, toDay: asOfDay - 30, kind: 'accuracy-drift', level: 'total', sku: '', storeId: '' },
      ...{ category: '', region: '', name: null, actual: 0.45, expected: 0.2, low: null, high: null },
      ...{ worthMinor: 1, noticedAt: 1_000 },
    },
  ])
}
