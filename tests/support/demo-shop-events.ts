import { parse } from 'csv-parse/sync'
import type { DemoShop } from '#scripts/demo-shop/generate-demo-shop.ts'
import type { ShopMessage } from '#scripts/demo-shop/shop-message.ts'
import type { CanonicalEvent } from '#shared/events/event.ts'
import { confirmMapping } from '#shared/imports/confirm-mapping.ts'
import { guessMapping } from '#shared/imports/guess-mapping.ts'
import { type CollectedOrder, collectOrderRow } from '#shared/imports/kinds/orders/collect-orders.ts'
import { orderEvents } from '#shared/imports/kinds/orders/order-events.ts'
import { orderRowReader } from '#shared/imports/kinds/orders/read-order-row.ts'
import { readPreview } from '#shared/imports/read-preview.ts'
import { shopifySource } from '#shared/sources/shopify/index.ts'
import type { MappingContext } from '#shared/sources/source.ts'
import { mapCall } from '#shared/sources/tracking/map.ts'

/** When the shops of these tests end; everything is received then. */
export const demoShopEndMs = Date.UTC(2026, 10, 21, 11, 30)
const britain = { currency: 'GBP', timeZone: 'Europe/London', country: 'GB' }

export function demoMappingContext(source: string): MappingContext {
  return {
    source,
    receivedAtMs: demoShopEndMs,
    defaultCurrency: 'GBP',
    timeZone: 'Europe/London',
    settings: {},
    freshId: () => 'fresh',
  }
}

/** The one event that Patron's mappings make of a live record; throws when they refuse it. */
export function eventOfMessage({ record }: ShopMessage): CanonicalEvent {
  if (record.door === 'import') throw new Error('rows are not live')
  if (record.door === 'tracking') {
    const fields = JSON.parse(JSON.stringify(record.call))
    const call = { kind: undefined, fields, sentAt: undefined, context: undefined }
    const result = mapCall(call, demoMappingContext('tracking/web'))
    if (result.ok) return result.value
    throw new Error(JSON.stringify(result.failure))
  }
  const parsed = shopifySource.parse(shopifyDelivery(JSON.stringify(record.order)))
  const [order] = parsed.ok ? parsed.value : []
  if (order === undefined) throw new Error(JSON.stringify(parsed))
  const result = shopifySource.map(order, demoMappingContext('shopify/demo'))
  const [event] = result.ok ? result.value : []
  if (event === undefined) throw new Error(JSON.stringify(result))
  return event
}

/** A webhook of the topic with that body. */
export function shopifyDelivery(body: string, topic = 'orders/create') {
  return {
    method: 'POST' as const,
    url: 'http://127.0.0.1:8787/webhooks/shopify/demo',
    headers: new Map([['x-shopify-topic', topic]]),
    body: Uint8Array.from(new TextEncoder().encode(body)),
  }
}

/** The events that the import makes of the shop's history file, by order id. */
export function eventsOfHistory({ historyFile, blemishes }: DemoShop): Map<string, CanonicalEvent> {
  const preview = readPreview(new TextEncoder().encode(historyFile), true)
  if (!preview.ok) throw new Error(preview.failure.message)
  const { columns, rows } = preview.value
  const mapping = confirmMapping(guessMapping(columns, rows, britain), britain)
  const readRow = orderRowReader(columns, mapping)
  const orders = new Map<string, CollectedOrder>()
  const cells = (parse(historyFile) as string[][]).slice(1, -blemishes.rows.length)
  for (const [index, row] of cells.entries()) {
    const read = readRow(row, { lineNumber: index + 2, record: row.join(',') })
    if (!read.ok) throw new Error(JSON.stringify(read.failure))
    collectOrderRow(orders, read.value, { currency: null, orderId: null, orderTotal: null })
  }
  return new Map(
    [...orders.values()].flatMap((order) =>
      orderEvents(order, mapping, { shopCountry: britain.country, receivedAtMs: demoShopEndMs }).events.map(
        (event) => [order.orderId, event] as const,
      ),
    ),
  )
}
