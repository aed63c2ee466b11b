import { describe, expect, it } from 'vitest'
import type { ConfirmedMapping } from '#shared/imports/confirm-mapping.ts'
import { type CollectedOrder, collectOrderRow } from '#shared/imports/kinds/orders/collect-orders.ts'
import type { ImportedLine } from '#shared/imports/kinds/orders/imported-line.ts'
import { orderEvents } from '#shared/imports/kinds/orders/order-events.ts'
import type { OrderRow } from '#shared/imports/kinds/orders/order-row.ts'

const mapping: ConfirmedMapping = {
  kind: 'orders',
  columns: { currency: 'Currency', unitPrice: 'Price' },
  currency: 'GBP',
  timeZone: 'UTC',
  dateOrder: 'iso',
  decimalMark: '.',
  channel: 'import',
  cancellationPrefix: 'C',
}

function aRow({ price, ...changes }: Partial<OrderRow & Pick<ImportedLine, 'price'>> = {}): OrderRow {
  return {
    lineNumber: 2,
    record: '',
    orderId: '536365',
    orderedAtMs: 1_000,
    line: { productId: '85123A', quantity: '6', price: price ?? { of: 'unit', decimal: '2.55' } },
    person: { customerId: '17850', country: 'United Kingdom' },
    ...changes,
  }
}

const blamed = { currency: 'Currency', orderId: 'No', orderTotal: 'Total' }

function collect(rows: readonly OrderRow[]) {
  const orders = new Map<string, CollectedOrder>()
  const rejects = rows.flatMap((row) => collectOrderRow(orders, row, blamed) ?? [])
  const made = [...orders.values()].map((order) =>
    orderEvents(order, mapping, { shopCountry: 'GB', receivedAtMs: 5_000 }),
  )
  return {
    rejects: [...rejects, ...made.flatMap((one) => one.rejects)],
    events: made.flatMap((one) => one.events),
  }
}

describe('orderEvents', () => {
  it('makes an order placed by a customer of the file', () => {
    expect(collect([aRow()]).events).toEqual([
      {
        id: expect.stringMatching(/^order:536365:[0-9a-z]+$/),
        source: 'csv/files',
        kind: 'track',
        name: 'Order Completed',
        channel: 'import',
        occurredAt: 1_000,
        receivedAt: 5_000,
        identifiers: [{ type: 'external_id', value: '17850', scope: 'csv/files' }],
        traits: { address: { country: 'United Kingdom' } },
        order: {
          orderId: '536365',
          change: 'placed',
          kind: 'order',
          currency: 'GBP',
          lines: [
            { lineId: expect.stringMatching(/\.1$/), productId: '85123A', quantity: 6, amountMinor: 1530 },
          ],
          linesAre: 'part',
        },
      },
    ])
  })

  it('reads a phone by the country of its row, and one of the shop’s country as it is written', () => {
    const identifiersIn = (country: string) =>
      collect([aRow({ person: { phone: '0151 23456789', country } })]).events[0]?.identifiers
    expect(identifiersIn('Germany')).toEqual([{ type: 'phone', value: '+4915123456789' }])
    expect(identifiersIn('United Kingdom')).toEqual([{ type: 'phone', value: '0151 23456789' }])
    // Singapore has no such number, nor has Britain: identity knows nobody by it, and the order counts.
    expect(identifiersIn('SG')).toEqual([{ type: 'phone', value: '0151 23456789' }])
  })

  it('makes a cancellation of prefix and digits, and of nothing else', () => {
    const kinds = ['C536379', 'CARD', '536379', 'C'].map((orderId) => {
      const [event] = collect([aRow({ orderId })]).events
      return [event?.name, event?.order?.kind]
    })
    expect(kinds).toEqual([
      ['Order Cancelled', 'cancellation'],
      ['Order Completed', 'order'],
      ['Order Completed', 'order'],
      ['Order Completed', 'order'],
    ])
  })

  it('gives lines the same names when the file comes again with the SKU mapped', () => {
    const line = { productId: '85123A', quantity: '6', price: { of: 'unit', decimal: '2.55' } } as const
    const linesOf = (rows: readonly OrderRow[]) => collect(rows).events[0]?.order?.lines ?? []
    const [plain] = linesOf([aRow({ line })])
    expect(plain).not.toHaveProperty('sku')
    expect(linesOf([aRow({ line: { ...line, sku: 'HEART' } })])).toEqual([{ ...plain, sku: 'HEART' }])
    const sizes = ['S', 'M', 'L'].map((sku) => aRow({ line: { ...line, sku } }))
    expect(linesOf(sizes)).toEqual(linesOf(sizes.toReversed()))
    expect(linesOf(sizes).map(({ sku }) => sku)).toEqual(['L', 'M', 'S'])
  })

  it('tells equal lines of one order apart by their number', () => {
    const [event] = collect([aRow(), aRow({ lineNumber: 3 })]).events
    const [first, second] = event?.order?.lines.map((line) => line.lineId) ?? []
    expect([first?.replace(/1$/, '2')]).toEqual([second])
  })

  it('has the currency that a row names count for the rows that name none', () => {
    const { events, rejects } = collect([
      aRow(),
      aRow({ currency: 'JPY', price: { of: 'line', decimal: '300' } }),
    ])
    expect(rejects).toEqual([])
    expect(events[0]?.order).toMatchObject({ currency: 'JPY' })
    expect(events[0]?.order?.lines.map((line) => line.amountMinor).sort()).toEqual([15, 300])
  })

  it('rejects the rows of another currency than the first, an amount beyond money, and row 5,001 of an order', () => {
    const mixed = collect([aRow({ currency: 'GBP' }), aRow({ currency: 'EUR', lineNumber: 3 })])
    expect(mixed.rejects).toMatchObject([{ kind: 'currency-differs', column: 'Currency', lineNumber: 3 }])
    expect(mixed.events).toHaveLength(1)

    const huge = collect([aRow({ price: { of: 'unit', decimal: '999999999999999' } })])
    expect(huge.rejects).toMatchObject([{ kind: 'amount-too-large', column: 'Price' }])
    expect(huge.events).toEqual([])

    const endless = collect(Array.from({ length: 5_001 }, (_, index) => aRow({ lineNumber: index + 2 })))
    expect(endless.rejects).toMatchObject([{ kind: 'order-too-large', lineNumber: 5_002 }])
    expect(endless.events.map((event) => event.order?.lines.length)).toEqual([1000, 1000, 1000, 1000, 1000])
    expect(new Set(endless.events.map((event) => event.id)).size).toBe(5)
  })

  it('gives another event, and the same lines, when the file comes again with the e-mail mapped', () => {
    const [before] = collect([aRow()]).events
    const [after] = collect([aRow({ person: { customerId: '17850', email: 'ada@example.com' } })]).events
    expect(after?.id).not.toBe(before?.id)
    expect(after?.order?.lines).toEqual(before?.order?.lines)
    expect(after?.identifiers).toHaveLength(2)
  })
})
