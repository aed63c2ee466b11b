import type { CanonicalEvent } from '../../events/event.ts'
import { textOf } from '../../kernel/json.ts'
import { toMinorUnits } from '../../kernel/money.ts'
import { type Result, succeed } from '../../kernel/result.ts'
import { toIso } from '../../kernel/time.ts'
import { withContentId } from '../content-id.ts'
import { type FieldError, type MappingFailure, refuse } from '../mapping-failure.ts'
import type { MappingContext } from '../source.ts'
import { parseMoment } from './moment.ts'
import type { MagentoProduct } from './product.ts'
import { magentoSettings } from './settings.ts'

/** Kinds that are sold by way of other products; a price of their own is none that anybody pays. */
const compositeTypes: ReadonlySet<string> = new Set(['configurable', 'bundle', 'grouped'])

/** A product as it is. Fails with `invalid-product` for a price or a stock that is no number. */
export function mapProduct(
  product: MagentoProduct,
  context: MappingContext,
): Result<CanonicalEvent[], MappingFailure> {
  const { entityId, sku } = product
  const errors: FieldError[] = []
  const name = textOf(product.name)
  const currency = magentoSettings(context.settings).currency ?? context.defaultCurrency
  const priceText = textOf(product.price)
  const price = priceText === undefined ? undefined : toMinorUnits(priceText, currency)
  if (price !== undefined && !price.ok) errors.push({ pointer: '/price', detail: price.failure.message })
  const quantityText = textOf(product.stock_data?.qty ?? product.extension_attributes?.stock_item?.qty)
  const quantity = quantityText === undefined ? undefined : Number(quantityText)
  if (quantity !== undefined && !Number.isFinite(quantity)) {
    errors.push({ pointer: '/stock_data/qty', detail: 'is not a number' })
  }
  if (errors.length > 0) return refuse('invalid-product', errors)

  const isComposite = compositeTypes.has(product.type_id ?? '')
  const changedAt = parseMoment(product.updated_at) ?? parseMoment(product.created_at)
  return succeed([
    withContentId(`product:${entityId}:${changedAt === undefined ? 'undated' : toIso(changedAt)}`, {
      source: context.source,
      kind: 'track',
      name: 'Product Updated',
      channel: 'other',
      occurredAt: changedAt ?? context.receivedAtMs,
      receivedAt: context.receivedAtMs,
      identifiers: [],
      catalogue: {
        products: [
          {
            productId: entityId,
            ...(name !== undefined && { name }),
            ...(product.status != null && {
              isListed: String(product.status) === '1' && String(product.visibility ?? '4') !== '1',
            }),
            ...(!isComposite && {
              variants: [
                {
                  variantId: entityId,
                  ...(name !== undefined && { name }),
                  sku,
                  stockItemId: entityId,
                  ...(price?.ok && { priceMinor: price.value, currency }),
                },
              ],
            }),
          },
        ],
        ...(quantity !== undefined &&
          !isComposite && { stock: [{ stockItemId: entityId, availableQuantity: quantity }] }),
      },
    }),
  ])
}
