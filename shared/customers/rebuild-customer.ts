import { type AttributedEvent, countEvents } from './count-events.ts'
import { type CustomerState, emptyCustomer } from './customer-state.ts'
import type { OrderState } from './order-state.ts'

/**
 * The customer that these events make, and its orders by key, as if they came in for the first time. An event that is
 * there twice counts once.
 */
export function rebuildCustomer(events: readonly AttributedEvent[]): {
  state: CustomerState
  orders: Map<string, OrderState>
} {
  const orders = new Map<string, OrderState>()
  const once = new Map(events.map((item) => [item.eventKey, item]))
  const state = countEvents(emptyCustomer, orders, once.values())
  return { state, orders }
}
