import { countEvents } from '#shared/customers/count-events.ts'
import { type CustomerState, emptyCustomer } from '#shared/customers/customer-state.ts'
import type {
  CustomerRevision,
  CustomerStep,
  IngestCustomer,
  IngestEvent,
  IngestReply,
  OrderPlacings,
  OrderTelling,
  RedirectReply,
  Restatement,
  Revision,
  RevisionReply,
  StepReply,
  StoredCustomer,
  TimelineEntry,
} from '#shared/customers/ingest.ts'
import { type OrderState, orderKeyOf } from '#shared/customers/order-state.ts'
import { profileFacts } from '#shared/customers/profile-facts.ts'
import type { TimelineRoom } from '#shared/customers/timeline-room.ts'
import { activityText } from '#shared/features/activity.ts'
import { mostOrders } from '#shared/features/most-orders.ts'
import type { ProductView } from '#shared/features/product-views.ts'
import { migrate } from '../sql/migrate.ts'
import type { SqlDatabase, SqlRow } from '../sql/sql-database.ts'
import { CustomerOrders, type StoredOrder, toldOrders } from './customer-orders.ts'
import { CustomerTimeline } from './customer-timeline.ts'
import { fenceCustomers } from './fence-customers.ts'
import { isActivityNews, type ReadEvent, readEvent } from './read-event.ts'
import { customersAfter, restateCustomers } from './restate-customers.ts'
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
  readonly #orders: CustomerOrders
  readonly timeline: CustomerTimeline

  constructor(sql: SqlDatabase) {
    this.#sql = sql
    migrate(sql, customerMigrations)
    this.timeline = new CustomerTimeline(sql)
    this.#orders = new CustomerOrders(sql)
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
    const stored = this.#ordersAbout(customerId, items, row !== undefined)
    const orders = new Map([...stored].map(([key, order]) => [key, order?.state ?? null]))
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
    const freshKeys = new Set(fresh.map(({ event }) => orderKeyOf(event)))
    for (const [key, state] of orders) {
      const hasOrderNews = freshKeys.has(key) || (stored.get(key)?.version ?? 0) <= exceedsVersion
      if (state === null || !hasOrderNews) continue
      stored.set(key, { state, version })
      this.#orders.write(customerId, key, { state, version })
    }
    const { activity = [] } = customer
    return {
      kind: 'ingested',
      customerId,
      version,
      facts: profileFacts(customer),
      ...(isActivityNews(before, customer, items, fresh) && { activity: activityText(activity) }),
      orders: toldOrders(
        [...stored.values()].flatMap((order) => order ?? []),
        version,
      ),
    }
  }

  /** Turns a customer into a tombstone that sends everybody on; its timeline stays for the hand-over. */
  redirect(customerId: string, survivorId: string, operation: number): RedirectReply {
    let state = emptyState
    const reply = this.#step(customerId, operation, (row) => {
      state = row?.state ?? emptyState
      // Merged away already: by this decision, whose survivor may have been merged into another since.
      if (row?.merged_into != null) return { merged_into: survivorId }
      return { merged_into: survivorId, version: (row?.version ?? 0) + 1 }
    })
    return reply.kind === 'stale' ? reply : { ...reply, facts: profileFacts(JSON.parse(state)) }
  }

  /** From now on takes no event that was resolved before a decision. */
  fence(customerId: string, operation: number): StepReply {
    return this.#step(customerId, operation, (row) => ({ fence: Math.max(row?.fence ?? 0, operation) }))
  }

  /** {@link CustomerTimeline.ofSeveral}, each fenced; null for one in which a later decision has been carried out. */
  fencedTimelines(steps: readonly CustomerStep[], room: TimelineRoom): (TimelineEntry[] | null)[] {
    const customerIds = steps.map(({ customerId }) => customerId)
    return this.#sql.transaction(() => {
      const timelines = this.timeline.ofSeveral(customerIds, room)
      const staleIds = fenceCustomers(this.#sql, steps.slice(0, timelines.length))
      return timelines.map((entries, index) => (staleIds.has(customerIds[index] ?? '') ? null : entries))
    })
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
      this.#orders.removeAll(customerId)
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
      this.#orders.removeAll(customerId)
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
    return this.reviseAll([{ customerId, revision }])[0] ?? { kind: 'stale' }
  }

  /** The same for several, each once; in their order. */
  reviseAll(revisions: readonly CustomerRevision[]): RevisionReply[] {
    return this.#sql.transaction(() => {
      const rows = this.#customerRows(revisions.map(({ customerId }) => customerId))
      return revisions.map(({ customerId, revision }) => this.#reviseOne(revision, rows.get(customerId)))
    })
  }

  #reviseOne(revision: Revision, row: CustomerRow | undefined): RevisionReply {
    const { decidedUpTo, removed, changed, exceededVersion = Number.POSITIVE_INFINITY } = revision
    if (row === undefined || lastDecision(row) > decidedUpTo || row.merged_into !== null || row.is_erased) {
      return { kind: 'stale' }
    }
    if (row.version > exceededVersion) return { kind: 'outgrown', version: row.version }
    const { customer_id: customerId } = row
    const removedCount = this.timeline.remove(customerId, removed)
    const news = changed.filter((event) => this.timeline.change(customerId, event))
    const isRevised = removedCount + news.length > 0
    const state = isRevised ? this.#makeAgain(row) : JSON.parse(row.state)
    const version = row.version + (isRevised ? 1 : 0)
    return {
      kind: 'ingested',
      customerId,
      version,
      facts: profileFacts(state),
      activity: activityText(state.activity ?? []),
      orders: toldOrders(this.#orders.all(customerId).values(), version),
    }
  }

  #makeAgain({ customer_id: customerId, version, brought_by: broughtBy }: CustomerRow): CustomerState {
    this.#orders.removeAll(customerId)
    const { state, orders } = this.#rebuild(customerId)
    this.#writeCustomer(customerId, version + 1, JSON.stringify(state), broughtBy)
    for (const [key, order] of orders)
      this.#orders.write(customerId, key, { state: order, version: version + 1 })
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

  /** What a customer looked at since a moment, the earliest first; nothing of one that is closed. */
  viewsOf(customerId: string, sinceMs: number): ProductView[] {
    const row = this.#customerRows([customerId]).get(customerId)
    if (row === undefined || row.merged_into !== null || row.is_erased) return []
    return this.timeline.views(customerId, sinceMs)
  }

  /** Those that features look at: {@link mostOrders}, the latest. */
  orders(customerId: string): OrderState[] {
    return this.#orders.latest(customerId, mostOrders)
  }

  /** A page of all orders, by key. */
  ordersAfter(
    customerId: string,
    orderKey: string,
    limit: number,
  ): { orderKey: string; state: OrderState }[] {
    return this.#orders.after(customerId, orderKey, limit)
  }

  /** What a customer tells of these orders by now, and in which version; undefined for one that tells nothing any more. */
  tellingOf(customerId: string, orderKeys: readonly string[]): OrderTelling | undefined {
    const row = this.#customerRows([customerId]).get(customerId)
    if (row === undefined || row.merged_into !== null || row.is_erased) return undefined
    const orders = this.#orders.among(customerId, orderKeys).values()
    return { version: row.version, orders: toldOrders(orders, row.version) }
  }

  restate(customerIds: readonly string[]): Restatement[] {
    return restateCustomers(this.#sql, customerIds)
  }

  customersAfter(customerId: string, limit: number): string[] {
    return customersAfter(this.#sql, customerId, limit)
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
    const events = [...this.#orders.among(customerId, orderKeys)].flatMap(([orderKey, { state }]) => {
      const event = this.timeline.find(customerId, state.placedBy)
      return event === undefined ? [] : [{ orderKey, event }]
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

  /** The orders that the events are about; undefined for one that is not there yet. Who is new has none. */
  #ordersAbout(
    customerId: string,
    items: readonly ReadEvent[],
    isKnown: boolean,
  ): Map<string, StoredOrder | undefined> {
    const orders = new Map<string, StoredOrder | undefined>()
    for (const item of items) {
      const key = orderKeyOf(item.event)
      if (key === null || orders.has(key)) continue
      orders.set(key, isKnown ? this.#orders.find(customerId, key) : undefined)
    }
    return orders
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
}

/** The number of the last decision that changed anything about a customer. */
function lastDecision(row: CustomerRow | undefined): number {
  return Math.max(row?.operation ?? 0, row?.brought_by ?? 0)
}

function hasForeignKeys({ foreignKeys }: IngestEvent): boolean {
  return foreignKeys !== undefined && foreignKeys.length > 0
}
