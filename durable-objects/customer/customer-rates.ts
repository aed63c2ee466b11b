import type { CustomerState } from '#shared/customers/customer-state.ts'
import type { IngestReply, OrderQuestion } from '#shared/customers/ingest.ts'
import { evolveOrder, type OrderState, orderKeyOf } from '#shared/customers/order-state.ts'
import { profileFacts } from '#shared/customers/profile-facts.ts'
import type { CanonicalEvent } from '#shared/events/event.ts'
import { noteLateRate, type RatesOfDay } from '#shared/exchange-rates/late-rates.ts'
import {
  type RatedTenant,
  rateName,
  type WantedRate,
  wantedRates,
} from '#shared/exchange-rates/note-exchange-rates.ts'
import { replaceOrder } from '#shared/features/rolling-features.ts'
import type { SqlDatabase, SqlRow } from '../sql/sql-database.ts'
import { CustomerOrders, type StoredOrder, toldOrders } from './customer-orders.ts'

interface CustomerRow extends SqlRow {
  version: number
  state: string
  merged_into: string | null
  is_erased: number
}

/** Where an event is in a customer's timeline. */
interface EventPlace extends SqlRow {
  occurred_at: number
  event_key: string
}

interface OrderEvent {
  readonly place: EventPlace
  readonly event: CanonicalEvent
}

/**
 * Exchange rates in what customers keep of their orders. A rate that comes later is noted in the events themselves, so that all
 * that is made of them, now or again (a merge, an undo, a rebuild), is as if it had been there when they were taken.
 */
export class CustomerRates {
  readonly #sql: SqlDatabase
  readonly #orders: CustomerOrders

  constructor(sql: SqlDatabase) {
    this.#sql = sql
    this.#orders = new CustomerOrders(sql)
  }

  /** The rates that the events of these orders need, each once. */
  wanted(tenant: RatedTenant, asked: readonly OrderQuestion[]): WantedRate[] {
    const wanted = new Map<string, WantedRate>()
    for (const { customerId, orderKeys } of asked) {
      const orders = this.#orders.among(customerId, orderKeys)
      const places = this.#placesOf(customerId, orders)
      for (const [orderKey, { state }] of orders) {
        for (const { event } of this.#eventsOf(customerId, orderKey, places.get(state.orderId)))
          for (const rate of wantedRates(tenant, [event])) wanted.set(rateName(rate), rate)
      }
    }
    return [...wanted.values()]
  }

  /**
   * Notes rates in the events of these orders, and counts the orders by them. The reply is the state after it, also when there
   * was nothing to note, so this may be repeated.
   */
  note(
    tenant: RatedTenant,
    asked: readonly OrderQuestion[],
    rates: ReadonlyMap<string, RatesOfDay>,
  ): IngestReply[] {
    return this.#sql.transaction(() => asked.map((question) => this.#noteOne(tenant, question, rates)))
  }

  #noteOne(
    tenant: RatedTenant,
    { customerId, orderKeys }: OrderQuestion,
    rates: ReadonlyMap<string, RatesOfDay>,
  ): IngestReply {
    const [row] = this.#sql.all<CustomerRow>(
      'select version, state, merged_into, is_erased from customer where customer_id = ?',
      customerId,
    )
    if (row === undefined || row.is_erased) return { kind: 'erased', customerId }
    if (row.merged_into !== null) return { kind: 'moved', customerId, survivorId: row.merged_into }
    const state: CustomerState = JSON.parse(row.state)
    const orders = this.#orders.among(customerId, orderKeys)
    const news = new Map<string, OrderState>()
    let { features } = state
    const places = this.#placesOf(customerId, orders)
    for (const [orderKey, { state: before }] of orders) {
      const events = this.#eventsOf(customerId, orderKey, places.get(before.orderId))
      const after = this.#noteInOrder(tenant, customerId, events, rates)
      if (after === null) continue
      features = replaceOrder(features, before, after)
      news.set(orderKey, after)
    }
    const version = row.version + (news.size > 0 ? 1 : 0)
    for (const [orderKey, order] of news) {
      const stored: StoredOrder = { state: order, version }
      orders.set(orderKey, stored)
      this.#orders.write(customerId, orderKey, stored)
    }
    const after: CustomerState = { ...state, features }
    if (news.size > 0) {
      this.#sql.run(
        'update customer set version = ?, state = ? where customer_id = ?',
        version,
        JSON.stringify(after),
        customerId,
      )
    }
    return {
      kind: 'ingested',
      customerId,
      version,
      facts: profileFacts(after),
      orders: toldOrders(orders.values(), version),
    }
  }

  /** The order that its events make once the rates are noted in them; null when nothing is new. */
  #noteInOrder(
    tenant: RatedTenant,
    customerId: string,
    events: Iterable<OrderEvent>,
    rates: ReadonlyMap<string, RatesOfDay>,
  ): OrderState | null {
    let order: OrderState | null = null
    let hasNews = false
    for (const { place, event } of events) {
      const noted = noteLateRate(tenant, event, rates)
      if (noted.order !== undefined) order = evolveOrder(order, noted, noted.order)
      if (noted === event) continue
      hasNews = true
      this.#sql.run(
        'update customer_raw_event set event = ? where customer_id = ? and occurred_at = ? and event_key = ?',
        JSON.stringify(noted),
        customerId,
        place.occurred_at,
        place.event_key,
      )
    }
    return hasNews ? order : null
  }

  /**
   * Where the events about orders of these numbers are, by number, the earliest first. One reading of the timeline for all of them,
   * and without what is in them: that may be much.
   */
  #placesOf(customerId: string, orders: ReadonlyMap<string, StoredOrder>): Map<string, EventPlace[]> {
    const orderIds = [...new Set([...orders.values()].map(({ state }) => state.orderId))]
    const places = new Map<string, EventPlace[]>()
    if (orderIds.length === 0) return places
    const rows = this.#sql.all<EventPlace & { order_id: string }>(
      `select occurred_at, event_key, event ->> '$.order.orderId' as order_id from customer_raw_event
       where customer_id = ? and event ->> '$.order.orderId' in (select value from json_each(?))
       order by occurred_at, event_key`,
      customerId,
      JSON.stringify(orderIds),
    )
    for (const { order_id: orderId, ...place } of rows) {
      const together = places.get(orderId) ?? []
      places.set(orderId, together)
      together.push(place)
    }
    return places
  }

  /** The events of an order among those of its number in all shops, read one by one. */
  *#eventsOf(
    customerId: string,
    orderKey: string,
    places: readonly EventPlace[] = [],
  ): Generator<OrderEvent> {
    for (const place of places) {
      const [row] = this.#sql.all<{ event: string }>(
        'select event from customer_raw_event where customer_id = ? and occurred_at = ? and event_key = ?',
        customerId,
        place.occurred_at,
        place.event_key,
      )
      if (row === undefined) continue
      const event: CanonicalEvent = JSON.parse(row.event)
      if (orderKeyOf(event) === orderKey) yield { place, event }
    }
  }
}
