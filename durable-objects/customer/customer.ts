import { DurableObject } from 'cloudflare:workers'
import type {
  IngestCustomer,
  IngestReply,
  StoredCustomer,
  TimelineCursor,
  TimelineEntry,
} from '#shared/customers/ingest.ts'
import type { OrderState } from '#shared/customers/order-state.ts'
import { durableObjectSql } from '../sql/durable-object-sql.ts'
import { CustomerStore } from './customer-store.ts'

/**
 * One customer, or a cell of customers: timeline, orders, evidence and rolling features. Every call is one
 * synchronous turn. Named by placeCustomer().
 */
export class Customer extends DurableObject {
  readonly #store: CustomerStore

  constructor(state: DurableObjectState, env: object) {
    super(state, env)
    this.#store = new CustomerStore(durableObjectSql(state.storage))
  }

  ingest(customers: IngestCustomer[]): IngestReply[] {
    return this.#store.ingest(customers)
  }

  /** Returns the version the customer had, which the survivor must exceed. */
  redirect(customerId: string, survivorId: string): number {
    return this.#store.redirect(customerId, survivorId)
  }

  /** The customer with its orders, or null when it is not here. */
  profile(customerId: string): { stored: StoredCustomer; orders: OrderState[] } | null {
    const stored = this.#store.find(customerId)
    return stored === undefined ? null : { stored, orders: this.#store.orders(customerId) }
  }

  timeline(customerId: string, limit: number, cursor: TimelineCursor | null): TimelineEntry[] {
    return this.#store.timeline(customerId, limit, cursor)
  }

  timelineFromStart(customerId: string, limit: number, cursor: TimelineCursor | null): TimelineEntry[] {
    return this.#store.timelineFromStart(customerId, limit, cursor)
  }
}
