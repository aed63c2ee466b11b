import { DurableObject } from 'cloudflare:workers'
import type {
  CustomerRevision,
  CustomerStep,
  CustomerViews,
  IngestCustomer,
  IngestReply,
  OrderPlacings,
  OrderQuestion,
  OrderTelling,
  RedirectReply,
  Restatement,
  Revision,
  RevisionReply,
  StepReply,
  StoredCustomer,
  TimelineCursor,
  TimelineEntry,
} from '#shared/customers/ingest.ts'
import type { OrderState } from '#shared/customers/order-state.ts'
import type { TimelineRoom } from '#shared/customers/timeline-room.ts'
import type { RatesOfDay } from '#shared/exchange-rates/late-rates.ts'
import { type RatedTenant, rateName, type WantedRate } from '#shared/exchange-rates/note-exchange-rates.ts'
import { durableObjectSql } from '../sql/durable-object-sql.ts'
import { CustomerRates } from './customer-rates.ts'
import { CustomerStore } from './customer-store.ts'

/**
 * One customer, or a cell of customers: timeline, orders, evidence and rolling features. Every call is one
 * synchronous turn. Named by placeCustomer().
 */
export class Customer extends DurableObject {
  readonly #store: CustomerStore
  readonly #rates: CustomerRates

  constructor(state: DurableObjectState, env: object) {
    super(state, env)
    const sql = durableObjectSql(state.storage)
    this.#store = new CustomerStore(sql)
    this.#rates = new CustomerRates(sql)
  }

  ingest(customers: IngestCustomer[]): IngestReply[] {
    return this.#store.ingest(customers)
  }

  /** The version in the reply is one that the survivor must exceed. */
  redirect(customerId: string, survivorId: string, operation: number): RedirectReply {
    return this.#store.redirect(customerId, survivorId, operation)
  }

  fence(customerId: string, operation: number): StepReply {
    return this.#store.fence(customerId, operation)
  }

  open(customerId: string, operation: number, exceedsVersion: number): StepReply {
    return this.#store.open(customerId, operation, exceedsVersion)
  }

  revise(customerId: string, revision: Revision): RevisionReply {
    return this.#store.revise(customerId, revision)
  }

  /** The same for several, in their order. */
  reviseAll(revisions: CustomerRevision[]): RevisionReply[] {
    return this.#store.reviseAll(revisions)
  }

  /** What each tells of its orders by now; null for one that tells nothing any more. */
  tellingsOf(asked: OrderQuestion[]): (OrderTelling | null)[] {
    return asked.map(({ customerId, orderKeys }) => this.#store.tellingOf(customerId, orderKeys) ?? null)
  }

  /** The exchange rates that the events of these orders need. */
  ratesWanted(tenant: RatedTenant, asked: OrderQuestion[]): WantedRate[] {
    return this.#rates.wanted(tenant, asked)
  }

  /** Notes exchange rates in the events of these orders; each as it is after that. */
  noteRates(tenant: RatedTenant, asked: OrderQuestion[], rates: RatesOfDay[]): IngestReply[] {
    return this.#rates.note(tenant, asked, new Map(rates.map((rate) => [rateName(rate), rate])))
  }

  /** All that these customers tell, for making their rows again. */
  restate(customerIds: string[]): Restatement[] {
    return this.#store.restate(customerIds)
  }

  /** The next customers of a cell. */
  customersAfter(customerId: string, limit: number): string[] {
    return this.#store.customersAfter(customerId, limit)
  }

  /** The events by which orders of customers were placed. */
  placingsOf(asked: { customerId: string; orderKeys: string[] }[]): OrderPlacings[] {
    return asked.map(({ customerId, orderKeys }) => this.#store.placingsOf(customerId, orderKeys))
  }

  /** Takes events out of the timeline that a merged customer keeps. */
  discard(customerId: string, eventKeys: string[]): void {
    this.#store.discard(customerId, eventKeys)
  }

  erase(customerId: string, operation: number): StepReply {
    return this.#store.erase(customerId, operation)
  }

  forget(customerId: string): void {
    this.#store.forget(customerId)
  }

  /** The customer with its orders, or null when it is not here. */
  profile(customerId: string): { stored: StoredCustomer; orders: OrderState[] } | null {
    const stored = this.#store.find(customerId)
    return stored === undefined ? null : { stored, orders: this.#store.orders(customerId) }
  }

  /** A page of all orders, by key; a profile has the latest alone. */
  ordersAfter(
    customerId: string,
    orderKey: string,
    limit: number,
  ): { orderKey: string; state: OrderState }[] {
    return this.#store.ordersAfter(customerId, orderKey, limit)
  }

  /** A page, newest first. */
  timeline(customerId: string, limit: number, cursor: TimelineCursor | null): TimelineEntry[] {
    return this.#store.timeline.page(customerId, limit, cursor, 'desc')
  }

  /** A page, oldest first. */
  timelineFromStart(customerId: string, limit: number, cursor: TimelineCursor | null): TimelineEntry[] {
    return this.#store.timeline.page(customerId, limit, cursor, 'asc')
  }

  /** The timelines of several, oldest first: as many of the first customers as have room whole, none perhaps. */
  timelinesOf(customerIds: string[], room: TimelineRoom): TimelineEntry[][] {
    return this.#store.timeline.ofSeveral(customerIds, room)
  }

  /** The same, of customers that from now on take no event that was resolved before a decision. */
  fencedTimelines(steps: CustomerStep[], room: TimelineRoom): (TimelineEntry[] | null)[] {
    return this.#store.fencedTimelines(steps, room)
  }

  /** What these customers looked at since a moment, for each the newest views, the earliest first. */
  viewsOf(customerIds: string[], sinceMs: number): CustomerViews[] {
    return customerIds.map((customerId) => ({ customerId, views: this.#store.viewsOf(customerId, sinceMs) }))
  }

  /** Events that carry identifiers of others. */
  eventsWithForeignKeys(customerId: string): TimelineEntry[] {
    return this.#store.timeline.withForeignKeys(customerId)
  }

  /** Deletes everything, for good: its tenant is being deleted. */
  async empty(): Promise<void> {
    await this.ctx.storage.deleteAlarm()
    await this.ctx.storage.deleteAll()
  }
}
