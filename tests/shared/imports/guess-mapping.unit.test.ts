import { describe, expect, it } from 'vitest'
import { guessMapping } from '#shared/imports/guess-mapping.ts'

const britain = { currency: 'GBP', timeZone: 'Europe/London', country: 'GB' }

describe('guessMapping', () => {
  it('knows Online Retail', () => {
    const columns = [
      'InvoiceNo',
      'StockCode',
      'Quantity',
      'InvoiceDate',
      'UnitPrice',
      'CustomerID',
      'Country',
    ]
    const rows = [['536365', '85123A', '6', '2010-12-01 08:26:00', '2.55', '17850', 'United Kingdom']]
    expect(guessMapping(columns, rows, britain)).toEqual({
      kind: 'orders',
      columns: {
        orderId: 'InvoiceNo',
        productId: 'StockCode',
        quantity: 'Quantity',
        orderedAt: 'InvoiceDate',
        unitPrice: 'UnitPrice',
        customerId: 'CustomerID',
        country: 'Country',
      },
      currency: 'GBP',
      timeZone: 'Europe/London',
      dateOrder: 'iso',
      decimalMark: '.',
      channel: 'import',
      cancellationPrefix: 'C',
    })
  })

  it('knows the order export of Shopify, where "Name" is the order number', () => {
    const columns = [
      'Name',
      'Email',
      'Financial Status',
      'Paid at',
      'Currency',
      'Subtotal',
      'Created at',
      'Lineitem quantity',
      'Lineitem name',
      'Lineitem price',
      'Lineitem sku',
      'Billing Name',
      'Billing City',
      'Billing Country',
      'Phone',
      'Source',
    ]
    expect(guessMapping(columns, [], britain).columns).toEqual({
      orderId: 'Name',
      email: 'Email',
      currency: 'Currency',
      orderedAt: 'Created at',
      quantity: 'Lineitem quantity',
      productName: 'Lineitem name',
      unitPrice: 'Lineitem price',
      productId: 'Lineitem sku',
      fullName: 'Billing Name',
      city: 'Billing City',
      country: 'Billing Country',
      phone: 'Phone',
      channel: 'Source',
    })
  })

  it('knows the order export of WooCommerce', () => {
    const columns = [
      'Order Number',
      'Order Date',
      'First Name (Billing)',
      'Last Name (Billing)',
      'City (Billing)',
      'Country Code (Billing)',
      'Email (Billing)',
      'Phone (Billing)',
      'SKU',
      'Item Name',
      'Quantity (- Refund)',
      'Item Cost',
    ]
    expect(guessMapping(columns, [], britain).columns).toEqual({
      orderId: 'Order Number',
      orderedAt: 'Order Date',
      firstName: 'First Name (Billing)',
      lastName: 'Last Name (Billing)',
      city: 'City (Billing)',
      country: 'Country Code (Billing)',
      email: 'Email (Billing)',
      phone: 'Phone (Billing)',
      productId: 'SKU',
      productName: 'Item Name',
      quantity: 'Quantity (- Refund)',
      unitPrice: 'Item Cost',
    })
  })

  it.each([
    [{ productId: 'Product ID', sku: 'SKU' }, ['SKU', 'Product ID']],
    [{ productId: 'product_id', sku: 'variant_sku' }, ['product_id', 'variant_sku']],
    [{ productId: 'SKU' }, ['SKU']],
    [{ productId: 'Lineitem sku' }, ['Lineitem sku', 'Item ID', 'Barcode']],
    [{ productId: 'StockCode' }, ['StockCode']],
  ])('takes %j for the numbers of a product in a file of orders with %j', (expected, columns) => {
    expect(guessMapping(columns, [], britain, 'orders').columns).toEqual(expected)
  })

  it.each([
    ['day-first', ['1/12/2010', '13/12/2010'], 'US'],
    ['month-first', ['12/1/2010', '12/13/2010'], 'GB'],
    ['day-first', ['1/2/2010'], 'GB'],
    ['month-first', ['1/2/2010'], 'US'],
    ['iso', ['2010-12-13'], 'GB'],
    ['iso', ['soon'], 'GB'],
    ['iso', [], 'GB'],
  ])('takes dates as %s when they are %j in %s', (expected, dates, country) => {
    const rows = dates.map((date) => [date])
    expect(guessMapping(['Date'], rows, { ...britain, country }).dateOrder).toBe(expected)
  })

  it.each([
    [',', ['2,55', '1.234,50', '7']],
    ['.', ['2.55', '1,234.50']],
    ['.', ['1,234']],
    ['.', []],
  ])('takes %j for the decimal mark of %j', (expected, prices) => {
    const rows = prices.map((price) => [price])
    expect(guessMapping(['Price'], rows, britain).decimalMark).toBe(expected)
  })

  it.each([
    ['C', 'Order', ['1', '2', 'C3']],
    ['C', 'Invoice', ['1', '2']],
    [undefined, 'Order', ['1', '2']],
    [undefined, 'Order', ['C1', 'C2']],
    [undefined, 'Invoice', ['INV-1']],
  ])('takes %j for the cancellation prefix under %s with %j', (expected, heading, ids) => {
    const rows = ids.map((id) => [id])
    expect(guessMapping([heading], rows, britain).cancellationPrefix).toBe(expected)
  })

  it('gives no column to two fields and leaves unknown ones alone', () => {
    const guessed = guessMapping(['Order', 'order', 'Colour', ''], [], britain).columns
    expect(guessed).toEqual({ orderId: 'Order' })
  })
})
