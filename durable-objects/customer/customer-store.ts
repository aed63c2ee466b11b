import { type AttributedEvent, countEvents } from '#shared/customers/count-events.ts'
import { type CustomerState, emptyCustomer } from '#shared/customers/customer-state.ts'
import type {
  IngestCustomer,
  IngestEvent,
  IngestReply,
  OrderPlacings,
  OrderTelling,
  Revision,
  RevisionReply,
  StepReply,
  StoredCustomer,
  TimelineEntry,
} from '#shared/customers/ingest.ts'
import { type OrderFacts, orderFacts } from '#shared/customers/order-facts.ts'
import { type OrderState, orderKeyOf } from '#shared/customers/order-state.ts'
import { ownKeys } from '#shared/customers/own-keys.ts'
import { profileFacts } from '#shared/customers/profile-facts.ts'
import { readOrderState } from '#shared/customers/read-order-state.ts'
import { activityText } from '#shared/features/activity.ts'
import { migrate } from '../sql/migrate.ts'
import type { SqlDatabase, SqlRow } from '../sql/sql-database.ts'
import { CustomerTimeline } from './customer-timeline.ts'
import { customerMigrations } from './schema.ts'

interface CustomerRow extends SqlRow {
  customer_id: string
  version: number
  state: string
  merged_into: string | null
  operation: number
  brought_by: number
  fence: number
  is_erased: number
}

const emptyState = JSON.stringify(emptyCustomer)
/** A rebuild goes through the timeline in pieces of this many events, so that a long one does not fill the memory. */
const eventsPerPiece = 1_000

/** The tables of one customer, or of a cell of many, and everything that reads or writes them. */
export class CustomerStore {
  readonly #sql: SqlDatabase
  readonly timeline: CustomerTimeline

  constructor(sql: SqlDatabase) {
    this.#sql = sql
    migrate(sql, customerMigrations)
    this.timeline = new CustomerTimeline(sql)
  }

  /**
   * Adds events to customers. An event that is there already has no effect, so this may be repeated; the reply is the
   * state after it either way. A customer that was merged away or erased, or about which more was decided than the
   * sender knew, takes nothing. Whose the identifiers of an event are may change with any decision, a merge included; so
   * events with identifiers of others are taken only from a sender that knew all that was decided here.
   */
  ingest(customers: readonly IngestCustomer[]): IngestReply[] {
    return this.#sql.transaction(() => {
      const rows = this.#customerRows(customers.map((customer) => customer.customerId))
      return customers.map((customer): IngestReply => {
        const { customerId, decidedUpTo } = customer
        const row = rows.get(customerId)
        const mustKnow = customer.events.some(hasForeignKeys) ? lastDecision(row) : (row?.fence ?? 0)
        if (row?.is_erased) return { kind: 'erased', customerId }
        if (row?.merged_into != null) return { kind: 'moved', customerId, survivorId: row.merged_into }
        if (decidedUpTo < mustKnow) return { kind: 'stale', customerId }
        return this.#ingestOne(customer, row)
      })
    })
  }

  #ingestOne(
    { customerId, events, decidedUpTo, operation, exceedsVersion = 0 }: IngestCustomer,
    row: CustomerRow | undefined,
  ): IngestReply {
    const items = events.map(readEvent)
    const orders = this.#orderStates(customerId, items)
    const fresh = items.filter((item) => this.timeline.add(customerId, item.event.occurredAt, item.ingested))
    const before: CustomerState = row === undefined ? emptyCustomer : JSON.parse(row.state)
    const customer = fresh.length === 0 ? before : countEvents(before, orders, fresh)
    const hasNews = row === undefined || row.version <= exceedsVersion || fresh.length > 0
    const version = hasNews ? Math.max(row?.version ?? 0, exceedsVersion) + 1 : row.version
    const broughtBefore = row?.brought_by ?? 0
    const broughtBy = operation === undefined ? broughtBefore : Math.max(broughtBefore, decidedUpTo)
    if (hasNews || broughtBy > broughtBefore) {
      this.#writeCustomer(customerId, version, JSON.stringify(customer), broughtBy)
    }
    for (const key of new Set(fresh.map(({ event }) => orderKeyOf(event)))) {
      const order = key === null ? null : orders.get(key)
      if (key !== null && order != null) this.#writeOrder(customerId, key, order)
    }
    const { activity = [] } = customer
    return {
      kind: 'ingested',
      customerId,
      version,
      facts: profileFacts(customer),
      ...(isActivityNews(before, customer, items, fresh) && { activity: activityText(activity) }),
      orders: existing(orders),
    }
  }

  /** Turns a customer into a tombstone that sends everybody on; its timeline stays for the hand-over. */
  redirect(customerId: string, survivorId: string, operation: number): StepReply {
    return this.#step(customerId, operation, (row) => {
      // Merged away already: by this decision, whose survivor may have been merged into another since.
      if (row?.merged_into != null) return { merged_into: survivorId }
      return { merged_into: survivorId, version: (row?.version ?? 0) + 1 }
    })
  }

  /** From now on takes no event that was resolved before a decision. */
  fence(customerId: string, operation: number): StepReply {
    return this.#step(customerId, operation, (row) => ({ fence: Math.max(row?.fence ?? 0, operation) }))
  }

  /**
   * Lets a customer begin anew: one that is split off, or, emptied, one that a merge is given back to. Events that have
   * come to it already stay: they were resolved after the decision.
   */
  open(customerId: string, operation: number, exceedsVersion: number): StepReply {
    return this.#step(customerId, operation, (row) => {
      const isOpen = row !== undefined && row.merged_into === null
      if (isOpen && row.operation >= operation) return {}
      const version = Math.max(row?.version ?? 0, exceedsVersion) + 1
      if (isOpen) return { fence: operation, version }
      this.timeline.removeAll(customerId)
      this.#sql.run('delete from customer_order where customer_id = ?', customerId)
      return { merged_into: null, fence: operation, state: emptyState, version }
    })
  }

  /** Closes a customer for good. Its events stay until {@link forget}, so that they can be forgotten elsewhere first. */
  erase(customerId: string, operation: number): StepReply {
    return this.#step(customerId, operation, (row) => {
      if (row?.is_erased) return {}
      return { is_erased: 1, fence: operation, version: (row?.version ?? 0) + 1 }
    })
  }

  /** Deletes everything of an erased customer but the fact that it was one. */
  forget(customerId: string): void {
    this.#sql.transaction(() => {
      this.timeline.removeAll(customerId)
      this.#sql.run('delete from customer_order where customer_id = ?', customerId)
      this.#sql.run(
        'update customer set state = ? where customer_id = ? and is_erased = 1',
        emptyState,
        customerId,
      )
    })
  }

  /**
   * Takes away events that a decision gave to somebody else, and makes the customer again from those that are left.
   * Refused when more was decided here than whoever found this out knew: it may have brought them back.
   */
  revise(customerId: string, revision: Revision): RevisionReply {
    const { decidedUpTo, removed, changed, exceededVersion = Number.POSITIVE_INFINITY } = revision
    return this.#sql.transaction((): RevisionReply => {
      const row = this.#customerRows([customerId]).get(customerId)
      if (row === undefined || lastDecision(row) > decidedUpTo || row.merged_into !== null || row.is_erased) {
        return { kind: 'stale' }
      }
      if (row.version > exceededVersion) return { kind: 'outgrown', version: row.version }
      const removedCount = this.timeline.remove(customerId, removed)
      const news = changed.filter((event) => this.timeline.change(customerId, event))
      const isRevised = removedCount + news.length > 0
      const state = isRevised ? this.#makeAgain(customerId, row) : JSON.parse(row.state)
      return {
        kind: 'ingested',
        customerId,
        version: row.version + (isRevised ? 1 : 0),
        facts: profileFacts(state),
        activity: activityText(state.activity ?? []),
        orders: this.orders(customerId).map(orderFacts),
      }
    })
  }

  #makeAgain(customerId: string, { version, brought_by: broughtBy }: CustomerRow): CustomerState {
    this.#sql.run('delete from customer_order where customer_id = ?', customerId)
    const { state, orders } = this.#rebuild(customerId)
    this.#writeCustomer(customerId, version + 1, JSON.stringify(state), broughtBy)
    for (const [key, order] of orders) this.#writeOrder(customerId, key, order)
    return state
  }

  find(customerId: string): StoredCustomer | undefined {
    const row = this.#customerRows([customerId]).get(customerId)
    return row === undefined
      ? undefined
      : {
          customerId,
          version: row.version,
          mergedInto: row.merged_into,
          isErased: row.is_erased === 1,
          state: row.state,
        }
  }

  orders(customerId: string): OrderState[] {
    return this.#sql
      .all<{ state: string }>('select state from customer_order where customer_id = ?', customerId)
      .map((row) => readOrderState(row.state))
  }

  /** What a customer tells of these orders by now, and in which version; undefined for one that tells nothing any more. */
  tellingOf(customerId: string, orderKeys: readonly string[]): OrderTelling | undefined {
    const row = this.#customerRows([customerId]).get(customerId)
    if (row === undefined || row.merged_into !== null || row.is_erased) return undefined
    const orders = this.#sql
      .all<{ state: string }>(
        `select state from customer_order where customer_id = ? and order_key in (select value from json_each(?))`,
        customerId,
        JSON.stringify(orderKeys),
      )
      .map(({ state }) => orderFacts(readOrderState(state)))
    return { version: row.version, orders }
  }

  /** Takes events out of the timeline that a merged customer keeps in case the merge is undone. */
  discard(customerId: string, eventKeys: readonly string[]): void {
    this.#sql.transaction(() => {
      const row = this.#customerRows([customerId]).get(customerId)
      if (row?.merged_into != null) this.timeline.remove(customerId, eventKeys)
    })
  }

  /** The events by which these orders were placed, as far as they are here; those of a merged customer stay readable. */
  placingsOf(customerId: string, orderKeys: readonly string[]): OrderPlacings {
    const row = this.#customerRows([customerId]).get(customerId)
    const orders = this.#sql.all<{ order_key: string; state: string }>(
      `select order_key, state from customer_order
       where customer_id = ? and order_key in (select value from json_each(?))`,
      customerId,
      JSON.stringify(orderKeys),
    )
    const events = orders.flatMap(({ order_key, state }) => {
      const event = this.timeline.find(customerId, readOrderState(state).placedBy)
      return event === undefined ? [] : [{ orderKey: order_key, event }]
    })
    return { customerId, isErased: row?.is_erased === 1, events }
  }

  #rebuild(customerId: string): { state: CustomerState; orders: Map<string, OrderState> } {
    const orders = new Map<string, OrderState>()
    let state = emptyCustomer
    let last: TimelineEntry | undefined
    for (;;) {
      const piece = this.timeline.page(customerId, eventsPerPiece, last ?? null, 'asc')
      state = countEvents(state, orders, piece.map(readEvent))
      last = piece.at(-1)
      if (last === undefined || piece.length < eventsPerPiece) return { state, orders }
    }
  }

  /** One step of a decision: changes columns of the customer, unless a later decision has been carried out here. */
  #step(
    customerId: string,
    operation: number,
    change: (row: CustomerRow | undefined) => Partial<CustomerRow>,
  ): StepReply {
    return this.#sql.transaction((): StepReply => {
      const row = this.#customerRows([customerId]).get(customerId)
      if (row !== undefined && row.operation > operation) return { kind: 'stale' }
      const changes = change(row)
      const after = {
        version: 0,
        state: emptyState,
        merged_into: null,
        fence: 0,
        is_erased: 0,
        ...row,
        ...changes,
        operation,
      }
      this.#sql.run(
        `insert into customer (customer_id, version, state, merged_into, operation, fence, is_erased)
         values (?, ?, ?, ?, ?, ?, ?)
         on conflict do update set version = excluded.version, state = excluded.state,
           merged_into = excluded.merged_into, operation = excluded.operation, fence = excluded.fence,
           is_erased = excluded.is_erased`,
        customerId,
        after.version,
        after.state,
        after.merged_into,
        after.operation,
        after.fence,
        after.is_erased,
      )
      return { kind: 'done', version: after.version }
    })
  }

  #customerRows(customerIds: readonly string[]): Map<string, CustomerRow> {
    const columns =
      'select customer_id, version, state, merged_into, operation, brought_by, fence, is_erased from customer'
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

  /** The orders that the events are about; null for one that is not there yet. */
  #orderStates(customerId: string, items: readonly ReadEvent[]): Map<string, OrderState | null> {
    const states = new Map<string, OrderState | null>()
    for (const item of items) {
      const key = orderKeyOf(item.event)
      if (key === null || states.has(key)) continue
      const [row] = this.#sql.all<{ state: string }>(
        'select state from customer_order where customer_id = ? and order_key = ?',
        customerId,
        key,
      )
      states.set(key, row === undefined ? null : readOrderState(row.state))
    }
    return states
  }

  #writeCustomer(customerId: string, version: number, state: string, broughtBy: number): void {
    this.#sql.run(
      `insert into customer (customer_id, version, state, brought_by) values (?, ?, ?, ?)
       on conflict do update set version = excluded.version, state = excluded.state, brought_by = excluded.brought_by`,
      customerId,
      version,
      state,
      broughtBy,
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

/** An event as it arrived, read; `keys` are only those that are the customer's own. */
interface ReadEvent extends AttributedEvent {
  readonly ingested: IngestEvent
}

function readEvent(ingested: IngestEvent): ReadEvent {
  const { eventKey, homeId } = ingested
  return { ingested, eventKey, homeId, keys: ownKeys(ingested), event: JSON.parse(ingested.event) }
}

/**
 * Whether the row of a customer's activity may have to be written: most events come in a half hour that is known. Events
 * that were known already come again because rows may not have been written; consents say whether it may be used.
 */
function isActivityNews(
  before: CustomerState,
  after: CustomerState,
  items: readonly ReadEvent[],
  fresh: readonly ReadEvent[],
): boolean {
  if (before.activity !== after.activity) return true
  return fresh.length < items.length || fresh.some(({ event }) => event.consents !== undefined)
}

/** The number of the last decision that changed anything about a customer. */
function lastDecision(row: CustomerRow | undefined): number {
  return Math.max(row?.operation ?? 0, row?.brought_by ?? 0)
}

function hasForeignKeys({ foreignKeys }: IngestEvent): boolean {
  return foreignKeys !== undefined && foreignKeys.length > 0
}

function existing(orders: ReadonlyMap<string, OrderState | null>): OrderFacts[] {
  return [...orders.values()].flatMap((order) => (order === null ? [] : [orderFacts(order)]))
}
