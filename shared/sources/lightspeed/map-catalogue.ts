import * as z from 'zod'
import type { CatalogueChange } from '../../events/catalogue-change.ts'
import type { CanonicalEvent } from '../../events/event.ts'
import { hash53 } from '../../kernel/hash.ts'
import { textOf } from '../../kernel/json.ts'
import { type Result, succeed } from '../../kernel/result.ts'
import { toIso } from '../../kernel/time.ts'
import { withContentId } from '../content-id.ts'
import { fieldErrors, type MappingFailure, refuse } from '../mapping-failure.ts'
import type { MappingContext } from '../source.ts'
import { lightspeedIdSchema } from './id.ts'
import { lightspeedMomentSchema } from './moment.ts'

const text = z.string().nullish()
const named = z.object({ name: text }).nullish()
const decimal = z.union([z.string().max(40), z.number()])

const productSchema = z.object({
  id: lightspeedIdSchema,
  name: text,
  variant_name: text,
  sku: text,
  active: z.boolean().nullish(),
  is_active: z.boolean().nullish(),
  brand: named,
  type: named,
  product_category: named,
  image_url: text,
  updated_at: lightspeedMomentSchema,
  deleted_at: lightspeedMomentSchema.nullish(),
})

const inventorySchema = z.object({
  product_id: lightspeedIdSchema,
  outlet_id: lightspeedIdSchema,
  count: decimal.nullish(),
  inventory_level: decimal.nullish(),
  current_amount: decimal.nullish(),
  current_inventory_level: decimal.nullish(),
  version: z.int().nullish(),
})

const outletSchema = z.object({
  id: lightspeedIdSchema,
  name: text,
  physical_city: text,
  physical_country_id: text,
  deleted_at: text,
})

/** A product as "Product Updated" or "Product Deleted". Each variant is a product of its own at Lightspeed. */
export function mapProduct(
  fields: unknown,
  context: MappingContext,
): Result<CanonicalEvent[], MappingFailure> {
  const parsed = productSchema.safeParse(fields)
  if (!parsed.success) return refuse('invalid-product', fieldErrors(parsed.error))
  const product = parsed.data
  const isDeleted = product.deleted_at != null
  const known = {
    name: textOf(product.variant_name) ?? textOf(product.name),
    category: textOf(product.product_category?.name) ?? textOf(product.type?.name),
    brand: textOf(product.brand?.name),
    imageUrl: textOf(product.image_url),
  }
  const sku = textOf(product.sku)
  const statement = {
    productId: product.id,
    ...(known.name !== undefined && { name: known.name }),
    ...(known.category !== undefined && { category: known.category }),
    ...(known.brand !== undefined && { brand: known.brand }),
    ...(known.imageUrl !== undefined && { imageUrl: known.imageUrl }),
    isListed: product.active ?? product.is_active ?? true,
    isDeleted,
    variants: [{ variantId: product.id, ...(sku !== undefined && { sku }), stockItemId: product.id }],
  }
  const changedAt = product.deleted_at ?? product.updated_at
  const name = isDeleted ? 'Product Deleted' : 'Product Updated'
  return succeed([
    withContentId(
      `product:${product.id}:${toIso(changedAt)}`,
      catalogueEvent(name, changedAt, { products: [statement] }, context),
    ),
  ])
}

/**
 * How much of a product an outlet has, as "Inventory Level Updated". Webhooks carry neither time nor version, so the
 * count is that of the moment it was received.
 */
export function mapInventory(
  fields: unknown,
  context: MappingContext,
): Result<CanonicalEvent[], MappingFailure> {
  const parsed = inventorySchema.safeParse(fields)
  if (!parsed.success) return refuse('invalid-stock', fieldErrors(parsed.error))
  const { product_id: productId, outlet_id: outletId, version, count, ...levels } = parsed.data
  const told = count ?? levels.inventory_level ?? levels.current_inventory_level ?? levels.current_amount
  const quantity = textOf(told)
  if (quantity === undefined || !Number.isFinite(Number(quantity))) {
    return refuse('invalid-stock', [{ pointer: '/count', detail: 'is not a number' }])
  }
  const level = { stockItemId: productId, storeId: outletId, availableQuantity: Number(quantity) }
  const moment = version ?? `${Number(quantity)}:${context.receivedAtMs}`
  return succeed([
    {
      id: `inventory:${productId}:${outletId}:${moment}`,
      ...catalogueEvent('Inventory Level Updated', context.receivedAtMs, { stock: [level] }, context),
    },
  ])
}

/** An outlet as "Store Updated", named by what it says and the day: Lightspeed does not say when it changed. */
export function mapOutlet(
  fields: unknown,
  context: MappingContext,
): Result<CanonicalEvent[], MappingFailure> {
  const parsed = outletSchema.safeParse(fields)
  if (!parsed.success) return refuse('invalid-record', fieldErrors(parsed.error))
  const outlet = parsed.data
  const [name, city, country] = [
    textOf(outlet.name),
    textOf(outlet.physical_city),
    textOf(outlet.physical_country_id),
  ]
  const store = {
    storeId: outlet.id,
    ...(name !== undefined && { name }),
    ...(city !== undefined && { city }),
    ...(country !== undefined && { country }),
    isClosed: outlet.deleted_at != null,
  }
  const day = toIso(context.receivedAtMs).slice(0, 10)
  return succeed([
    {
      id: `outlet:${outlet.id}:${hash53(JSON.stringify(store)).toString(36)}:${day}`,
      ...catalogueEvent('Store Updated', context.receivedAtMs, { stores: [store] }, context),
    },
  ])
}

function catalogueEvent(
  name: string,
  occurredAt: number,
  catalogue: CatalogueChange,
  context: MappingContext,
): Omit<CanonicalEvent, 'id'> {
  return {
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
