import type { CanonicalEvent } from '../../events/event.ts'
import { isDeeperThan, isJsonObject } from '../../kernel/json.ts'
import { type Result, succeed } from '../../kernel/result.ts'
import { type MappingFailure, refuse } from '../mapping-failure.ts'
import { readJson } from '../read-json.ts'
import type { Delivery } from '../source.ts'
import { maxCallDepth } from './call-limits.ts'

type CallKind = CanonicalEvent['kind']

/** One tracking call as it was sent; nothing is checked yet. */
export interface TrackingCall {
  /** What the address says it is; undefined in a batch, where `fields.type` says it. */
  readonly kind: CallKind | undefined
  readonly fields: unknown
  /** `sentAt` of the batch around it. */
  readonly sentAt: unknown
  /** `context` of the batch around it, which holds for every call in it. */
  readonly context: unknown
}

/** The last part of each tracking address, the browser SDK's short forms and the import of old calls included. */
const endpoints: ReadonlyMap<string, CallKind | 'batch'> = new Map([
  ['identify', 'identify'],
  ['i', 'identify'],
  ['track', 'track'],
  ['t', 'track'],
  ['page', 'page'],
  ['p', 'page'],
  ['screen', 'screen'],
  ['s', 'screen'],
  ['group', 'group'],
  ['g', 'group'],
  ['alias', 'alias'],
  ['a', 'alias'],
  ['batch', 'batch'],
  ['b', 'batch'],
  ['import', 'batch'],
])
export type TrackingEndpoint = CallKind | 'batch'

/** Which call the address of a request stands for: "/v1/t" is a track. Undefined when it is no tracking address. */
export function trackingEndpoint(url: string): TrackingEndpoint | undefined {
  const name = /\/([a-z]+)\/?(?:[?#]|$)/.exec(url)?.[1]
  return name === undefined ? undefined : endpoints.get(name)
}

/**
 * Splits a parsed body into its calls. Fails with `malformed-body` when it is no object, its batch is no list, or the context of its batch
 * is nested deeper than that of a call may be.
 */
export function splitCalls(
  body: unknown,
  endpoint: TrackingEndpoint,
): Result<TrackingCall[], MappingFailure> {
  if (!isJsonObject(body)) return refuse('malformed-body', [{ pointer: '', detail: 'is not an object' }])
  if (endpoint !== 'batch') {
    return succeed([{ kind: endpoint, fields: body, sentAt: undefined, context: undefined }])
  }
  const { batch, sentAt, context } = body
  if (!Array.isArray(batch)) return refuse('malformed-body', [{ pointer: '/batch', detail: 'is not a list' }])
  if (isDeeperThan(context, maxCallDepth)) {
    const detail = `is nested deeper than ${maxCallDepth} levels`
    return refuse('malformed-body', [{ pointer: '/context', detail }])
  }
  return succeed(batch.map((fields) => ({ kind: undefined, fields, sentAt, context })))
}

/** Reads one request of the tracking API. Fails with `unsupported-topic` or `malformed-body`. */
export function parseTracking(delivery: Delivery): Result<TrackingCall[], MappingFailure> {
  const endpoint = trackingEndpoint(delivery.url)
  if (endpoint === undefined) {
    return refuse('unsupported-topic', [{ pointer: '', detail: 'was not sent to a tracking address' }])
  }
  const json = readJson(delivery.body)
  return json.ok ? splitCalls(json.value, endpoint) : json
}
