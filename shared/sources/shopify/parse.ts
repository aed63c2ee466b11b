import type * as z from 'zod'
import { type Result, succeed } from '../../kernel/result.ts'
import { fieldErrors, type MappingFailure, refuse } from '../mapping-failure.ts'
import { readJson } from '../read-json.ts'
import type { Delivery } from '../source.ts'
import { type ShopifyCustomerMerge, shopifyCustomerMergeSchema } from './customer-merge.ts'
import { shopifyHeader } from './headers.ts'
import { type ConsentTopic, type ConsentUpdate, consentTopics } from './marketing-consent.ts'
import { type ShopifyOrder, shopifyOrderSchema } from './order.ts'

/** What a delivery of one of the topics Patron knows says. `triggeredAt` is Shopify's own time of it. */
export type ShopifyRecord =
  | { readonly topic: 'orders/create'; readonly order: ShopifyOrder }
  | {
      readonly topic: 'customers/merge'
      readonly merge: ShopifyCustomerMerge
      readonly triggeredAt: string | undefined
    }
  | { readonly topic: ConsentTopic; readonly update: ConsentUpdate; readonly triggeredAt: string | undefined }

/**
 * Reads one webhook. Fails with `unsupported-topic`, `malformed-body` (not JSON), or `invalid-order` or
 * `invalid-customer` (a needed field is missing or of the wrong type, each with its pointer).
 */
export function parseShopify(delivery: Delivery): Result<ShopifyRecord[], MappingFailure> {
  const topic = shopifyHeader(delivery.headers, 'topic') ?? '(none)'
  const triggeredAt = shopifyHeader(delivery.headers, 'triggered-at')
  if (topic === 'orders/create') {
    return parseBody(delivery, shopifyOrderSchema, 'invalid-order', (order) => ({ topic, order }))
  }
  if (topic === 'customers/merge') {
    return parseBody(delivery, shopifyCustomerMergeSchema, 'invalid-customer', (merge) => {
      return { topic, merge, triggeredAt }
    })
  }
  if (isConsentTopic(topic)) {
    return parseBody(delivery, consentTopics[topic].schema, 'invalid-customer', (update) => {
      return { topic, update, triggeredAt }
    })
  }
  return refuse('unsupported-topic', [{ pointer: '', detail: `has the topic ${topic}` }])
}

function parseBody<Body>(
  delivery: Delivery,
  schema: z.ZodType<Body>,
  failureKind: MappingFailure['kind'],
  toRecord: (body: Body) => ShopifyRecord,
): Result<ShopifyRecord[], MappingFailure> {
  const json = readJson(delivery.body)
  if (!json.ok) return json
  const body = schema.safeParse(json.value)
  return body.success ? succeed([toRecord(body.data)]) : refuse(failureKind, fieldErrors(body.error))
}

function isConsentTopic(topic: string): topic is ConsentTopic {
  return Object.hasOwn(consentTopics, topic)
}
