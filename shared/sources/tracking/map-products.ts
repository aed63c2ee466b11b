import type { OrderLine } from '../../events/order-change.ts'
import { isJsonObject, type Json, type JsonObject, textOf } from '../../kernel/json.ts'
import { lineAmountMinor } from '../../kernel/money.ts'
import type { FieldError } from '../mapping-failure.ts'

/**
 * `properties.products` as order lines; what is wrong is added to `errors`. A product is known by `product_id`, else
 * `sku`, else `name`. Quantity is 1 unless given. A price may be missing only where the order's total is known.
 */
export function mapProducts(
  products: Json | undefined,
  currency: string,
  totalIsKnown: boolean,
  errors: FieldError[],
): OrderLine[] {
  if (products === undefined || products === null) return []
  if (!Array.isArray(products)) {
    errors.push({ pointer: '/properties/products', detail: 'is not a list' })
    return []
  }
  const lines: OrderLine[] = []
  for (let index = 0; index < products.length; index += 1) {
    const pointer = `/properties/products/${index}`
    const product = products[index]
    if (!isJsonObject(product)) errors.push({ pointer, detail: 'is not an object' })
    else {
      const line = mapProduct(product, index, currency, totalIsKnown, (field, detail) => {
        errors.push({ pointer: `${pointer}/${field}`, detail })
      })
      if (line !== undefined) lines.push(line)
    }
  }
  return lines
}

function mapProduct(
  product: JsonObject,
  index: number,
  currency: string,
  totalIsKnown: boolean,
  refuseField: (field: string, detail: string) => void,
): OrderLine | undefined {
  const name = textOf(product.name)
  const category = textOf(product.category)
  const sku = textOf(product.sku)
  const productId = textOf(product.product_id) ?? sku ?? name
  if (productId === undefined) {
    refuseField('product_id', 'is missing, and so are sku and name')
    return undefined
  }
  const quantity = decimalText(product.quantity, '1')
  if (!lineAmountMinor(quantity, 0, currency).ok || !Number.isFinite(Number(quantity))) {
    refuseField('quantity', 'is not a number')
    return undefined
  }
  if (product.price == null && !totalIsKnown) {
    refuseField('price', 'is missing, and the order has no total')
    return undefined
  }
  const amount = lineAmountMinor(quantity, decimalText(product.price, '0'), currency)
  if (!amount.ok) {
    refuseField('price', amount.failure.kind === 'amount-too-large' ? 'is too large' : 'is not an amount')
    return undefined
  }
  return {
    lineId: String(index + 1),
    productId,
    ...(name !== undefined && { name }),
    ...(category !== undefined && { category }),
    ...(sku !== undefined && { sku }),
    quantity: Number(quantity),
    amountMinor: amount.value,
  }
}

function decimalText(value: Json | undefined, whenAbsent: string): string {
  return value === undefined || value === null ? whenAbsent : (textOf(value) ?? '')
}
