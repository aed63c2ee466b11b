import { describe, expect, it } from 'vitest'
import { importRows, uploadedAtMs } from '../import-rows.ts'

describe('a file of products', () => {
  it('becomes a description a row, under the number that order lines have', () => {
    const { kind, events } = importRows(
      'SKU,Title,Category,Brand,Price,Published\nMUG-1,Mug,Kitchen,Clay,8.50,true',
    )
    expect(kind).toBe('products')
    expect(events).toMatchObject([
      {
        id: expect.stringMatching(/^product:/),
        name: 'Product Updated',
        occurredAt: uploadedAtMs,
        identifiers: [],
        catalogue: {
          products: [
            {
              productId: 'MUG-1',
              name: 'Mug',
              category: 'Kitchen',
              brand: 'Clay',
              isListed: true,
              variants: [
                { variantId: 'MUG-1', sku: 'MUG-1', stockItemId: 'MUG-1', priceMinor: 850, currency: 'GBP' },
              ],
            },
          ],
        },
      },
    ])
  })

  it('knows the product export of Shopify, where only the first row of a handle says what all share', () => {
    const { events, rejects, recordCount } = importRows(`
Handle,Title,Vendor,Type,Published,Option1 Value,Variant SKU,Variant Price,Image Src,Status
tee,T-shirt,Loom,Clothes,true,S,TEE-S,19.00,https://example.com/tee.jpg,active
tee,,,,,M,TEE-M,21.00,,
cap,Cap,Loom,Clothes,true,,CAP,9.00,,draft`)
    expect(rejects).toEqual([])
    expect(recordCount).toBe(2)
    const products = events.flatMap((event) => event.catalogue?.products ?? [])
    expect(products).toMatchObject([
      { productId: 'TEE-S', name: 'T-shirt', brand: 'Loom', category: 'Clothes', isListed: true },
      { productId: 'TEE-M', name: 'T-shirt', brand: 'Loom', imageUrl: 'https://example.com/tee.jpg' },
      { productId: 'CAP', name: 'Cap', isListed: false },
    ])
    expect(products.map(({ variants }) => variants?.[0]?.priceMinor)).toEqual([1900, 2100, 900])
  })

  it('rejects a row that names no product, and a price too large to be money', () => {
    const { rejects } = importRows('SKU,Title,Price\n,,1\nA,A,999999999999999\nB,B,cheap')
    expect(rejects.map(({ kind, column }) => [kind, column])).toEqual([
      ['missing-value', 'SKU'],
      ['invalid-amount', 'Price'],
      ['amount-too-large', 'Price'],
    ])
  })
})
