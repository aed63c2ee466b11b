import { maxPosBatchEvents } from '../../contracts/pos.ts'
import { isJsonObject } from '../../kernel/json.ts'
import { type Result, succeed } from '../../kernel/result.ts'
import { type MappingFailure, refuse } from '../mapping-failure.ts'
import { readJson } from '../read-json.ts'
import type { Delivery } from '../source.ts'

/** One event of a till as it was sent; nothing is checked yet. */
export interface PosRecord {
  readonly fields: unknown
  /** `sentAt` of the batch around it. */
  readonly sentAt: unknown
}

/**
 * Splits a parsed body into its events: one event, or `{"events": [...]}`. Fails with `malformed-body` when it is no
 * object, its events are no list, or there are more than `maxPosBatchEvents`.
 */
export function splitPosEvents(body: unknown): Result<PosRecord[], MappingFailure> {
  if (!isJsonObject(body)) return refuse('malformed-body', [{ pointer: '', detail: 'is not an object' }])
  if (!Object.hasOwn(body, 'events')) return succeed([{ fields: body, sentAt: undefined }])
  const { events, sentAt } = body
  if (!Array.isArray(events)) {
    return refuse('malformed-body', [{ pointer: '/events', detail: 'is not a list' }])
  }
  if (events.length > maxPosBatchEvents) {
    const detail = `has more than ${maxPosBatchEvents} events`
    return refuse('malformed-body', [{ pointer: '/events', detail }])
  }
  return succeed(events.map((fields) => ({ fields, sentAt })))
}

/** Reads one signed delivery. Fails with `malformed-body`. */
export function parsePos(delivery: Delivery): Result<PosRecord[], MappingFailure> {
  const json = readJson(delivery.body)
  return json.ok ? splitPosEvents(json.value) : json
}
