import { type Result, succeed } from '../../kernel/result.ts'
import { type MappingFailure, refuse } from '../mapping-failure.ts'
import type { Delivery } from '../source.ts'
import { readForm } from './form.ts'

/** The fields of one request of Twilio, the first value of each. */
export interface TwilioRecord {
  readonly topic: 'message' | 'status'
  readonly fields: Readonly<Record<string, string>>
}

const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true })
/** What Twilio calls a message that somebody sent to the shop. Anything else is the way of one that the shop sent. */
const inboundStatuses: ReadonlySet<string | undefined> = new Set([undefined, '', 'received', 'receiving'])

/**
 * Reads one request: a message that came in, or the status of one that went out. Fails with `malformed-body` when it
 * is not UTF-8, and with `unsupported-topic` when it is about no message (a call, an event of an event stream).
 */
export function parseTwilio(delivery: Delivery): Result<TwilioRecord[], MappingFailure> {
  if (!isUtf8(delivery.body)) return refuse('malformed-body', [{ pointer: '', detail: 'is not UTF-8 text' }])
  const fields = firstValues(delivery)
  const topic = topicOf(fields)
  return topic === undefined
    ? refuse('unsupported-topic', [{ pointer: '', detail: 'is no form that names a message' }])
    : succeed([{ topic, fields }])
}

/** What Twilio itself calls a delivery. */
export function describeTwilio(delivery: Delivery): { topic: string | null; deliveryId: string | null } {
  const fields = firstValues(delivery)
  const topic = topicOf(fields) ?? null
  return {
    topic: topic === 'status' ? `status/${statusOf(fields)}` : topic,
    deliveryId: delivery.headers.get('i-twilio-idempotency-token') ?? null,
  }
}

function topicOf(fields: TwilioRecord['fields']): TwilioRecord['topic'] | undefined {
  if (!fields.MessageSid && !fields.SmsSid) return undefined
  return inboundStatuses.has(statusOf(fields)) ? 'message' : 'status'
}

function statusOf(fields: TwilioRecord['fields']): string | undefined {
  return (fields.MessageStatus ?? fields.SmsStatus)?.trim().toLowerCase()
}

function firstValues({ headers, body }: Delivery): TwilioRecord['fields'] {
  if (/json/i.test(headers.get('content-type') ?? '')) return {}
  return Object.fromEntries([...readForm(body)].map(([name, [value = '']]) => [name, value]))
}

function isUtf8(body: Uint8Array): boolean {
  try {
    utf8.decode(body)
    return true
  } catch {
    return false
  }
}
