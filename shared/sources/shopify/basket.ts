import * as z from 'zod'
import { type JsonObject, textOf } from '../../kernel/json.ts'
import { lineAmountMinor, toDecimalString } from '../../kernel/money.ts'
import { compact } from './map-buyer.ts'
import { decimal, id, text } from './resource.ts'

/** One line of a cart or a checkout: what somebody thinks of buying. */
export const basketItemSchema = z.object({
  product_id: id.nullish(),
  variant_id: id.nullish(),
  sku: text,
  title: text,
  vendor: text,
  product_type: text,
  quantity: z.number(),
  price: decimal.nullish(),
})
export type BasketItem = z.infer<typeof basketItemSchema>

/** The lines by the names of Segment's e-commerce specification; products are called as order lines call them. */
export function mapBasket(items: readonly BasketItem[]): JsonObject[] {
  return items.map((item) => {
    const sku = textOf(item.sku)
    const name = textOf(item.title)
    const price = Number(textOf(item.price))
    return compact({
      product_id: textOf(item.product_id) ?? textOf(item.variant_id) ?? sku ?? name,
      variant: textOf(item.variant_id),
      sku,
      name,
      brand: textOf(item.vendor),
      category: textOf(item.product_type) ?? textOf(item.vendor),
      quantity: item.quantity,
      price: Number.isFinite(price) ? price : undefined,
    })
  })
}

/** What the lines cost together; undefined when one has no price that can be read. */
export function basketValue(items: readonly BasketItem[], currency: string): number | undefined {
  let valueMinor = 0
  for (const item of items) {
    const amount = lineAmountMinor(item.quantity, item.price ?? '', currency)
    if (!amount.ok) return undefined
    valueMinor += amount.value
  }
  return Number(toDecimalString(valueMinor, currency))
}
