import type { PosStockCount } from '../../contracts/pos.ts'
import type { ProductStatement, StockLevel } from '../../events/catalogue-change.ts'
import type { CanonicalEvent } from '../../events/event.ts'
import { textOf } from '../../kernel/json.ts'
import { type Result, succeed } from '../../kernel/result.ts'
import { type FieldError, type MappingFailure, refuse } from '../mapping-failure.ts'
import type { EventHead } from './event-head.ts'

/** A count of a store's stock as "Inventory Level Updated", of nobody. Fails with `invalid-stock`. */
export function mapStockCount(
  event: PosStockCount,
  head: EventHead,
): Result<CanonicalEvent[], MappingFailure> {
  const errors: FieldError[] = []
  const products: ProductStatement[] = []
  const stock: StockLevel[] = []
  for (const [index, count] of event.counts.entries()) {
    const sku = textOf(count.sku)
    const productId = textOf(count.productId) ?? sku
    const quantity = textOf(count.quantity)
    if (productId === undefined) {
      errors.push({ pointer: `/counts/${index}/productId`, detail: 'is missing, and so is sku' })
    }
    if (quantity === undefined || !Number.isFinite(Number(quantity))) {
      errors.push({ pointer: `/counts/${index}/quantity`, detail: 'is not a number' })
    }
    if (productId === undefined) continue
    const name = textOf(count.name)
    const category = textOf(count.category)
    products.push({
      productId,
      ...(name !== undefined && { name }),
      ...(category !== undefined && { category }),
      variants: [{ variantId: productId, ...(sku !== undefined && { sku }), stockItemId: productId }],
    })
    stock.push({ stockItemId: productId, storeId: event.storeId, availableQuantity: Number(quantity) })
  }
  if (errors.length > 0) return refuse('invalid-stock', errors)
  return succeed([
    {
      ...head,
      kind: 'track',
      name: 'Inventory Level Updated',
      identifiers: [],
      properties: { store: event.storeId, ...(event.tillId != null && { till: event.tillId }) },
      catalogue: { products, stock },
    },
  ])
}
