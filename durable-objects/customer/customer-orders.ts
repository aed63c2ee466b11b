import type { ToldOrder } from '#shared/customers/ingest.ts'
import { orderFacts } from '#shared/customers/order-facts.ts'
import type { OrderState } from '#shared/customers/order-state.ts'
import { readOrderState } from '#shared/customers/read-order-state.ts'
import type { SqlDatabase, SqlRow } from '../sql/sql-database.ts'

interface OrderRow extends SqlRow {
  order_key: string
  state: string
  version: number
}

/** An order as it is stored, and the version of its customer in which it had news; 0: from before that was kept. */
export interface StoredOrder {
  readonly state: OrderState
  readonly version: number
}

/** The orders of customers, as their events tell them. */
export class CustomerOrders {
  readonly #sql: SqlDatabase

  constructor(sql: SqlDatabase) {
    this.#sql = sql
  }

  find(customerId: string, orderKey: string): StoredOrder | undefined {
    const [row] = this.#sql.all<{ state: string; version: number }>(
      'select state, version from customer_order where customer_id = ? and order_key = ?',
      customerId,
      orderKey,
    )
    return row === undefined ? undefined : { state: readOrderState(row.state), version: row.version }
  }

  /** Those of the orders that are here, by key. */
  among(customerId: string, orderKeys: readonly string[]): Map<string, StoredOrder> {
    const rows = this.#sql.all<OrderRow>(
      `select order_key, state, version from customer_order
       where customer_id = ? and order_key in (select value from json_each(?))`,
      customerId,
      JSON.stringify(orderKeys),
    )
    return storedOrders(rows)
  }

  all(customerId: string): Map<string, StoredOrder> {
    const rows = this.#sql.all<OrderRow>(
      'select order_key, state, version from customer_order where customer_id = ?',
      customerId,
    )
    return storedOrders(rows)
  }

  /** The latest orders by when they were placed, at most so many. */
  latest(customerId: string, limit: number): OrderState[] {
    const rows = this.#sql.all<OrderRow>(
      `select order_key, state, version from customer_order where customer_id = ?
       order by state ->> '$.placedAt' desc, order_key desc limit ?`,
      customerId,
      limit,
    )
    return [...storedOrders(rows).values()].map(({ state }) => state)
  }

  /** A page of them, by key. */
  after(customerId: string, orderKey: string, limit: number): { orderKey: string; state: OrderState }[] {
    const rows = this.#sql.all<OrderRow>(
      `select order_key, state, version from customer_order where customer_id = ? and order_key > ?
       order by order_key limit ?`,
      customerId,
      orderKey,
      limit,
    )
    return [...storedOrders(rows)].map(([key, { state }]) => ({ orderKey: key, state }))
  }

  write(customerId: string, orderKey: string, { state, version }: StoredOrder): void {
    this.#sql.run(
      `insert into customer_order (customer_id, order_key, state, version) values (?, ?, ?, ?)
       on conflict do update set state = excluded.state, version = excluded.version`,
      customerId,
      orderKey,
      JSON.stringify(state),
      version,
    )
  }

  removeAll(customerId: string): void {
    this.#sql.run('delete from customer_order where customer_id = ?', customerId)
  }
}

/** Orders as a customer tells them; its version stands in where an order was stored before its own was. */
export function toldOrders(orders: Iterable<StoredOrder>, customerVersion: number): ToldOrder[] {
  return [...orders].map(({ state, version }) => ({
    ...orderFacts(state),
    version: version === 0 ? customerVersion : version,
  }))
}

function storedOrders(rows: readonly OrderRow[]): Map<string, StoredOrder> {
  return new Map(
    rows.map((row) => [row.order_key, { state: readOrderState(row.state), version: row.version }]),
  )
}
