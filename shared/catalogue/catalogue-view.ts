import type { ProductView, StockLevelView, StoreView } from '../contracts/products.ts'
import type { StockLevelRow } from '../database/list-inventory.ts'
import type { ProductRow, ProductVariantRow, StoreRow } from '../database/tables/catalogue.ts'
import { importSource } from '../imports/import-source.ts'
import { readableName } from '../kernel/readable-name.ts'
import { toIso } from '../kernel/time.ts'

/** Products as the API shows them, each with its variants and what there is of them. */
export function productViews(
  products: readonly ProductRow[],
  variants: readonly ProductVariantRow[],
  stock: readonly StockLevelRow[],
): ProductView[] {
  return products.map((product) => ({
    source: product.source,
    productId: product.productId,
    name: readable(product.name),
    category: product.category,
    brand: product.brand,
    url: product.url,
    imageUrl: product.imageUrl,
    isListed: product.isListed,
    isDeleted: product.isDeleted,
    describedAt: toIso(product.describedAt),
    variants: variants
      .filter(({ source, productId }) => source === product.source && productId === product.productId)
      .map((variant) => ({
        variantId: variant.variantId,
        name: readable(variant.name),
        sku: variant.sku,
        price: priceOf(variant),
        stock: levelsOf(variant, stock).map(stockOfStore),
      })),
  }))
}

/** Without characters that are not seen or turn text round. */
function readable(name: string | null): string | null {
  return name === null ? null : readableName(name) || null
}

/** As the connection counts it; what it does not count, as a file of stock does by SKU. */
function levelsOf(
  { source, stockItemId, sku }: ProductVariantRow,
  stock: readonly StockLevelRow[],
): StockLevelRow[] {
  const own = stock.filter((level) => level.source === source && level.stockItemId === stockItemId)
  if (own.length > 0) return own
  return stock.filter((level) => level.source === importSource && level.stockItemId === sku)
}

function priceOf({ priceMinor, currency }: ProductVariantRow): ProductView['variants'][number]['price'] {
  return priceMinor === null || currency === null ? null : { amountMinor: priceMinor, currency }
}

function stockOfStore(row: StockLevelRow): ProductView['variants'][number]['stock'][number] {
  return {
    storeId: row.storeId === '' ? null : row.storeId,
    storeName: readable(row.storeName),
    availableQuantity: row.availableQuantity,
    countedAt: toIso(row.countedAt),
  }
}

export function stockLevelView(row: StockLevelRow): StockLevelView {
  const { source, stockItemId, productId, productName, variantId, variantName, sku } = row
  return {
    ...{ source, stockItemId, productId, variantId, sku },
    productName: readable(productName),
    variantName: readable(variantName),
    ...stockOfStore(row),
  }
}

export function storeView({ tenantId: _, facts: __, describedAt, ...store }: StoreRow): StoreView {
  return { ...store, name: readable(store.name), describedAt: toIso(describedAt) }
}
