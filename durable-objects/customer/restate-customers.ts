import type { CustomerState } from '#shared/customers/customer-state.ts'
import type { Restatement } from '#shared/customers/ingest.ts'
import { profileFacts } from '#shared/customers/profile-facts.ts'
import { activityText } from '#shared/features/activity.ts'
import type { SqlDatabase, SqlRow } from '../sql/sql-database.ts'
import { CustomerOrders, toldOrders } from './customer-orders.ts'

interface RestatedRow extends SqlRow {
  customer_id: string
  version: number
  state: string
  merged_into: string | null
  is_erased: number
}

/** All that these customers tell, for making their rows again; those that were never here are left out. */
export function restateCustomers(sql: SqlDatabase, customerIds: readonly string[]): Restatement[] {
  const orders = new CustomerOrders(sql)
  return sql
    .all<RestatedRow>(
      `select customer_id, version, state, merged_into, is_erased from customer
       where customer_id in (select value from json_each(?))`,
      JSON.stringify(customerIds),
    )
    .map((row): Restatement => {
      const { customer_id: customerId, version, merged_into: mergedInto } = row
      const isErased = row.is_erased === 1
      const state: CustomerState = JSON.parse(row.state)
      const tellsOrders = !isErased && mergedInto === null
      return {
        customerId,
        version,
        mergedInto,
        isErased,
        facts: profileFacts(state),
        activity: activityText(state.activity ?? []),
        orders: tellsOrders ? toldOrders(orders.all(customerId).values(), version) : [],
      }
    })
}

/** The next customers of a cell in the order of their ids. */
export function customersAfter(sql: SqlDatabase, customerId: string, limit: number): string[] {
  return sql
    .all<{ customer_id: string }>(
      'select customer_id from customer where customer_id > ? order by customer_id limit ?',
      customerId,
      limit,
    )
    .map((row) => row.customer_id)
}
