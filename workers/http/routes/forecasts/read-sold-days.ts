import type { ForecastRow } from '#shared/database/tables/forecast.ts'
import { historyDays, itemDemand } from '#shared/demand/item-demand.ts'
import { channelShare, channelShareOfDays } from '#shared/demand/views/channel-share.ts'
import { type DailySales, sumDailySales } from '#shared/demand/views/sales-history.ts'
import { type Slip, slipsOf } from '#shared/demand/without-slips.ts'
import type { Channel } from '#shared/events/event.ts'
import { isStockedOut } from '#shared/sales/stock-outs.ts'
import type { Tenant } from '#shared/tenants/tenant.ts'
import type { Env } from '../../../env.ts'
import { readChannelSeries, readNodeSeries } from '../../../forecast-history.ts'
import { salesStore } from '../../../sales-store.ts'
import { channelProblem } from './forecast-window.ts'

export interface SoldDays {
  /** Null: not known any more. */
  readonly sales: DailySales | null
  /** The channel that was asked for with its share; null: all. */
  readonly channel: { readonly name: Channel; readonly share: number } | null
  /** Days that are taken for slips of the pen, the newest first. */
  readonly slips: readonly Slip[]
}

const notByChannel = 'must be left out here: this forecast is not kept by channel'

/** Of what adds up from items, without their slips. Of channels that were not kept apart nothing can be said. */
async function readNodeDays(
  env: Env,
  forecast: ForecastRow,
  channel: Channel | undefined,
): Promise<SoldDays> {
  if (channel === undefined) {
    const sold = await readNodeSeries(env, forecast, forecast)
    return { sales: sold === undefined ? null : { ...sold, returnedUnits: null }, channel: null, slips: [] }
  }
  const found = await readChannelSeries(env, forecast, forecast, channel)
  if (found?.through === undefined) throw channelProblem(notByChannel)
  const { whole, through } = found
  const all = { ...whole, returnedUnits: null }
  if (through === 'all') return { sales: all, channel: { name: channel, share: 1 }, slips: [] }
  if (through === 'none') return { sales: withoutSales(all), channel: { name: channel, share: 0 }, slips: [] }
  const share = channelShareOfDays(whole.units, through.units)
  return { sales: { ...through, returnedUnits: null }, channel: { name: channel, share }, slips: [] }
}

function withoutSales({ units, ...sales }: DailySales): DailySales {
  return {
    ...sales,
    units: units.map((sold) => (Number.isNaN(sold) ? sold : 0)),
    revenueMinor: new Float64Array(units.length),
  }
}

/** What was sold day by day of what a forecast is about, up to the last day it knew; through one channel, if one is asked for. */
export async function readSoldDays(
  env: Env,
  tenant: Tenant,
  forecast: ForecastRow,
  asOfDay: number,
  channel: Channel | undefined,
): Promise<SoldDays> {
  const { sku, level, storeId } = forecast
  const firstDay = asOfDay - historyDays + 1
  if (sku === '') return readNodeDays(env, forecast, channel)
  const store = salesStore(env, tenant)
  const [item, stockOuts] = await Promise.all([
    store.readItem(sku),
    store.stockOuts([sku], firstDay, asOfDay),
  ])
  if (item === undefined) return { sales: null, channel: null, slips: [] }
  const place = level === 'sku-store' ? storeId : undefined
  const share =
    channel === undefined
      ? null
      : { name: channel, share: channelShare(item.series, channel, place, asOfDay) }
  const series = item.series.filter((each) => channel === undefined || each.channel === channel)
  const outs = stockOuts.get(sku) ?? new Map()
  const { places } = itemDemand({ ...item, series }, asOfDay, (at, day) => isStockedOut(outs, at, day))
  const shown = places.filter((each) => place === undefined || each.storeId === place)
  const there = series.filter((each) => place === undefined || each.storeId === place)
  const slips = slipsOf(there, firstDay, asOfDay)
  return { sales: sumDailySales(shown, asOfDay), channel: share, slips }
}
