import type { ProductView, StockLevelView, StoreView } from '../contracts/products.ts'
import type { StockLevelRow } from '../database/list-inventory.ts'
import type { ProductRow, ProductVariantRow, StoreRow } from '../database/tables/catalogue.ts'
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
    name: product.name,
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
        name: variant.name,
        sku: variant.sku,
        price: priceOf(variant),
        stock: stock
          .filter(
            ({ source, stockItemId }) => source === variant.source && stockItemId === variant.stockItemId,
          )
          .map(stockOfStore),
      })),
  }))
}

function priceOf({ priceMinor, currency }: ProductVariantRow): ProductView['variants'][number]['price'] {
  return priceMinor === null || currency === null ? null : { amountMinor: priceMinor, currency }
}

function stockOfStore(row: StockLevelRow): ProductView['variants'][number]['stock'][number] {
  return {
    storeId: row.storeId === '' ? null : row.storeId,
    storeName: row.storeName,
    availableQuantity: row.availableQuantity,
    countedAt: toIso(row.countedAt),
  }
}

export function stockLevelView(row: StockLevelRow): StockLevelView {
  const { source, stockItemId, productId, productName, variantId, variantName, sku } = row
  return { source, stockItemId, productId, productName, variantId, variantName, sku, ...stockOfStore(row) }
}

export function storeView({ tenantId: _, facts: __, describedAt, ...store }: StoreRow): StoreView {
  return { ...store, describedAt: toIso(describedAt) }
}
