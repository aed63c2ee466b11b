import type { Channel } from '../events/event.ts'

/** What order lines say of one item, in one place, through one channel, on one day of the tenant's time zone. */
export interface Sale {
  /** The shop's own number of the item: its SKU, or the product's id where no SKU was told. */
  readonly sku: string
  /** Where it was bought; '' online, or where nobody said. */
  readonly storeId: string
  readonly channel: Channel
  /** Days since 1970-01-01. */
  readonly day: number
  /** Units sold, zero or more; may be a fraction. Sales of cancelled orders do not count. */
  readonly units: number
  /** Units given back that day, zero or more. */
  readonly returnedUnits: number
  /** What the units sold came to, in smallest units of the tenant's currency; 0 where no exchange rate was known. */
  readonly revenueMinor: number
}

/** What is said of an item, as last told. */
export interface SoldItem {
  readonly sku: string
  readonly productId: string
  readonly name: string | null
  readonly category: string | null
}
