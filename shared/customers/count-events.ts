import type { CanonicalEvent } from '../events/event.ts'
import { replaceOrder } from '../features/rolling-features.ts'
import type { IdentifierKey } from '../identity/identifier.ts'
import { type CustomerState, evolveCustomer, isNote } from './customer-state.ts'
import { noteEvidence } from './evidence.ts'
import { evolveOrder, type OrderState, orderKeyOf } from './order-state.ts'

/** An event of a timeline, read. */
export interface AttributedEvent {
  readonly eventKey: string
  /** Its usable identifiers. */
  readonly keys: readonly IdentifierKey[]
  /** The customer it was attributed to before any merge. */
  readonly homeId: string
  readonly event: CanonicalEvent
}

/**
 * A customer after more events, none of them counted before; the orders they are about are replaced in `orders`, which
 * has to hold the states they had before (null or nothing: it is new).
 */
export function countEvents(
  state: CustomerState,
  orders: Map<string, OrderState | null>,
  events: Iterable<Omit<AttributedEvent, 'eventKey'>>,
): CustomerState {
  const evidence = { ...state.evidence }
  let after = state
  for (const { event, keys, homeId } of events) {
    if (!isNote(event)) noteEvidence(evidence, event, keys)
    after = applyOrder(evolveCustomer(after, event, [], homeId), orders, event)
  }
  return { ...after, evidence }
}

function applyOrder(
  evolved: CustomerState,
  orders: Map<string, OrderState | null>,
  event: CanonicalEvent,
): CustomerState {
  const key = orderKeyOf(event)
  if (event.order === undefined || key === null) return evolved
  const before = orders.get(key) ?? null
  const after = evolveOrder(before, event, event.order)
  orders.set(key, after)
  return { ...evolved, features: replaceOrder(evolved.features, before, after) }
}
