import { isJsonObject, type JsonObject, textOf } from '../../kernel/json.ts'
import { type Result, succeed } from '../../kernel/result.ts'
import { type MappingFailure, refuse } from '../mapping-failure.ts'
import { readJson } from '../read-json.ts'
import type { Delivery } from '../source.ts'

export type LightspeedRecordKind = 'sale' | 'customer' | 'product' | 'inventory' | 'outlet'

/** One of Lightspeed's objects as it was sent, by webhook (API 1.0) or read (API 2.0); nothing is checked yet. */
export interface LightspeedRecord {
  readonly kind: LightspeedRecordKind
  readonly fields: unknown
}

const topics: ReadonlyMap<string, LightspeedRecordKind> = new Map([
  ['sale.update', 'sale'],
  ['customer.update', 'customer'],
  ['product.update', 'product'],
  ['inventory.update', 'inventory'],
] as const)

const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: false })
const encoder = new TextEncoder()

/** The form that a webhook is; undefined when its bytes are no text. */
function formOf(body: Uint8Array): URLSearchParams | undefined {
  try {
    return new URLSearchParams(utf8.decode(body))
  } catch {
    return undefined
  }
}

/**
 * What a webhook is about: its form says so in `type`, else the address it was sent to may (`?type=sale.update`), else
 * what is in it.
 */
export function topicOf(delivery: Delivery): string | undefined {
  const form = formOf(delivery.body)
  const stated = textOf(form?.get('type')) ?? textOf(new URL(delivery.url).searchParams.get('type'))
  if (stated !== undefined) return stated
  const payload = readJson(encoder.encode(form?.get('payload') ?? ''))
  return payload.ok && isJsonObject(payload.value) ? topicOfFields(payload.value) : undefined
}

function topicOfFields(fields: JsonObject): string | undefined {
  if (Object.hasOwn(fields, 'register_sale_products')) return 'sale.update'
  if (Object.hasOwn(fields, 'customer_code')) return 'customer.update'
  if (Object.hasOwn(fields, 'product_id') && Object.hasOwn(fields, 'outlet_id')) return 'inventory.update'
  return Object.hasOwn(fields, 'handle') ? 'product.update' : undefined
}

/**
 * Reads one webhook: a form whose field `payload` is JSON. A sale brings its customer along. Fails with
 * `malformed-body` (no form, no payload, not JSON) or `unsupported-topic`.
 */
export function parseLightspeed(delivery: Delivery): Result<LightspeedRecord[], MappingFailure> {
  const payload = formOf(delivery.body)?.get('payload')
  if (payload == null) {
    return refuse('malformed-body', [{ pointer: '', detail: 'is not a form with the field payload' }])
  }
  const json = readJson(encoder.encode(payload))
  if (!json.ok) return json
  const topic = topicOf(delivery) ?? '(unknown)'
  const kind = topics.get(topic)
  if (kind === undefined) {
    return refuse('unsupported-topic', [{ pointer: '', detail: `has the topic ${topic}` }])
  }
  const fields = json.value
  const customer = kind === 'sale' && isJsonObject(fields) ? fields.customer : undefined
  const isWhole = isJsonObject(customer) && textOf(customer.id) && textOf(customer.updated_at)
  return succeed([{ kind, fields }, ...(isWhole ? [{ kind: 'customer' as const, fields: customer }] : [])])
}
