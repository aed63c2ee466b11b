import type { ProductStatement } from '../../events/catalogue-change.ts'
import type { CanonicalEvent } from '../../events/event.ts'
import { textOf } from '../../kernel/json.ts'
import { minorUnitDigits, toMinorUnits } from '../../kernel/money.ts'
import { type Result, succeed } from '../../kernel/result.ts'
import { parseIso } from '../../kernel/time.ts'
import { withContentId } from '../content-id.ts'
import { type FieldError, type MappingFailure, refuse } from '../mapping-failure.ts'
import type { MappingContext } from '../source.ts'
import type { ShopifyDeleted } from './customer.ts'
import { momentName } from './moment-name.ts'
import type { ShopifyProduct } from './product.ts'
import { exactId } from './resource.ts'
import { readSettings } from './settings.ts'

/**
 * products/create and products/update as "Product Updated"; both tell the whole product, so both make the same event.
 * Fails with `invalid-product` when a price or the moment cannot be read.
 */
export function mapProduct(
  product: ShopifyProduct,
  context: MappingContext,
): Result<CanonicalEvent[], MappingFailure> {
  const errors: FieldError[] = []
  const field = product.updated_at ? 'updated_at' : 'created_at'
  const occurredAt = parseIso(product[field] ?? '')
  if (occurredAt === undefined) errors.push({ pointer: `/${field}`, detail: 'is not an ISO 8601 moment' })
  const statement = productStatement(product, context, errors)
  if (errors.length > 0 || occurredAt === undefined) return refuse('invalid-product', errors)
  return succeed([
    withContentId(`products/update:${statement.productId}:${momentName(product[field])}`, {
      source: context.source,
      kind: 'track',
      name: 'Product Updated',
      channel: 'other',
      occurredAt,
      receivedAt: context.receivedAtMs,
      identifiers: [],
      catalogue: { products: [statement] },
    }),
  ])
}

/** products/delete: only the id is left of it. The body names no moment, so the delivery's stands in. */
export function mapDeletedProduct(
  product: ShopifyDeleted,
  triggeredAt: string | undefined,
  context: MappingContext,
): CanonicalEvent {
  const productId = exactId(product)
  return {
    id: `products/delete:${productId}`,
    source: context.source,
    kind: 'track',
    name: 'Product Deleted',
    channel: 'other',
    occurredAt: parseIso(triggeredAt ?? '') ?? context.receivedAtMs,
    receivedAt: context.receivedAtMs,
    identifiers: [],
    catalogue: { products: [{ productId, isDeleted: true }] },
  }
}

/** The product by the id that order lines have; `category` is read as they read it. */
function productStatement(
  product: ShopifyProduct,
  context: MappingContext,
  errors: FieldError[],
): ProductStatement {
  const { storefrontUrl, currency = context.defaultCurrency } = readSettings(context.settings)
  const name = textOf(product.title)
  const brand = textOf(product.vendor)
  const category = textOf(product.product_type) ?? brand
  const imageUrl = textOf(product.image?.src)
  const handle = textOf(product.handle)
  const status = textOf(product.status)?.toLowerCase()
  // More variants than a delivery describes: then it does not tell all ways the product is sold.
  const variants = product.variants ?? []
  const tellsAllVariants = product.variants != null && (product.variant_gids?.length ?? 0) <= variants.length
  const isKnownCurrency = minorUnitDigits(currency) !== undefined
  return {
    productId: exactId(product),
    ...(name !== undefined && { name }),
    ...(category !== undefined && { category }),
    ...(brand !== undefined && { brand }),
    ...(storefrontUrl !== undefined &&
      handle !== undefined && { url: `${storefrontUrl.replace(/\/$/, '')}/products/${handle}` }),
    ...(imageUrl !== undefined && { imageUrl }),
    ...(status !== undefined && { isListed: status === 'active' }),
    isDeleted: false,
    ...(tellsAllVariants && {
      variants: variants.map((variant, index) => {
        const title = textOf(variant.title)
        const sku = textOf(variant.sku)
        const stockItemId = textOf(variant.inventory_item_id)
        const price =
          variant.price == null || !isKnownCurrency ? undefined : toMinorUnits(variant.price, currency)
        if (price?.ok === false) {
          errors.push({ pointer: `/variants/${index}/price`, detail: price.failure.message })
        }
        return {
          variantId: exactId(variant),
          // A product without options has one variant by this name.
          ...(title !== undefined && title !== 'Default Title' && { name: title }),
          ...(sku !== undefined && { sku }),
          ...(stockItemId !== undefined && { stockItemId }),
          ...(price?.ok && { priceMinor: price.value, currency }),
        }
      }),
    }),
  }
}
