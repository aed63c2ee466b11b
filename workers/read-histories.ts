import {
  type CustomerHistory,
  customerPurchaseHistory,
  type HistoryCustomerRow,
  type HistoryOrderRow,
  type HistoryStatements,
  historiesOf,
} from '#shared/database/read-purchase-histories.ts'
import { runStatements } from './run-statements.ts'

/** The histories that two queries find, both of one moment. */
export async function readHistories(
  database: D1Database,
  { customers, orders }: HistoryStatements,
): Promise<CustomerHistory[]> {
  const [foundCustomers, foundOrders] = await runStatements(database, [customers, orders])
  return historiesOf(
    (foundCustomers?.results ?? []) as HistoryCustomerRow[],
    (foundOrders?.results ?? []) as HistoryOrderRow[],
  )
}

/** A transaction of D1 may have only so many statements, of which each customer takes two. */
const customersAtOnce = 20

/** The histories of these customers; of those who may not be looked at there is none. */
export async function readCustomerHistories(
  database: D1Database,
  tenantId: string,
  customerIds: readonly string[],
): Promise<CustomerHistory[]> {
  const histories: CustomerHistory[] = []
  for (let from = 0; from < customerIds.length; from += customersAtOnce) {
    const together = customerIds
      .slice(from, from + customersAtOnce)
      .map((customerId) => customerPurchaseHistory(tenantId, customerId))
    const [customers, orders] = [together.map((each) => each.customers), together.map((each) => each.orders)]
    const results = await runStatements(database, [...customers, ...orders])
    const found = results.map(({ results }) => results)
    histories.push(
      ...historiesOf(
        found.slice(0, together.length).flat() as HistoryCustomerRow[],
        found.slice(together.length).flat() as HistoryOrderRow[],
      ),
    )
  }
  return histories
}
