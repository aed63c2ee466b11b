import type { OrderLine } from '../../events/order-change.ts'
import { textOf } from '../../kernel/json.ts'
import { lineAmountMinor, toMinorUnits } from '../../kernel/money.ts'
import type { FieldError } from '../mapping-failure.ts'
import type { ShopifyLineItem } from './order.ts'
import { exactId } from './resource.ts'

/**
 * One line item: price x quantity less the discounts that Shopify allots to the line. A custom item at the till has no
 * product, so its variant, SKU or title stands for it. Undefined, with what is wrong added to `errors`, when an amount
 * cannot be read; `pointer` is where the item is.
 */
export function mapLineItem(
  item: ShopifyLineItem,
  currency: string,
  pointer: string,
  errors: FieldError[],
): OrderLine | undefined {
  const gross = lineAmountMinor(item.quantity, item.price, currency)
  if (!gross.ok) {
    errors.push({ pointer: `${pointer}/price`, detail: gross.failure.message })
    return undefined
  }
  let amountMinor = gross.value
  for (const { field, amount } of lineDiscounts(item)) {
    const discountMinor = toMinorUnits(amount, currency)
    if (!discountMinor.ok) {
      errors.push({ pointer: `${pointer}/${field}`, detail: discountMinor.failure.message })
      return undefined
    }
    amountMinor -= discountMinor.value
  }
  const name = textOf(item.title)
  const category = textOf(item.product_type) ?? textOf(item.vendor)
  const sku = textOf(item.sku)
  return {
    lineId: exactId(item),
    productId: textOf(item.product_id) ?? textOf(item.variant_id) ?? sku ?? name ?? exactId(item),
    ...(name !== undefined && { name }),
    ...(category !== undefined && { category }),
    ...(sku !== undefined && { sku }),
    quantity: item.quantity,
    amountMinor,
  }
}

/** `total_discount` is the older field and repeats what the allocations say in full. */
function lineDiscounts(item: ShopifyLineItem): { field: string; amount: string | number }[] {
  if (item.discount_allocations?.length) {
    return item.discount_allocations.map(({ amount }, index) => ({
      field: `discount_allocations/${index}/amount`,
      amount,
    }))
  }
  return item.total_discount == null ? [] : [{ field: 'total_discount', amount: item.total_discount }]
}
