import { posEventSchema } from '../../contracts/pos.ts'
import type { CanonicalEvent } from '../../events/event.ts'
import { isJsonObject } from '../../kernel/json.ts'
import type { Result } from '../../kernel/result.ts'
import { callOccurredAt } from '../device-clock.ts'
import { fieldErrors, type MappingFailure, refuse } from '../mapping-failure.ts'
import type { MappingContext } from '../source.ts'
import type { EventHead } from './event-head.ts'
import { mapCapture } from './map-capture.ts'
import { mapReturn } from './map-return.ts'
import { mapSale, mapVoid } from './map-sale.ts'
import { mapStockCount } from './map-stock-count.ts'
import type { PosRecord } from './parse.ts'

/** Which failure a wrong event of each kind is. */
const failureKinds: ReadonlyMap<unknown, MappingFailure['kind']> = new Map([
  ['sale', 'invalid-order'],
  ['return', 'invalid-order'],
  ['void', 'invalid-order'],
  ['bill', 'invalid-customer'],
  ['customer', 'invalid-customer'],
  ['stock-count', 'invalid-stock'],
])

/**
 * One event of a till. It happened when the till's clock said, corrected where that clock is wrong by `sentAt`.
 *
 * Fails with `invalid-order`, `invalid-customer`, `invalid-stock`, or `invalid-record` for a kind that is none; each
 * wrong field has its pointer within the event.
 */
export function mapPos(record: PosRecord, context: MappingContext): Result<CanonicalEvent[], MappingFailure> {
  const kind = isJsonObject(record.fields) ? record.fields.kind : undefined
  const parsed = posEventSchema.safeParse(record.fields)
  const failureKind = failureKinds.get(kind) ?? 'invalid-record'
  if (!parsed.success) return refuse(failureKind, fieldErrors(parsed.error))
  const event = parsed.data
  const occurredAt = callOccurredAt(event.occurredAt, event.sentAt ?? record.sentAt, context.receivedAtMs)
  if (occurredAt === undefined) {
    const detail = 'is not an ISO 8601 moment with a time zone'
    return refuse(failureKind, [{ pointer: '/occurredAt', detail }])
  }
  const head: EventHead = {
    id: event.eventId,
    source: context.source,
    channel: 'pos',
    occurredAt,
    receivedAt: context.receivedAtMs,
  }
  switch (event.kind) {
    case 'sale':
      return mapSale(event, head, context)
    case 'return':
      return mapReturn(event, head, context)
    case 'void':
      return mapVoid(event, head, context)
    case 'stock-count':
      return mapStockCount(event, head)
    default:
      return mapCapture(event, head, context)
  }
}
