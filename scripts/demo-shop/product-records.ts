import { toDecimalString } from '#shared/kernel/money.ts'
import { dayMs, toIso } from '#shared/kernel/time.ts'
import { catalogue, type Product, shopCurrency, shopName } from './catalogue.ts'

/** A product as Shopify's `products/create` tells of it, as far as Patron reads it. */
export interface ShopifyProductRecord {
  readonly id: number
  readonly title: string
  readonly product_type: string
  readonly vendor: string
  readonly handle: string
  readonly status: 'active' | 'archived'
  readonly created_at: string
  readonly updated_at: string
  readonly variants: readonly {
    readonly id: number
    readonly title: 'Default Title'
    readonly sku: string
    readonly price: string
    readonly inventory_item_id: number
  }[]
}

/** Shopify numbers variants and stock apart from products. */
export const variantNumberOffset = 40_000_000_000_000
const stockNumberOffset = 50_000_000_000_000

/** Who makes what is on a shelf, by the first letters of its SKUs; the rest is the shop's own. */
const makers: Readonly<Record<string, readonly string[]>> = {
  COF: ['Morning Lane Roasters', 'Quay & Leaf'],
  BRK: ['Tithe Barn Mill', 'Hollin Hives'],
  DRY: ['Lower Sedge Dairy', 'Curlew Creamery'],
  PAN: ['Tithe Barn Mill', 'Saltmarsh Pantry', shopName],
  PET: ['Bramble & Bone', 'Fellside Pets'],
  SOA: ['Alder Soapworks'],
  HOM: ['Kiln Yard', 'Thistledown Linen', shopName],
}
/** Sold long enough to be in orders, and not for sale any more. */
const archivedName = 'Catnip fish'
const listedForDays = 540

/** The shop's catalogue as its web shop tells of it: the products that its orders name, each sold in one way. */
export function productRecords(nowMs: number): ShopifyProductRecord[] {
  return catalogue.map((product, index) => {
    const id = Number(product.productId)
    return {
      id,
      title: product.name,
      product_type: product.category,
      vendor: makerOf(product, index),
      handle: product.sku.toLowerCase(),
      status: product.name === archivedName ? 'archived' : 'active',
      created_at: toIso(nowMs - listedForDays * dayMs),
      updated_at: toIso(nowMs - ((index % 60) + 1) * dayMs),
      variants: [
        {
          id: id + variantNumberOffset,
          title: 'Default Title',
          sku: product.sku,
          price: toDecimalString(product.priceMinor, shopCurrency),
          inventory_item_id: id + stockNumberOffset,
        },
      ],
    }
  })
}

function makerOf({ sku }: Product, index: number): string {
  const ofShelf = makers[sku.slice(0, 3)] ?? [shopName]
  return ofShelf[index % ofShelf.length] ?? shopName
}
