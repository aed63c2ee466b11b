import type { CatalogueChange, ProductStatement } from '../../events/catalogue-change.ts'
import type { CanonicalEvent } from '../../events/event.ts'
import { textOf } from '../../kernel/json.ts'
import { toMinorUnits } from '../../kernel/money.ts'
import { type Result, succeed } from '../../kernel/result.ts'
import { toIso } from '../../kernel/time.ts'
import { withContentId } from '../content-id.ts'
import { type MappingFailure, refuse } from '../mapping-failure.ts'
import type { MappingContext } from '../source.ts'
import { parseGmt } from './gmt.ts'
import type { WoocommerceProduct } from './product.ts'
import { woocommerceSettings } from './settings.ts'

/**
 * A product as it is, with how many there are where the shop counts. A variation says nothing of its product but its
 * own stock. Fails with `invalid-product` for a price that is none.
 */
export function mapProduct(
  product: WoocommerceProduct,
  context: MappingContext,
): Result<CanonicalEvent[], MappingFailure> {
  const productId = String(product.id)
  const isVariation = product.type === 'variation'
  const statement = isVariation ? undefined : describeProduct(product, productId, context)
  if (statement !== undefined && !statement.ok) return statement
  const isCounted = product.manage_stock === true && product.stock_quantity != null
  const catalogue: CatalogueChange = {
    ...(statement !== undefined && { products: [statement.value] }),
    ...(isCounted && {
      stock: [{ stockItemId: productId, availableQuantity: product.stock_quantity ?? 0 }],
    }),
  }
  if (Object.keys(catalogue).length === 0) return succeed([])
  const changedAt = parseGmt(product.date_modified_gmt) ?? parseGmt(product.date_created_gmt)
  const version = changedAt === undefined ? 'undated' : toIso(changedAt)
  return succeed([
    withContentId(`product:${productId}:${version}`, {
      source: context.source,
      kind: 'track',
      name: isVariation ? 'Inventory Level Updated' : 'Product Updated',
      channel: 'other',
      occurredAt: changedAt ?? context.receivedAtMs,
      receivedAt: context.receivedAtMs,
      identifiers: [],
      catalogue,
    }),
  ])
}

function describeProduct(
  product: WoocommerceProduct,
  productId: string,
  context: MappingContext,
): Result<ProductStatement, MappingFailure> {
  const name = textOf(product.name)
  const category = textOf(product.categories?.[0]?.name)
  const brand = textOf(product.brands?.[0]?.name)
  const url = textOf(product.permalink)
  const imageUrl = textOf(product.images?.[0]?.src)
  const sku = textOf(product.sku)
  const currency = woocommerceSettings(context.settings).currency ?? context.defaultCurrency
  const priceText = textOf(product.price)
  const price = priceText === undefined ? undefined : toMinorUnits(priceText, currency)
  if (price !== undefined && !price.ok) {
    return refuse('invalid-product', [{ pointer: '/price', detail: price.failure.message }])
  }
  // A product with variations only lists their ids; one without is its own only variant.
  const variationIds = (product.variations ?? []).map(String)
  const variants =
    variationIds.length > 0
      ? variationIds.map((variantId) => ({ variantId, stockItemId: variantId }))
      : [
          {
            variantId: productId,
            ...(name !== undefined && { name }),
            ...(sku !== undefined && { sku }),
            stockItemId: productId,
            ...(price !== undefined && { priceMinor: price.value, currency }),
          },
        ]
  return succeed({
    productId,
    ...(name !== undefined && { name }),
    ...(category !== undefined && { category }),
    ...(brand !== undefined && { brand }),
    ...(url !== undefined && { url }),
    ...(imageUrl !== undefined && { imageUrl }),
    isListed: product.status === 'publish' && product.catalog_visibility !== 'hidden',
    isDeleted: product.status === 'trash',
    variants,
  })
}
