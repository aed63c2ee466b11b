import type { ProductStatement, StoreStatement } from '../events/catalogue-change.ts'
import { type CanonicalEvent, eventKey } from '../events/event.ts'
import { saidByText } from '../events/said-by.ts'
import { dayIn } from '../kernel/time.ts'

/** JSON of what was said of a thing, each field with when and by which event: see `tables/catalogue.ts`. */
type Facts = string

export interface DescribedProduct {
  readonly source: string
  readonly productId: string
  readonly describedAt: number
  /** When it was said and by which event, as in the facts. */
  readonly saidBy: string
  readonly facts: Facts
  /** Empty when the event does not list all variants. */
  readonly variantsListedBy: string
}

export interface DescribedVariant {
  readonly source: string
  readonly variantId: string
  readonly describedAt: number
  readonly facts: Facts
  readonly listedBy: string
}

export interface DescribedStore {
  readonly source: string
  readonly storeId: string
  readonly describedAt: number
  /** When it was said and by which event, as in the facts. */
  readonly saidBy: string
  readonly facts: Facts
}

export interface CountedStock {
  readonly source: string
  readonly stockItemId: string
  /** '' for the shop as a whole. */
  readonly storeId: string
  readonly countedAt: number
  /** The day of `countedAt` in the tenant's time zone. */
  readonly day: string
  readonly countedBy: string
  readonly availableQuantity: number
}

export interface CatalogueRows {
  readonly products: readonly DescribedProduct[]
  readonly variants: readonly DescribedVariant[]
  readonly stores: readonly DescribedStore[]
  readonly stock: readonly CountedStock[]
}

/** What events say about products, stores and stock, as D1 is told of it. `timeZone`: the tenant's. */
export function catalogueRows(events: readonly CanonicalEvent[], timeZone: string): CatalogueRows {
  const products: DescribedProduct[] = []
  const variants: DescribedVariant[] = []
  const stores: DescribedStore[] = []
  const stock: CountedStock[] = []
  for (const event of events) {
    const { catalogue, source, occurredAt } = event
    if (catalogue === undefined) continue
    const saidBy = saidByText(event)
    for (const product of catalogue.products ?? []) {
      const { productId, variants: listed } = product
      products.push({
        source,
        productId,
        describedAt: occurredAt,
        saidBy,
        facts: facts(saidBy, productFields(product)),
        variantsListedBy: listed === undefined ? '' : saidBy,
      })
      for (const { variantId, ...fields } of listed ?? []) {
        const described = facts(saidBy, { productId, ...fields })
        variants.push({ source, variantId, describedAt: occurredAt, facts: described, listedBy: saidBy })
      }
    }
    for (const store of catalogue.stores ?? []) {
      const described = facts(saidBy, storeFields(store))
      stores.push({ source, storeId: store.storeId, describedAt: occurredAt, saidBy, facts: described })
    }
    for (const { stockItemId, storeId = '', availableQuantity } of catalogue.stock ?? []) {
      stock.push({
        source,
        stockItemId,
        storeId,
        countedAt: occurredAt,
        day: dayIn(timeZone, occurredAt),
        countedBy: eventKey(event),
        availableQuantity,
      })
    }
  }
  return { products, variants, stores, stock }
}

/** What is described is there, unless it is said to be deleted: so a later description brings a product back. */
function productFields({ productId: _, variants: __, ...fields }: ProductStatement): Record<string, unknown> {
  return { isDeleted: false, ...fields }
}

function storeFields({ storeId: _, ...fields }: StoreStatement): Record<string, unknown> {
  return fields
}

function facts(saidBy: string, fields: Record<string, unknown>): Facts {
  const said = Object.entries(fields)
    .filter(([, value]) => value !== undefined)
    .sort(([left], [right]) => (left < right ? -1 : 1))
  return JSON.stringify(Object.fromEntries(said.map(([field, value]) => [field, [saidBy, value]])))
}
