import { describe, expect, it } from 'vitest'
import type { ImportMapping } from '#shared/contracts/imports.ts'
import type { ConfirmedMapping } from '#shared/imports/confirm-mapping.ts'
import { orderRowReader } from '#shared/imports/kinds/orders/read-order-row.ts'

const columns = ['No', 'Date', 'SKU', 'Name', 'Qty', 'Price', 'Total', 'Cur', 'Customer', 'Mail', 'Where']
const mapping: ConfirmedMapping = {
  kind: 'orders',
  columns: {
    orderId: 'No',
    orderedAt: 'Date',
    productId: 'SKU',
    productName: 'Name',
    quantity: 'Qty',
    unitPrice: 'Price',
    lineAmount: 'Total',
    currency: 'Cur',
    customerId: 'Customer',
    email: 'Mail',
    channel: 'Where',
  },
  currency: 'GBP',
  timeZone: 'Europe/London',
  dateOrder: 'iso',
  decimalMark: '.',
  channel: 'import',
}
const good = [
  '1001',
  '2010-12-01 08:26',
  'A1',
  'Cup',
  '2',
  '2.55',
  '',
  'gbp',
  '17850',
  'ada@example.com',
  'Store',
]

function read(
  changes: Partial<Record<(typeof columns)[number], string>>,
  withMapping: ImportMapping = mapping,
) {
  const cells = good.map((cell, index) => changes[columns[index] ?? ''] ?? cell)
  const reader = orderRowReader(columns, withMapping as ConfirmedMapping)
  return reader(cells, { lineNumber: 7, record: cells.join(',') })
}

describe('orderRowReader', () => {
  it('reads a row', () => {
    expect(read({})).toEqual({
      ok: true,
      value: {
        lineNumber: 7,
        record: good.join(','),
        orderId: '1001',
        orderedAtMs: Date.UTC(2010, 11, 1, 8, 26),
        line: {
          productId: 'A1',
          productName: 'Cup',
          quantity: '2',
          price: { of: 'unit', decimal: '2.55' },
        },
        currency: 'GBP',
        channel: 'pos',
        person: { customerId: '17850', email: 'ada@example.com' },
      },
    })
  })

  it('takes the amount of the line when there is one, and then needs no quantity', () => {
    expect(read({ Total: '5.10', Qty: '', Price: '' })).toMatchObject({
      value: { line: { quantity: '1', price: { of: 'line', decimal: '5.10' } } },
    })
  })

  it('leaves out what is blank: a guest, a row without a currency', () => {
    const { value } = read({ Customer: ' ', Mail: '', Cur: '', Where: '' }) as { value: object }
    expect(value).toMatchObject({ person: {} })
    expect(value).not.toHaveProperty('currency')
    expect(value).not.toHaveProperty('channel')
  })

  it('names a product by its name when it has no number', () => {
    expect(read({ SKU: '' })).toMatchObject({ value: { line: { productId: 'Cup' } } })
    expect(read({ SKU: '', Name: '' })).toMatchObject({ value: { line: { productId: 'unspecified' } } })
  })

  it.each<[string, string, object]>([
    ['8100', 'MUG-1', { productId: '8100', sku: 'MUG-1' }],
    ['', 'MUG-1', { productId: 'MUG-1' }],
    ['MUG-1', 'MUG-1', { productId: 'MUG-1' }],
    ['8100', '', { productId: '8100' }],
    ['', '', { productId: 'Cup' }],
  ])('names a product by number %j and SKU %j', (number, sku, expected) => {
    const both = { ...mapping, columns: { ...mapping.columns, productId: 'SKU', sku: 'Where' } }
    delete both.columns.channel
    expect(read({ SKU: number, Where: sku }, both)).toMatchObject({
      value: { line: { ...expected, productName: 'Cup' } },
    })
    const { value } = read({ SKU: number, Where: sku }, both) as { value: { line: object } }
    expect('sku' in value.line).toBe('sku' in expected)
  })

  it('does not take a row with an SKU for the head of an order', () => {
    const columns = { orderId: 'No', orderedAt: 'Date', sku: 'SKU', orderTotal: 'Price', lineAmount: 'Total' }
    const changes = { Total: '', Price: '9', Qty: '' }
    expect(read(changes, { ...mapping, columns })).toMatchObject({
      ok: false,
      failure: { kind: 'missing-value' },
    })
    expect(read({ ...changes, SKU: ' ' }, { ...mapping, columns })).toMatchObject({
      value: { head: { orderTotal: '9' } },
    })
  })

  it('tidies line breaks, outer space and the apostrophe of a rejects file', () => {
    expect(read({ Name: ' Tea\r\n cup ', Customer: "'=1+1" })).toMatchObject({
      value: { line: { productName: 'Tea cup' }, person: { customerId: '=1+1' } },
    })
  })

  it.each([
    ['missing-value', 'No', { No: ' ' }],
    ['missing-value', 'Date', { Date: '' }],
    ['missing-value', 'Qty', { Qty: '' }],
    ['missing-value', 'Price', { Price: '' }],
    ['too-long', 'No', { No: '1'.repeat(201) }],
    ['too-long', 'Mail', { Mail: 'a'.repeat(321) }],
    ['control-character', 'Name', { Name: 'Cup\u0000' }],
    ['unknown-date', 'Date', { Date: '30/02/2010' }],
    ['invalid-amount', 'Price', { Price: 'free' }],
    ['invalid-amount', 'Total', { Total: '1,5' }],
    ['invalid-amount', 'Qty', { Qty: 'two' }],
    ['unknown-currency', 'Cur', { Cur: 'XQQ' }],
  ])('rejects %s in column %s', (kind, column, changes) => {
    const result = read(changes)
    expect(result).toMatchObject({ ok: false, failure: { kind, column, lineNumber: 7, retryable: false } })
  })

  it('rejects a row with more or fewer cells than the heading has', () => {
    const reader = orderRowReader(columns, mapping)
    for (const cells of [good.slice(1), [...good, '']]) {
      expect(reader(cells, { lineNumber: 2, record: '' })).toMatchObject({
        failure: {
          kind: 'column-count',
          column: null,
          message: expect.stringContaining(`${cells.length} instead of 11`),
        },
      })
    }
  })

  it('reads dates of equal text again under another order', () => {
    const dayFirst = read({ Date: '1/12/2010' }, { ...mapping, dateOrder: 'day-first' })
    const monthFirst = read({ Date: '1/12/2010' }, { ...mapping, dateOrder: 'month-first' })
    expect(dayFirst).toMatchObject({ value: { orderedAtMs: Date.UTC(2010, 11, 1) } })
    expect(monthFirst).toMatchObject({ value: { orderedAtMs: Date.UTC(2010, 0, 12) } })
  })
})
