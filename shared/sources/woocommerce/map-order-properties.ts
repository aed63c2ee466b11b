import type { Channel } from '../../events/event.ts'
import { filledIn, type JsonObject, textOf } from '../../kernel/json.ts'
import type { WoocommerceOrder } from './order.ts'

/** Where the visitor came from, as WooCommerce's order attribution notes it, by the names the tracking API uses. */
const attributionKeys: ReadonlyMap<string, string> = new Map([
  ['_wc_order_attribution_utm_source', 'utm_source'],
  ['_wc_order_attribution_utm_medium', 'utm_medium'],
  ['_wc_order_attribution_utm_campaign', 'utm_campaign'],
  ['_wc_order_attribution_referrer', 'referrer'],
  ['_wc_order_attribution_device_type', 'device_type'],
])

/** `created_via` of WooCommerce's tills; "admin" is somebody of the shop typing an order in. */
const channelsByOrigin: ReadonlyMap<string, Channel> = new Map([
  ['pos-rest-api', 'pos'],
  ['admin', 'other'],
])

export function orderChannel(order: WoocommerceOrder): Channel {
  return channelsByOrigin.get(order.created_via ?? '') ?? 'web'
}

/** What an order says about itself that stays as it is while its status goes on. */
export function mapOrderProperties(order: WoocommerceOrder): JsonObject {
  const number = textOf(order.number)
  const coupons = (order.coupon_lines ?? []).map(({ code }) => code)
  const fees = (order.fee_lines ?? []).map(({ name, total }) => ({ name: name ?? '', total: String(total) }))
  const attribution: JsonObject = {}
  for (const { key, value } of order.meta_data ?? []) {
    const name = attributionKeys.get(key)
    const text = textOf(value)
    if (name !== undefined && text !== undefined) attribution[name] = text
  }
  return filledIn({
    order_name: number === undefined || number === String(order.id) ? undefined : number,
    created_via: textOf(order.created_via),
    payment_method: textOf(order.payment_method),
    discount_codes: coupons.length > 0 ? coupons : undefined,
    fees: fees.length > 0 ? fees : undefined,
    ...attribution,
  })
}
