import fc from 'fast-check'
import { expect, it } from 'vitest'
import type { ConfirmedMapping } from '#shared/imports/confirm-mapping.ts'
import type { OrderRow } from '#shared/imports/kinds/orders/order-row.ts'
import { ordersKind } from '#shared/imports/kinds/orders/orders.ts'
import { orderRowReader } from '#shared/imports/kinds/orders/read-order-row.ts'
import { readWrittenOrderRow, writeOrderRow } from '#shared/imports/kinds/orders/written-order-row.ts'

const columns = {
  orderId: 'Order',
  orderedAt: 'Date',
  productId: 'Product',
  sku: 'SKU',
  productName: 'Name',
  category: 'Category',
  quantity: 'Quantity',
  unitPrice: 'Price',
  lineAmount: 'Amount',
  orderTotal: 'Total',
  taxAmount: 'Tax',
  shippingAmount: 'Shipping',
  discountAmount: 'Discount',
  currency: 'Currency',
  channel: 'Channel',
  customerId: 'Customer',
  email: 'E-mail',
  loyaltyId: 'Card',
  fullName: 'Person',
  country: 'Country',
}
const headings = Object.values(columns)
const mapping: ConfirmedMapping = {
  kind: 'orders',
  columns,
  currency: 'GBP',
  timeZone: 'UTC',
  dateOrder: 'iso',
  decimalMark: '.',
  channel: 'import',
}

const text = fc.oneof(
  fc.string({ unit: 'grapheme', maxLength: 12 }),
  fc.string({ unit: fc.constantFrom('"', '\\', '\t', '\n', "'", 'x', '\u2028', '{', '1'), maxLength: 8 }),
)
const amount = fc.constantFrom('', '', '2.55', '-3', '1,000.10')
const cells = fc
  .record({
    orderId: text,
    orderedAt: fc.constantFrom('2026-01-05', '2026-01-05 10:11'),
    productId: text,
    sku: text,
    productName: text,
    category: text,
    quantity: fc.constantFrom('', '1', '-2', '0.5'),
    unitPrice: amount,
    lineAmount: amount,
    orderTotal: amount,
    taxAmount: amount,
    shippingAmount: amount,
    discountAmount: amount,
    currency: fc.constantFrom('', 'gbp', 'KWD'),
    channel: fc.constantFrom('', 'till', 'web', 'a fair'),
    customerId: text,
    email: text,
    loyaltyId: text,
    fullName: text,
    country: text,
  })
  .map((cells) => Object.values(cells))
/** Columns that are not mapped may hold anything, and are part of the record. */
const record = fc.oneof(
  text,
  fc.string({ unit: 'binary' }),
  fc.constantFrom('\u001e"a"', 'a\u001fb', '"a\nb"'),
)

it('reads back every row that can be read, whatever stands in the file', () => {
  const readRow = orderRowReader(headings, mapping)
  let readCount = 0
  fc.assert(
    fc.property(cells, record, fc.integer({ min: 2, max: 1e6 }), (cells, record, lineNumber) => {
      const read = readRow(cells, { lineNumber, record })
      if (!read.ok) return
      readCount += 1
      const written = writeOrderRow(read.value)
      expect(written).not.toContain('\n')
      const back = readWrittenOrderRow(written)
      expect(back).toStrictEqual(read.value)
      // The person's text decides between two rows of an order, so its names must keep their order.
      expect(JSON.stringify(back.person)).toBe(JSON.stringify(read.value.person))
    }),
    { numRuns: 3000 },
  )
  expect(readCount).toBeGreaterThan(300)
})

it('hands the row to the collector as it was', () => {
  const place = { lineNumber: 7, record: '1,2026-01-05,"a\nb",\u001f' }
  const one = headings.map(() => '')
  one[0] = '1'
  one[1] = '2026-01-05'
  one[headings.indexOf('Product')] = 'A'
  one[headings.indexOf('Quantity')] = '1'
  one[headings.indexOf('Price')] = '2.00'
  const other = [...one]
  one[headings.indexOf('Currency')] = 'GBP'
  other[headings.indexOf('Currency')] = 'EUR'
  const reader = ordersKind.rowReader(headings, mapping, 'GB')
  const collector = ordersKind.collector(mapping, { shopCountry: 'GB', uploadedAtMs: 0, receivedAtMs: 0 })
  const lines = [one, other].map((cells) => reader(cells, place))
  const rejects = lines.map((line) => (line.ok ? collector.add(line.value.line) : line.failure))
  expect(rejects[0]).toBeUndefined()
  expect(rejects[1]).toMatchObject({ kind: 'currency-differs', ...place })
})

it('reads rows that an import going on had written as JSON before', () => {
  const row: OrderRow = {
    lineNumber: 7,
    record: 'A-1,2026-01-05,Tea',
    orderId: 'A-1',
    orderedAtMs: Date.UTC(2026, 0, 5),
    line: { productId: 'Tea', quantity: '2', price: { of: 'unit', decimal: '2.55' } },
    person: { email: 'ada@example.com' },
  }
  expect(readWrittenOrderRow(JSON.stringify(row))).toEqual(row)
})
