import { describe, expect, it } from 'vitest'
import { eventSchema } from '#shared/events/event.ts'
import { confirmMapping } from '#shared/imports/confirm-mapping.ts'
import { guessMapping } from '#shared/imports/guess-mapping.ts'
import { lineEvents } from '#shared/imports/kinds/order-lines/line-events.ts'
import type { OrderHead } from '#shared/imports/kinds/order-lines/order-head.ts'
import { orderLinesKind } from '#shared/imports/kinds/order-lines/order-lines.ts'
import {
  readWaitingOrders,
  type WaitingOrder,
  writeWaitingOrders,
} from '#shared/imports/kinds/order-lines/waiting-order.ts'
import { importRows, receivedAtMs } from '../import-rows.ts'

const britain = { currency: 'GBP', timeZone: 'Europe/London', country: 'GB' }
const columns = ['Order No', 'SKU', 'Product', 'Category', 'Qty', 'Price', 'Line total']
const skuColumns = ['Order ID', 'Product ID', 'SKU', 'Line total']
const head: OrderHead = {
  kind: 'order',
  channel: 'web',
  currency: 'GBP',
  placedAt: 1_000,
  identifiers: [{ type: 'email', value: 'ada@shop.example' }],
}

/** What the rows of a file wait with, and the reasons of those that stay out. */
function waitingOf(rows: readonly string[]) {
  const mapping = confirmMapping(guessMapping(columns, [], britain, 'order_lines'), britain)
  const readRow = orderLinesKind.rowReader(columns, mapping, britain.country)
  const collector = orderLinesKind.collector(mapping, {
    shopCountry: britain.country,
    uploadedAtMs: 0,
    receivedAtMs,
  })
  const rejects = rows.flatMap((row, index) => {
    const read = readRow(row.split(','), { lineNumber: index + 2, record: row })
    const reject = read.ok ? collector.add(read.value.line) : read.failure
    return reject === undefined ? [] : [[reject.kind, reject.column]]
  })
  const records = [...collector.records()]
  return { rejects, waiting: records.flatMap(({ waiting }) => waiting ?? []) }
}

const ordersOf = (rows: readonly string[]): WaitingOrder[] =>
  waitingOf(rows).waiting.map(({ order }) => order)

describe('a file of order lines', () => {
  it('gathers the lines of an order, and its rows', () => {
    const { waiting, rejects } = waitingOf(['1,A,Cup,Tea,2,2.50,', '2,,Tray,,,,7.00', '1,B,,,1,,3'])
    expect(rejects).toEqual([])
    expect(waiting.map(({ rows }) => rows.map(({ lineNumber }) => lineNumber))).toEqual([[2, 4], [3]])
    expect(waiting.map(({ order }) => order)).toEqual([
      {
        orderId: '1',
        lines: [
          {
            productId: 'A',
            productName: 'Cup',
            category: 'Tea',
            quantity: '2',
            price: { of: 'unit', decimal: '2.50' },
          },
          { productId: 'B', quantity: '1', price: { of: 'line', decimal: '3' } },
        ],
      },
      {
        orderId: '2',
        lines: [
          { productId: 'Tray', productName: 'Tray', quantity: '1', price: { of: 'line', decimal: '7.00' } },
        ],
      },
    ])
  })

  it('keeps the SKU beside the number of the product until its order comes', () => {
    const mapping = confirmMapping(guessMapping(skuColumns, [], britain, 'order_lines'), britain)
    const readRow = orderLinesKind.rowReader(skuColumns, mapping, britain.country)
    const collector = orderLinesKind.collector(mapping, {
      shopCountry: britain.country,
      uploadedAtMs: 0,
      receivedAtMs,
    })
    for (const cells of [
      ['1', '8100', 'MUG-1', '2.50'],
      ['1', '', 'TRAY', '7.00'],
    ]) {
      const read = readRow(cells, { lineNumber: 2, record: '' })
      if (read.ok) collector.add(read.value.line)
    }
    const orders = [...collector.records()].flatMap(({ waiting }) => waiting?.order ?? [])
    const [order] = readWaitingOrders(writeWaitingOrders(orders))
    const [event] = lineEvents(order as WaitingOrder, head, receivedAtMs)
    expect(event?.order?.lines.map(({ productId, sku }) => [productId, sku])).toEqual([
      ['8100', 'MUG-1'],
      ['TRAY', undefined],
    ])
  })

  it.each([
    ['missing-value', 'Order No', ',A,,,1,1,'],
    ['missing-value', 'Line total', '1,A,,,2,,'],
    ['missing-value', 'Qty', '1,A,,,,2.50,'],
    ['invalid-amount', 'Qty', '1,A,,,two,2.50,'],
    ['amount-too-large', 'Price', '1,A,,,9,9999999999999,'],
    ['too-long', 'Order No', `${'1'.repeat(201)},A,,,1,1,`],
    ['column-count', null, '1,A'],
  ])('rejects %s in column %s', (kind, column, row) => {
    expect(waitingOf([row])).toEqual({ rejects: [[kind, column]], waiting: [] })
  })

  it('waits as text, and is read back', () => {
    const orders = ordersOf(['1,A,Cup,Tea,2,2.50,', '2,B,,,1,1,'])
    expect(readWaitingOrders(writeWaitingOrders(orders))).toEqual(orders)
    expect(readWaitingOrders(writeWaitingOrders([]))).toEqual([])
  })
})

describe('lineEvents', () => {
  it('adds lines to an order, as of its moment and of the person who is named there', () => {
    const [order] = ordersOf(['1001,A,Cup,Tea,2,2.50,'])
    const events = lineEvents(order as WaitingOrder, head, 5_000)
    expect(events).toEqual([
      {
        id: expect.stringMatching(/^order-lines:1001:[0-9a-z]+$/),
        source: 'csv/files',
        kind: 'track',
        name: 'Order Updated',
        channel: 'web',
        occurredAt: 1_000,
        receivedAt: 5_000,
        identifiers: head.identifiers,
        order: {
          orderId: '1001',
          change: 'updated',
          kind: 'order',
          currency: 'GBP',
          lines: [
            {
              lineId: expect.stringMatching(/\.1$/),
              productId: 'A',
              name: 'Cup',
              category: 'Tea',
              quantity: 2,
              amountMinor: 500,
            },
          ],
          linesAre: 'part',
        },
      },
    ])
    for (const event of events) expect(eventSchema.safeParse(event).success).toBe(true)
  })

  it('gives a line the id that it has in a file of whole orders, so it is one line in both', () => {
    const { events } = importRows('Order No,Date,SKU,Qty,Price\n1001,2026-01-01,A,2,2.50\n')
    const [order] = ordersOf(['1001,A,,,2,2.50,'])
    const [told] = lineEvents(order as WaitingOrder, head, 5_000)
    expect(told?.order?.lines).toEqual(events[0]?.order?.lines)
  })

  it('gives the same events for the same lines in another order, and others for other lines', () => {
    const rows = ['1,A,,,2,2.50,', '1,B,,,1,1,', '1,A,,,2,2.50,']
    const idsOf = (some: readonly string[]) =>
      ordersOf(some).flatMap((order) => lineEvents(order, head, 5_000).map(({ id }) => id))
    expect(idsOf(rows.toReversed())).toEqual(idsOf(rows))
    expect(idsOf(rows.slice(1))).not.toEqual(idsOf(rows))
  })

  it('counts in the currency of the order, and splits a long one', () => {
    const [yen] = lineEvents(ordersOf(['1,A,,,2,250,'])[0] as WaitingOrder, { ...head, currency: 'JPY' }, 0)
    expect(yen?.order?.lines[0]?.amountMinor).toBe(500)
    const many = ordersOf(Array.from({ length: 1_001 }, (_, index) => `1,A${index},,,1,1,`))
    const events = lineEvents(many[0] as WaitingOrder, head, 0)
    expect(events.map(({ order }) => order?.lines.length)).toEqual([1_000, 1])
  })
})
