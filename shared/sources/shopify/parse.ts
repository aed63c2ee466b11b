import { type Result, succeed } from '../../kernel/result.ts'
import { type MappingFailure, refuse } from '../mapping-failure.ts'
import { readJson } from '../read-json.ts'
import type { Delivery } from '../source.ts'
import { shopifyHeader } from './headers.ts'
import type { ShopifyRecord } from './record.ts'
import { shopifyTopics } from './topics.ts'

/**
 * Reads one webhook. Fails with `unsupported-topic`, `malformed-body` (not JSON), or by the topic's subject with
 * `invalid-order` (orders, refunds, checkouts, carts), `invalid-customer` (also privacy), `invalid-product`,
 * `invalid-stock` (locations too) or `invalid-record`: a needed field is missing or of the wrong type, each with its
 * pointer.
 */
export function parseShopify(delivery: Delivery): Result<ShopifyRecord[], MappingFailure> {
  const topic = shopifyHeader(delivery.headers, 'topic') ?? '(none)'
  const readTopic = shopifyTopics.get(topic)
  if (readTopic === undefined) {
    return refuse('unsupported-topic', [{ pointer: '', detail: `has the topic ${topic}` }])
  }
  const json = readJson(delivery.body)
  if (!json.ok) return json
  const record = readTopic(json.value, shopifyHeader(delivery.headers, 'triggered-at'))
  return record.ok ? succeed([record.value]) : record
}
