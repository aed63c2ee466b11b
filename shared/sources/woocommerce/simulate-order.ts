import type { JsonObject } from '../../kernel/json.ts'
import { decimal, reachedAt, returnedLine, type Step } from '../../simulators/shop.ts'
import type { Happening } from '../../simulators/simulator.ts'
import { toGmt } from './gmt.ts'
import { simulatedBilling } from './simulate-billing.ts'

const statuses: Readonly<Record<Step, string>> = {
  placed: 'on-hold',
  paid: 'processing',
  fulfilled: 'completed',
  refunded: 'completed',
}

/** The order as it is when it has come to a step; given back is its first line. */
export function simulatedOrder({ step, purchase, atMs }: Happening): JsonObject {
  const { number, shopper, goodsMinor, goodsTaxMinor, shippingMinor, shippingTaxMinor } = purchase
  const momentOf = (reached: Step) => {
    const reachedMs = reachedAt(purchase, reached, step)
    return reachedMs === undefined ? null : toGmt(reachedMs)
  }
  const returned = returnedLine(purchase)
  const billing = simulatedBilling(shopper)
  return {
    id: number,
    parent_id: 0,
    number: String(number),
    status: statuses[step],
    currency: 'GBP',
    version: '10.3.4',
    prices_include_tax: true,
    date_created_gmt: toGmt(purchase.placedAtMs),
    date_modified_gmt: toGmt(atMs),
    date_paid_gmt: momentOf('paid'),
    date_completed_gmt: momentOf('fulfilled'),
    discount_total: '0.00',
    discount_tax: '0.00',
    shipping_total: decimal(shippingMinor - shippingTaxMinor),
    shipping_tax: decimal(shippingTaxMinor),
    cart_tax: decimal(goodsTaxMinor),
    total: decimal(goodsMinor + shippingMinor),
    total_tax: decimal(goodsTaxMinor + shippingTaxMinor),
    customer_id: 1_000 + shopper.index,
    billing,
    shipping: billing,
    payment_method: 'stripe',
    payment_method_title: 'Credit card',
    created_via: 'checkout',
    customer_note: '',
    meta_data: [],
    line_items: purchase.lines.map(({ product, quantity, amountMinor, taxMinor }, index) => {
      const net = decimal(amountMinor - taxMinor)
      return {
        id: number * 10 + index,
        name: product.name,
        product_id: product.number,
        variation_id: 0,
        quantity,
        subtotal: net,
        subtotal_tax: decimal(taxMinor),
        total: net,
        total_tax: decimal(taxMinor),
        sku: product.sku,
        meta_data: [],
      }
    }),
    shipping_lines: [
      {
        id: number * 10 + 9,
        method_title: 'Flat rate',
        method_id: 'flat_rate',
        total: decimal(shippingMinor - shippingTaxMinor),
        total_tax: decimal(shippingTaxMinor),
      },
    ],
    fee_lines: [],
    coupon_lines: [],
    refunds:
      step === 'refunded'
        ? [{ id: number * 10 + 8, reason: '', total: `-${decimal(returned.amountMinor)}` }]
        : [],
  }
}
