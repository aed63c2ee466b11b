import { type DrizzleD1Database, drizzle } from 'drizzle-orm/d1'
import { type ForecastBasis, listForecastBases } from '#shared/database/forecast-runs.ts'
import { listInboundStock } from '#shared/database/inbound-stock.ts'
import {
  findOrderedForecasts,
  findStockCounts,
  findStockNames,
  listOrderedForecasts,
  listStockCounts,
} from '#shared/database/list-replenishment.ts'
import { listSupplyRules } from '#shared/database/supply-rules.ts'
import { openForecast } from '#shared/demand/open-forecast.ts'
import { dayIn } from '#shared/kernel/time.ts'
import { offsetOf } from '#shared/replenishment/demand-ahead.ts'
import {
  type ItemOrder,
  type ItemToOrder,
  itemOrders,
  type OrderedForecast,
  type OrderingBasis,
} from '#shared/replenishment/item-orders.ts'
import { type ListedOrder, readStockNames, writeStockNames } from '#shared/replenishment/kept-order-list.ts'
import { compareRanks, rankedOrder } from '#shared/replenishment/ranked-order.ts'
import { type ItemStock, stockByItem } from '#shared/replenishment/stock-by-item.ts'
import { supplyRuleBook } from '#shared/replenishment/supply-rule.ts'
import { dayNumber } from '#shared/sales/day-number.ts'
import type { Tenant } from '#shared/tenants/tenant.ts'
import type { Env } from './env.ts'

/** Few enough that who waits for the same Worker waits some tens of milliseconds. */
const forecastsAtOnce = 2_000

/** What the orders of a tenant follow from, but for forecasts and stock, which are read as they are needed. */
export interface Ordering {
  readonly database: DrizzleD1Database
  readonly tenantId: string
  /** The last run whose forecasts are all there. */
  readonly run: ForecastBasis
  /** By run, how new its forecasts are: 0 for the newest. */
  readonly ageOf: ReadonlyMap<string, number>
  readonly basis: OrderingBasis
  readonly inbound: ReadonlyMap<string, ItemToOrder['inbound']>
  /** Another one with other forecasts, rules, goods on their way, or on another day. */
  readonly mark: string
}

/** Undefined before there is a forecast. */
export async function loadOrdering(
  env: Pick<Env, 'DB'>,
  { tenantId, timeZone }: Tenant,
  nowMs: number,
): Promise<Ordering | undefined> {
  const database = drizzle(env.DB)
  const [bases, rules, inbound] = await Promise.all([
    listForecastBases(database, tenantId),
    listSupplyRules(database, tenantId),
    listInboundStock(database, tenantId),
  ])
  const run = bases.find(({ seriesCount }) => seriesCount > 0)
  if (run === undefined) return undefined
  const today = dayNumber(dayIn(timeZone, nowMs))
  const basisOf = new Map(bases.map((each) => [each.runId, each]))
  const openDemand = (forecast: OrderedForecast) => {
    const { basis, asOfDay } = basisOf.get(forecast.runId) ?? run
    return {
      // Only sums of places have the days of a region.
      demand: openForecast({ ...forecast, region: '' }, basis),
      fromOffset: offsetOf(asOfDay, today),
    }
  }
  const latest = (moments: readonly number[]) => moments.reduce((most, each) => Math.max(most, each), 0)
  return {
    database,
    tenantId,
    run,
    ageOf: new Map(bases.map(({ runId }, age) => [runId, age])),
    basis: { rules: supplyRuleBook(rules), today, openDemand },
    inbound: Map.groupBy(
      inbound.map((row) => ({ ...row, expectedDay: dayNumber(row.expectedDay) })),
      ({ sku }) => sku,
    ),
    mark: [
      run.runId,
      today,
      rules.length,
      latest(rules.map(({ changedAt }) => changedAt)),
      inbound.length,
      latest(inbound.map(({ createdAt }) => createdAt)),
    ].join(' '),
  }
}

/** All orders, the most urgent first. Reads every forecast of an item in a place once, some thousands at a time. */
export async function listOrders(ordering: Ordering): Promise<ListedOrder[]> {
  const { database, tenantId } = ordering
  const stock = stockByItem(await listStockCounts(database, tenantId))
  const orders: ListedOrder[] = []
  for (let afterSku: string | undefined; ; ) {
    const leaves = await listOrderedForecasts(database, tenantId, afterSku, forecastsAtOnce)
    for (const order of await ordersOf(ordering, leaves, stock)) {
      orders.push({ ...rankedOrder(order), stockNames: writeStockNames(stock.get(order.sku)?.names ?? []) })
    }
    afterSku = leaves.at(-1)?.sku
    if (afterSku === undefined || leaves.length < forecastsAtOnce) return orders.sort(compareRanks)
  }
}

/** Some orders as they are now, in the order they are listed; one that is not there any more is left out. */
export async function readOrders(
  ordering: Ordering,
  listed: readonly Pick<ListedOrder, 'sku' | 'storeId' | 'stockNames'>[],
): Promise<ItemOrder[]> {
  if (listed.length === 0) return []
  const { database, tenantId } = ordering
  const skus = [...new Set(listed.map(({ sku }) => sku))]
  const [leaves, counts] = await Promise.all([
    findOrderedForecasts(database, tenantId, 'sku-store', skus),
    findStockCounts(
      database,
      tenantId,
      listed.flatMap(({ stockNames }) => readStockNames(stockNames)),
    ),
  ])
  const orders = await ordersOf(ordering, leaves, stockByItem(counts))
  const byName = new Map(orders.map((order) => [nameOf(order), order]))
  return listed.flatMap((order) => byName.get(nameOf(order)) ?? [])
}

/** The orders of one item as they are now, one for each place it is ordered for. */
export async function readItemOrders(ordering: Ordering, sku: string): Promise<ItemOrder[]> {
  const { database, tenantId } = ordering
  const [leaves, names] = await Promise.all([
    findOrderedForecasts(database, tenantId, 'sku-store', [sku]),
    findStockNames(database, tenantId, sku),
  ])
  const stock = stockByItem(await findStockCounts(database, tenantId, names))
  return ordersOf(ordering, leaves, stock)
}

async function ordersOf(
  { database, tenantId, ageOf, basis, inbound }: Ordering,
  leaves: readonly OrderedForecast[],
  stock: ReadonlyMap<string, ItemStock>,
): Promise<ItemOrder[]> {
  const items = [...Map.groupBy(leaves, ({ sku }) => sku)].map(([sku, ofItem]) => ({
    sku,
    leaves: newestOfEach(ofItem, ageOf),
    stock: stock.get(sku)?.byPlace ?? new Map<string, number>(),
    inbound: inbound.get(sku) ?? [],
  }))
  const together = items.filter((item) => item.leaves.length > 1 && item.stock.size > 0)
  const found = await findOrderedForecasts(
    database,
    tenantId,
    'sku',
    together.flatMap((item) => (item.leaves.every(({ storeId }) => item.stock.has(storeId)) ? [] : item.sku)),
  )
  const wholes = Map.groupBy(found, ({ sku }) => sku)
  return items.flatMap((item) => {
    const [whole] = newestOfEach(wholes.get(item.sku) ?? [], ageOf)
    return itemOrders({ ...item, whole }, basis)
  })
}

/** One forecast of each place: an item whose category has changed stands under several until the run has ended. */
function newestOfEach(
  forecasts: readonly OrderedForecast[],
  ageOf: ReadonlyMap<string, number>,
): OrderedForecast[] {
  const age = ({ runId }: OrderedForecast) => ageOf.get(runId) ?? Number.POSITIVE_INFINITY
  const ofPlaces = new Map<string, OrderedForecast>()
  for (const forecast of forecasts) {
    const known = ofPlaces.get(forecast.storeId)
    if (known === undefined || age(forecast) < age(known)) ofPlaces.set(forecast.storeId, forecast)
  }
  return [...ofPlaces.values()]
}

function nameOf({ sku, storeId }: Pick<ListedOrder, 'sku' | 'storeId'>): string {
  return JSON.stringify([sku, storeId])
}
