import * as z from 'zod'
import { type Result, succeed } from '../../kernel/result.ts'
import { fieldErrors, type MappingFailure, refuse } from '../mapping-failure.ts'
import { readJson } from '../read-json.ts'
import type { Delivery } from '../source.ts'

/** What Square tells of. `order` is the whole of one, which only the API has; webhooks bring an `order-state`. */
export type SquareRecordKind =
  | 'payment'
  | 'refund'
  | 'order'
  | 'order-state'
  | 'customer'
  | 'customer-deleted'
  | 'loyalty-account'
  | 'inventory-count'
  | 'catalog-item'
  | 'location'

/** One of Square's objects as it was sent; nothing of it is checked yet. */
export interface SquareRecord {
  readonly kind: SquareRecordKind
  readonly fields: unknown
  /** `event_context` of the webhook: a customer that came or went by a merge. */
  readonly context?: unknown
  /** When Square made the webhook; absent for what the API answered. */
  readonly toldAt?: string
}

const webhookSchema = z.object({
  type: z.string(),
  event_id: z.string().nullish(),
  created_at: z.string(),
  data: z.object({ id: z.string().nullish(), object: z.record(z.string(), z.unknown()).nullish() }),
})

/** Where each topic keeps its object, and what it is. */
const topics: ReadonlyMap<string, { readonly name: string; readonly kind: SquareRecordKind }> = new Map([
  ['payment.created', { name: 'payment', kind: 'payment' }],
  ['payment.updated', { name: 'payment', kind: 'payment' }],
  ['refund.created', { name: 'refund', kind: 'refund' }],
  ['refund.updated', { name: 'refund', kind: 'refund' }],
  ['order.created', { name: 'order_created', kind: 'order-state' }],
  ['order.updated', { name: 'order_updated', kind: 'order-state' }],
  ['customer.created', { name: 'customer', kind: 'customer' }],
  ['customer.updated', { name: 'customer', kind: 'customer' }],
  ['customer.deleted', { name: 'customer', kind: 'customer-deleted' }],
  ['loyalty.account.created', { name: 'loyalty_account', kind: 'loyalty-account' }],
  ['loyalty.account.updated', { name: 'loyalty_account', kind: 'loyalty-account' }],
  ['inventory.count.updated', { name: 'inventory_counts', kind: 'inventory-count' }],
] as const)

/** Says only that the catalogue has changed; the next reading of the API finds out what. */
const catalogueTopic = 'catalog.version.updated'

/**
 * Splits one webhook into its objects. Fails with `malformed-body` (not JSON), `unsupported-topic`, or
 * `invalid-record` when the envelope is not Square's.
 */
export function parseSquare(delivery: Delivery): Result<SquareRecord[], MappingFailure> {
  const json = readJson(delivery.body)
  if (!json.ok) return json
  const webhook = webhookSchema.safeParse(json.value)
  if (!webhook.success) return refuse('invalid-record', fieldErrors(webhook.error))
  const { type, created_at: toldAt, data } = webhook.data
  if (type === catalogueTopic) return succeed([])
  const topic = topics.get(type)
  if (topic === undefined) {
    return refuse('unsupported-topic', [{ pointer: '/type', detail: `is the topic ${type}` }])
  }
  const { kind, name } = topic
  // Deleted things may be left out.
  const fields = data.object?.[name] ?? { id: data.id ?? undefined }
  const context = data.object?.event_context
  const all = kind === 'inventory-count' && Array.isArray(fields) ? fields : [fields]
  return succeed(all.map((each) => ({ kind, fields: each, context, toldAt })))
}
