import * as z from 'zod'
import { type Result, succeed } from '../../kernel/result.ts'
import { type MappingFailure, refuse } from '../mapping-failure.ts'
import { readJson } from '../read-json.ts'
import type { Delivery, DeliveryName } from '../source.ts'

/**
 * One thing that a delivery says; nothing of it is checked yet, so that a broken one does not spoil the others.
 * `contacts` is what was sent beside it about the people in it.
 */
export interface WhatsAppRecord {
  readonly topic: 'message' | 'status' | 'user-preference' | 'user-id-update' | 'unsupported'
  /** Meta's name of the webhook field: `messages`, `user_preferences` ... */
  readonly field: string
  readonly content: unknown
  readonly contacts: unknown
  /** The business number's `metadata`. */
  readonly metadata: unknown
}

const envelopeSchema = z.object({
  object: z.literal('whatsapp_business_account'),
  entry: z.array(
    z.object({ changes: z.array(z.object({ field: z.string(), value: z.record(z.string(), z.unknown()) })) }),
  ),
})

/** Where the lists are, by the field of the webhook. */
const lists: readonly (readonly [field: string, list: string, topic: WhatsAppRecord['topic']])[] = [
  ['messages', 'messages', 'message'],
  ['messages', 'statuses', 'status'],
  ['user_preferences', 'user_preferences', 'user-preference'],
  ['user_id_update', 'user_id_update', 'user-id-update'],
]

/**
 * Reads one webhook: every message, status and change of preference in it by itself. A change of another field becomes
 * a record that `map` refuses. Fails with `malformed-body` when it is no JSON or no list of changes, and with
 * `unsupported-topic` when it is about something other than WhatsApp.
 */
export function parseWhatsApp(delivery: Delivery): Result<WhatsAppRecord[], MappingFailure> {
  const json = readJson(delivery.body)
  if (!json.ok) return json
  const envelope = envelopeSchema.safeParse(json.value)
  if (!envelope.success) {
    const isElse = envelope.error.issues.some(({ path }) => path[0] === 'object')
    return isElse
      ? refuse('unsupported-topic', [{ pointer: '/object', detail: 'is not whatsapp_business_account' }])
      : refuse('malformed-body', [{ pointer: '/entry', detail: 'is no list of changes' }])
  }
  return succeed(
    envelope.data.entry.flatMap(({ changes }) =>
      changes.flatMap(({ field, value }) => recordsOf(field, value)),
    ),
  )
}

/** What Meta itself calls a delivery: the fields that changed. It gives deliveries no number. */
export function describeWhatsApp(delivery: Delivery): DeliveryName {
  const parsed = delivery.method === 'GET' ? undefined : parseWhatsApp(delivery)
  const topics = parsed?.ok
    ? parsed.value.map(({ field, topic }) => (topic === 'status' ? 'statuses' : field))
    : []
  return { topic: topics.length === 0 ? null : [...new Set(topics)].join(','), deliveryId: null }
}

function recordsOf(field: string, value: Record<string, unknown>): WhatsAppRecord[] {
  const { contacts, metadata } = value
  const records = lists.flatMap(([ofField, list, topic]) => {
    const contents = ofField === field ? value[list] : undefined
    if (contents === undefined) return []
    return [contents].flat().map((content) => ({ topic, field, content, contacts, metadata }))
  })
  return records.length > 0 ? records : [{ topic: 'unsupported', field, content: value, contacts, metadata }]
}
