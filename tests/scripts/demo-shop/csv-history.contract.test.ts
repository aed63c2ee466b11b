import { describe, expect, it } from 'vitest'
import { generateDemoShop } from '#scripts/demo-shop/generate-demo-shop.ts'
import { confirmMapping, mappingErrors } from '#shared/imports/confirm-mapping.ts'
import { guessMapping } from '#shared/imports/guess-mapping.ts'
import { readPreview } from '#shared/imports/read-preview.ts'

const britain = { currency: 'GBP', timeZone: 'Europe/London', country: 'GB' }

describe('the history file of the demo shop', () => {
  it('needs nobody to say what its columns mean', () => {
    const shop = generateDemoShop({ seed: 7, nowMs: Date.UTC(2026, 10, 21, 11, 30), people: 200 })
    const preview = readPreview(new TextEncoder().encode(shop.historyFile), true)
    if (!preview.ok) throw new Error(preview.failure.message)
    const { columns, rows } = preview.value
    const mapping = guessMapping(columns, rows, britain)
    expect(mappingErrors(confirmMapping(mapping, britain), columns)).toEqual([])
    expect(mapping.columns).toEqual({
      orderId: 'Order Number',
      orderedAt: 'Order Date',
      productId: 'Product ID',
      sku: 'SKU',
      productName: 'Product Name',
      category: 'Category',
      quantity: 'Quantity',
      unitPrice: 'Unit Price',
      currency: 'Currency',
      channel: 'Channel',
      customerId: 'Customer Number',
      email: 'Email',
      phone: 'Phone',
      loyaltyId: 'Loyalty Card',
      firstName: 'First Name',
      lastName: 'Last Name',
      city: 'City',
      country: 'Country',
    })
    expect([mapping.dateOrder, mapping.decimalMark, mapping.cancellationPrefix]).toEqual([
      'iso',
      '.',
      undefined,
    ])
  })
})
