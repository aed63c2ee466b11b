import type { StoreStatement } from '../../events/catalogue-change.ts'
import type { CanonicalEvent } from '../../events/event.ts'
import { textOf } from '../../kernel/json.ts'
import { parseIso } from '../../kernel/time.ts'
import { withContentId } from '../content-id.ts'
import type { MappingContext } from '../source.ts'
import type { ShopifyDeleted } from './customer.ts'
import { momentName } from './moment-name.ts'
import { exactId } from './resource.ts'
import type { ShopifyInventoryLevel, ShopifyLocation } from './stock.ts'

/** The topics about inventory levels. */
export type InventoryTopic =
  | 'inventory_levels/update'
  | 'inventory_levels/connect'
  | 'inventory_levels/disconnect'

/**
 * How much of an item a location has, as "Inventory Level Updated"; none when the item is not counted there. A location
 * that gives the item up has none of it left.
 */
export function mapInventoryLevel(
  topic: InventoryTopic,
  level: ShopifyInventoryLevel,
  triggeredAt: string | undefined,
  context: MappingContext,
): CanonicalEvent[] {
  const availableQuantity = topic === 'inventory_levels/disconnect' ? 0 : level.available
  if (availableQuantity == null) return []
  const countedAt = textOf(level.updated_at) ?? triggeredAt
  const stockItemId = String(level.inventory_item_id)
  const storeId = String(level.location_id)
  return [
    {
      id: `inventory_levels/update:${stockItemId}:${storeId}:${momentName(countedAt)}:${availableQuantity}`,
      source: context.source,
      kind: 'track',
      name: 'Inventory Level Updated',
      channel: 'other',
      occurredAt: parseIso(countedAt ?? '') ?? context.receivedAtMs,
      receivedAt: context.receivedAtMs,
      identifiers: [],
      catalogue: { stock: [{ stockItemId, storeId, availableQuantity }] },
    },
  ]
}

/** locations/create and locations/update as "Store Updated"; both tell the whole location. */
export function mapLocation(location: ShopifyLocation, context: MappingContext): CanonicalEvent {
  const name = textOf(location.name)
  const city = textOf(location.city)
  const country = textOf(location.country_code) ?? textOf(location.country)
  return storeUpdated(
    {
      storeId: exactId(location),
      ...(name !== undefined && { name }),
      ...(city !== undefined && { city }),
      ...(country !== undefined && { country }),
      ...(location.active != null && { isClosed: !location.active }),
    },
    location.updated_at ?? location.created_at,
    context,
  )
}

/** locations/delete: the place is closed for good. The body names no moment, so the delivery's stands in. */
export function mapDeletedLocation(
  location: ShopifyDeleted,
  triggeredAt: string | undefined,
  context: MappingContext,
): CanonicalEvent {
  return storeUpdated({ storeId: exactId(location), isClosed: true }, triggeredAt, context)
}

function storeUpdated(
  store: StoreStatement,
  moment: string | null | undefined,
  context: MappingContext,
): CanonicalEvent {
  return withContentId(`locations/update:${store.storeId}:${momentName(moment)}`, {
    source: context.source,
    kind: 'track',
    name: 'Store Updated',
    channel: 'other',
    occurredAt: parseIso(moment ?? '') ?? context.receivedAtMs,
    receivedAt: context.receivedAtMs,
    identifiers: [],
    catalogue: { stores: [store] },
  })
}
