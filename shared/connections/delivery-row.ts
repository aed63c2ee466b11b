import type { ConnectionLogRow, KeptDelivery } from '../database/tables/connection-logs.ts'
import { eventKey } from '../events/event.ts'
import { newId } from '../kernel/ids.ts'
import type { RandomSource } from '../kernel/random.ts'
import type { Delivery, DeliveryName } from '../sources/source.ts'
import { isCut, textOfBody } from './body-text.ts'
import type { DeliveryOutcome } from './delivery-outcome.ts'

/** Longest body that is kept, in bytes, as the text that it is kept as: a body that is no UTF-8 may take three times as many. */
export const maxKeptBytes = 32 * 1024
/** So many events of a delivery are named with it. */
export const maxEventKeys = 100
const maxTextCharacters = 500

/** One delivery as it was received, before it is written down. */
export interface ReceivedDelivery {
  readonly tenantId: string
  readonly source: string
  readonly connectionId: string
  readonly delivery: Delivery
  /** Called for what anybody may send: it may throw. */
  readonly describe: (delivery: Delivery) => DeliveryName
  readonly receivedAtMs: number
  readonly durationMs: number
  /** Whether its sender was verified: nothing of what others send is kept. */
  readonly isVerified: boolean
  readonly outcome: DeliveryOutcome
}

/** Ids sort by the moment of receipt: all of a moment come at or after this one, those before it do not. */
export function firstDeliveryId(receivedAtMs: number): string {
  return newId('dlv', receivedAtMs, () => 0)
}

/** The row of a delivery. `counter`, below 2^20, puts those of one millisecond in order. */
export function deliveryRow(
  received: ReceivedDelivery,
  random: RandomSource,
  counter: number,
): ConnectionLogRow {
  const { delivery, outcome, receivedAtMs } = received
  const name = nameOf(received)
  return {
    tenantId: received.tenantId,
    logId: newId('dlv', receivedAtMs, random, counter),
    source: received.source,
    connectionId: received.connectionId,
    receivedAt: receivedAtMs,
    durationMs: received.durationMs,
    verdict: outcome.verdict,
    reason: outcome.reason,
    detail: shortened(outcome.detail),
    topic: shortened(name.topic),
    deliveryId: shortened(name.deliveryId),
    contentType: shortened(delivery.headers.get('content-type') ?? null),
    byteCount: delivery.body.byteLength,
    acceptedCount: outcome.acceptedCount,
    duplicateCount: outcome.duplicateCount,
    quarantinedCount: outcome.rejectedCount,
    eventKeys: outcome.events.slice(0, maxEventKeys).map((event) => eventKey(event).toWellFormed()),
    kept: received.isVerified ? keptDelivery(received) : null,
  }
}

function nameOf({ describe, delivery }: ReceivedDelivery): DeliveryName {
  try {
    return describe(delivery)
  } catch {
    return { topic: null, deliveryId: null }
  }
}

function keptDelivery({ delivery, outcome, receivedAtMs }: ReceivedDelivery): KeptDelivery {
  const moments = outcome.events.map(({ occurredAt }) => occurredAt)
  return {
    lagMs: moments.length === 0 ? null : Math.max(0, receivedAtMs - Math.max(...moments)),
    method: delivery.method,
    url: delivery.url,
    headers: tellableHeaders(delivery.headers),
    body: keptBody(delivery.body),
  }
}

function keptBody(body: Uint8Array): string | null {
  if (body.byteLength > maxKeptBytes) return null
  const text = textOfBody(body, maxKeptBytes)
  return isCut(text) ? null : text
}

/** Headers without what lets a caller in, and without what only tells of the way here. */
export function tellableHeaders(headers: ReadonlyMap<string, string>): Record<string, string> {
  return Object.fromEntries([...headers].filter(([name]) => !untold.test(name)))
}
const untold =
  /auth|cookie|token|secret|password|api-?key|hmac|signature|^cf-|^x-forwarded-|^x-real-ip$|^forwarded$|^true-client-ip$/i

function shortened(text: string | null): string | null {
  return text === null ? null : text.slice(0, maxTextCharacters).toWellFormed()
}
