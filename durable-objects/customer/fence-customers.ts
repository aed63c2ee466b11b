import { emptyCustomer } from '#shared/customers/customer-state.ts'
import type { CustomerStep } from '#shared/customers/ingest.ts'
import type { SqlDatabase } from '../sql/sql-database.ts'

/**
 * From now on these customers take no event that was resolved before the decision about them: what `fence` does in one, in two
 * statements. Returns the ids of those in which a later decision has been carried out, which stay as they are.
 */
export function fenceCustomers(sql: SqlDatabase, steps: readonly CustomerStep[]): Set<string> {
  const wanted = JSON.stringify(steps.map(({ customerId, operation }) => [customerId, operation]))
  const stale = sql.all<{ customer_id: string }>(
    `select customer.customer_id from json_each(?) as wanted
     cross join customer on customer.customer_id = wanted.value ->> 0
     where customer.operation > wanted.value ->> 1`,
    wanted,
  )
  sql.run(
    `insert into customer (customer_id, version, state, operation, fence)
     select value ->> 0, 0, ?2, value ->> 1, value ->> 1 from json_each(?1) where true
     on conflict do update set operation = excluded.operation, fence = max(fence, excluded.fence)
     where customer.operation <= excluded.operation`,
    wanted,
    JSON.stringify(emptyCustomer),
  )
  return new Set(stale.map((row) => row.customer_id))
}
