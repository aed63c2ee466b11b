import { type Result, succeed } from '../../kernel/result.ts'
import { fieldErrors, type MappingFailure, refuse } from '../mapping-failure.ts'
import { readJson } from '../read-json.ts'
import type { Delivery } from '../source.ts'
import { shopifyHeader } from './headers.ts'
import { type ShopifyOrder, shopifyOrderSchema } from './order.ts'

/** What a delivery of one of the topics Patron knows says. */
export type ShopifyRecord = { readonly topic: 'orders/create'; readonly order: ShopifyOrder }

/**
 * Reads one webhook. Fails with `unsupported-topic`, `malformed-body` (not JSON) or `invalid-order` (a needed field is
 * missing or of the wrong type, each with its pointer).
 */
export function parseShopify(delivery: Delivery): Result<ShopifyRecord[], MappingFailure> {
  const topic = shopifyHeader(delivery.headers, 'topic')
  if (topic !== 'orders/create') {
    return refuse('unsupported-topic', [{ pointer: '', detail: `has the topic ${topic ?? '(none)'}` }])
  }
  const json = readJson(delivery.body)
  if (!json.ok) return json
  const order = shopifyOrderSchema.safeParse(json.value)
  return order.success
    ? succeed([{ topic, order: order.data }])
    : refuse('invalid-order', fieldErrors(order.error))
}
