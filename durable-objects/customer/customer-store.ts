import { type CustomerState, emptyCustomer, evolveCustomer } from '#shared/customers/customer-state.ts'
import type {
  IngestCustomer,
  IngestReply,
  StoredCustomer,
  TimelineCursor,
  TimelineEntry,
} from '#shared/customers/ingest.ts'
import { evolveOrder, type OrderState, orderKey } from '#shared/customers/order-state.ts'
import { profileFacts } from '#shared/customers/profile-facts.ts'
import type { CanonicalEvent } from '#shared/events/event.ts'
import { replaceOrder } from '#shared/features/rolling-features.ts'
import { migrate } from '../sql/migrate.ts'
import type { SqlDatabase, SqlRow } from '../sql/sql-database.ts'
import { customerMigrations } from './schema.ts'

interface CustomerRow extends SqlRow {
  customer_id: string
  version: number
  state: string
  merged_into: string | null
}

/** The tables of one customer, or of a cell of many, and everything that reads or writes them. */
export class CustomerStore {
  readonly #sql: SqlDatabase

  constructor(sql: SqlDatabase) {
    this.#sql = sql
    migrate(sql, customerMigrations)
  }

  /**
   * Adds events to customers. An event that is there already has no effect, so this may be repeated; the reply is the
   * state after it either way. A customer that was merged away takes nothing and says where it went.
   */
  ingest(customers: readonly IngestCustomer[]): IngestReply[] {
    return this.#sql.transaction(() => {
      const rows = this.#customerRows(customers.map((customer) => customer.customerId))
      return customers.map((customer): IngestReply => {
        const row = rows.get(customer.customerId)
        return row?.merged_into == null
          ? this.#ingestOne(customer, row)
          : { kind: 'moved', customerId: customer.customerId, survivorId: row.merged_into }
      })
    })
  }

  #ingestOne(
    { customerId, events, exceedsVersion = 0 }: IngestCustomer,
    row: CustomerRow | undefined,
  ): IngestReply {
    const items = events.map(({ eventKey, keys, event }) => ({
      eventKey,
      keys,
      text: event,
      event: JSON.parse(event),
    }))
    const orders = this.#orderStates(customerId, items)
    const fresh = items.filter((item) => this.#addToTimeline(customerId, item))
    let customer: CustomerState = row === undefined ? emptyCustomer : JSON.parse(row.state)
    if (row !== undefined && fresh.length === 0 && row.version > exceedsVersion) {
      const facts = profileFacts(customer)
      return { kind: 'ingested', customerId, version: row.version, facts, orders: existing(orders) }
    }
    for (const item of fresh) customer = applyEvent(customer, orders, item)
    const version = Math.max(row?.version ?? 0, exceedsVersion) + 1
    this.#writeCustomer(customerId, version, JSON.stringify(customer))
    for (const key of new Set(fresh.map(orderKeyOf))) {
      const order = key === null ? null : orders.get(key)
      if (key !== null && order != null) this.#writeOrder(customerId, key, order)
    }
    return { kind: 'ingested', customerId, version, facts: profileFacts(customer), orders: existing(orders) }
  }

  /** Turns a customer into a tombstone that sends everybody on; its timeline stays for the hand-over and for undo. */
  redirect(customerId: string, survivorId: string): number {
    return this.#sql.transaction(() => {
      const [row] = this.#customerRows([customerId]).values()
      const version = row?.version ?? 0
      this.#sql.all(
        `insert into customer (customer_id, version, state, merged_into) values (?, ?, ?, ?)
         on conflict do update set merged_into = excluded.merged_into where merged_into is not excluded.merged_into`,
        customerId,
        version,
        row?.state ?? JSON.stringify(emptyCustomer),
        survivorId,
      )
      return version
    })
  }

  find(customerId: string): StoredCustomer | undefined {
    const row = this.#customerRows([customerId]).get(customerId)
    return row === undefined
      ? undefined
      : { customerId, version: row.version, mergedInto: row.merged_into, state: row.state }
  }

  orders(customerId: string): OrderState[] {
    return this.#sql
      .all<{ state: string }>('select state from customer_order where customer_id = ?', customerId)
      .map((row) => JSON.parse(row.state))
  }

  /** A page of the timeline, newest first, that goes on after `cursor`. */
  timeline(customerId: string, limit: number, cursor: TimelineCursor | null): TimelineEntry[] {
    return this.#timelinePage(customerId, limit, cursor, 'desc')
  }

  /** A page of the timeline, oldest first, for handing it over. */
  timelineFromStart(customerId: string, limit: number, cursor: TimelineCursor | null): TimelineEntry[] {
    return this.#timelinePage(customerId, limit, cursor, 'asc')
  }

  #timelinePage(
    customerId: string,
    limit: number,
    cursor: TimelineCursor | null,
    order: 'asc' | 'desc',
  ): TimelineEntry[] {
    const start =
      cursor ?? (order === 'asc' ? { occurredAt: -1, eventKey: '' } : { occurredAt: 2 ** 52, eventKey: '' })
    return this.#sql
      .all<{ occurred_at: number; event_key: string; identifier_keys: string; event: string }>(
        `select occurred_at, event_key, identifier_keys, event from customer_raw_event
         where customer_id = ? and (occurred_at, event_key) ${order === 'asc' ? '>' : '<'} (?, ?)
         order by occurred_at ${order}, event_key ${order} limit ?`,
        customerId,
        start.occurredAt,
        start.eventKey,
        limit,
      )
      .map((row) => ({
        occurredAt: row.occurred_at,
        eventKey: row.event_key,
        keys: JSON.parse(row.identifier_keys),
        event: row.event,
      }))
  }

  #customerRows(customerIds: readonly string[]): Map<string, CustomerRow> {
    const columns = 'select customer_id, version, state, merged_into from customer'
    const [only] = customerIds
    const rows =
      only !== undefined && customerIds.length === 1
        ? this.#sql.all<CustomerRow>(`${columns} where customer_id = ?`, only)
        : this.#sql.all<CustomerRow>(
            `${columns} where customer_id in (select value from json_each(?))`,
            JSON.stringify(customerIds),
          )
    return new Map(rows.map((row) => [row.customer_id, row]))
  }

  /** Writes an event into a timeline; tells whether it was not there yet. */
  #addToTimeline(customerId: string, item: ParsedEvent): boolean {
    const rowCount = this.#sql.run(
      `insert into customer_raw_event (customer_id, occurred_at, event_key, identifier_keys, event)
       values (?, ?, ?, ?, ?) on conflict do nothing`,
      customerId,
      item.event.occurredAt,
      item.eventKey,
      JSON.stringify(item.keys),
      item.text,
    )
    return rowCount > 0
  }

  /** The orders that the events are about; null for one that is not there yet. */
  #orderStates(customerId: string, items: readonly ParsedEvent[]): Map<string, OrderState | null> {
    const states = new Map<string, OrderState | null>()
    for (const { event } of items) {
      if (event.order === undefined) continue
      const key = orderKey(event.source, event.order.orderId)
      if (states.has(key)) continue
      const [row] = this.#sql.all<{ state: string }>(
        'select state from customer_order where customer_id = ? and order_key = ?',
        customerId,
        key,
      )
      states.set(key, row === undefined ? null : JSON.parse(row.state))
    }
    return states
  }

  #writeCustomer(customerId: string, version: number, state: string): void {
    this.#sql.run(
      `insert into customer (customer_id, version, state) values (?, ?, ?)
       on conflict do update set version = excluded.version, state = excluded.state`,
      customerId,
      version,
      state,
    )
  }

  #writeOrder(customerId: string, key: string, order: OrderState): void {
    this.#sql.run(
      `insert into customer_order (customer_id, order_key, state) values (?, ?, ?)
       on conflict do update set state = excluded.state`,
      customerId,
      key,
      JSON.stringify(order),
    )
  }
}

/** An event as it arrived, read. */
interface ParsedEvent {
  readonly eventKey: string
  readonly keys: readonly string[]
  readonly text: string
  readonly event: CanonicalEvent
}

function orderKeyOf({ event }: ParsedEvent): string | null {
  return event.order === undefined ? null : orderKey(event.source, event.order.orderId)
}

/** A customer after one more event that was not counted before; the event's order is replaced in `orders`. */
function applyEvent(
  before: CustomerState,
  orders: Map<string, OrderState | null>,
  { event, keys }: ParsedEvent,
): CustomerState {
  const state = evolveCustomer(before, event, keys)
  if (event.order === undefined) return state
  const key = orderKey(event.source, event.order.orderId)
  const orderBefore = orders.get(key) ?? null
  const orderAfter = evolveOrder(orderBefore, event, event.order)
  orders.set(key, orderAfter)
  return { ...state, features: replaceOrder(state.features, orderBefore, orderAfter) }
}

function existing(orders: ReadonlyMap<string, OrderState | null>): { orderKey: string; state: OrderState }[] {
  return [...orders].flatMap(([key, state]) => (state === null ? [] : [{ orderKey: key, state }]))
}
