import * as z from 'zod'
import type { CatalogueChange, ProductStatement } from '../../events/catalogue-change.ts'
import type { CanonicalEvent } from '../../events/event.ts'
import { hash53 } from '../../kernel/hash.ts'
import { textOf } from '../../kernel/json.ts'
import { type Result, succeed } from '../../kernel/result.ts'
import { toIso } from '../../kernel/time.ts'
import { fieldErrors, type MappingFailure, refuse } from '../mapping-failure.ts'
import type { MappingContext } from '../source.ts'
import { shortSquareIdSchema, squareIdSchema } from './id.ts'
import { itemName } from './map-order.ts'
import { squareMomentSchema } from './moment.ts'
import { squareMoneySchema } from './money.ts'

const text = z.string().nullish()

const countSchema = z.object({
  catalog_object_id: shortSquareIdSchema,
  location_id: shortSquareIdSchema.nullish(),
  state: z.string(),
  quantity: z.string().refine((digits) => /^-?\d{1,12}(\.\d{1,5})?$/.test(digits), 'is not a quantity'),
  calculated_at: squareMomentSchema,
})

const itemSchema = z.object({
  id: squareIdSchema,
  version: z.int(),
  updated_at: squareMomentSchema,
  is_deleted: z.boolean().nullish(),
  item_data: z
    .object({
      name: text,
      is_archived: z.boolean().nullish(),
      variations: z
        .array(
          z.object({
            id: z.string().min(1),
            is_deleted: z.boolean().nullish(),
            item_variation_data: z
              .object({ name: text, sku: text, price_money: squareMoneySchema.nullish() })
              .nullish(),
          }),
        )
        .nullish(),
    })
    .nullish(),
})
type SquareItemObject = z.infer<typeof itemSchema>

const locationSchema = z.object({
  id: squareIdSchema,
  name: text,
  status: text,
  address: z.object({ locality: text, country: text }).nullish(),
})

/** One count as "Inventory Level Updated"; none for what is not on the shelf (sold, in transit, waste). */
export function mapInventoryCount(
  fields: unknown,
  context: MappingContext,
): Result<CanonicalEvent[], MappingFailure> {
  const parsed = countSchema.safeParse(fields)
  if (!parsed.success) return refuse('invalid-stock', fieldErrors(parsed.error))
  const { catalog_object_id: itemId, location_id: storeId, state, quantity, calculated_at } = parsed.data
  if (state !== 'IN_STOCK') return succeed([])
  const level = {
    stockItemId: itemId,
    ...(storeId != null && { storeId }),
    availableQuantity: Number(quantity),
  }
  const id = `inventory:${itemId}:${storeId ?? ''}:${toIso(calculated_at)}`
  return succeed([catalogueEvent('Inventory Level Updated', id, calculated_at, { stock: [level] }, context)])
}

/** An item of the catalogue as "Product Updated" or "Product Deleted", each of its variations a product. */
export function mapCatalogItem(
  fields: unknown,
  context: MappingContext,
): Result<CanonicalEvent[], MappingFailure> {
  const parsed = itemSchema.safeParse(fields)
  if (!parsed.success) return refuse('invalid-product', fieldErrors(parsed.error))
  const item = parsed.data
  const name = item.is_deleted ? 'Product Deleted' : 'Product Updated'
  const change = { products: productsOf(item) }
  return succeed([
    catalogueEvent(name, `catalog:${item.id}:${item.version}`, item.updated_at, change, context),
  ])
}

/**
 * A location as "Store Updated". Square does not say when a location changed, so the event is named by what it says and
 * the day: once a day at the most.
 */
export function mapLocation(
  fields: unknown,
  context: MappingContext,
): Result<CanonicalEvent[], MappingFailure> {
  const parsed = locationSchema.safeParse(fields)
  if (!parsed.success) return refuse('invalid-record', fieldErrors(parsed.error))
  const { id, name, status, address } = parsed.data
  const store = {
    storeId: id,
    ...(name != null && { name }),
    ...(address?.locality != null && { city: address.locality }),
    ...(address?.country != null && { country: address.country }),
    isClosed: status === 'INACTIVE',
  }
  const day = toIso(context.receivedAtMs).slice(0, 10)
  const eventId = `location:${id}:${hash53(JSON.stringify(store)).toString(36)}:${day}`
  return succeed([
    catalogueEvent('Store Updated', eventId, context.receivedAtMs, { stores: [store] }, context),
  ])
}

function productsOf({ id, is_deleted: isDeleted, item_data: data }: SquareItemObject): ProductStatement[] {
  const variations = data?.variations ?? []
  if (variations.length === 0) return [{ productId: id, isDeleted: isDeleted === true }]
  return variations.map((variation) => {
    const { name: kind, sku, price_money: price } = variation.item_variation_data ?? {}
    const name = itemName(data?.name, kind)
    const knownSku = textOf(sku)
    return {
      productId: variation.id,
      ...(name !== undefined && { name }),
      isListed: data?.is_archived !== true,
      isDeleted: isDeleted === true || variation.is_deleted === true,
      variants: [
        {
          variantId: variation.id,
          ...(knownSku !== undefined && { sku: knownSku }),
          stockItemId: variation.id,
          ...(price != null && { priceMinor: price.amount, currency: price.currency }),
        },
      ],
    }
  })
}

function catalogueEvent(
  name: string,
  id: string,
  occurredAt: number,
  catalogue: CatalogueChange,
  context: MappingContext,
): CanonicalEvent {
  return {
    id,
    source: context.source,
    kind: 'track',
    name,
    channel: 'other',
    occurredAt,
    receivedAt: context.receivedAtMs,
    identifiers: [],
    catalogue,
  }
}
