import {
  type CustomerHistory,
  customerPurchaseHistory,
  type HistoryCustomerRow,
  type HistoryOrdersRow,
  type HistoryStatements,
  historiesOf,
} from '#shared/database/read-purchase-histories.ts'
import { historiesWithBrands } from '#shared/features/brands.ts'
import { idsOfPurchases, withProducts } from '#shared/features/meant-products.ts'
import { readBrands } from './read-brands.ts'
import { resolveProducts } from './resolve-products.ts'
import { runStatements } from './run-statements.ts'

/** The histories that two queries find, both of one moment; products by the ids they have in the catalogue now. */
export async function readHistories(
  database: D1Database,
  tenantId: string,
  { customers, orders }: HistoryStatements,
): Promise<CustomerHistory[]> {
  const [foundCustomers, foundOrders] = await runStatements(database, [customers, orders])
  return resolved(
    database,
    tenantId,
    historiesOf(
      (foundCustomers?.results ?? []) as HistoryCustomerRow[],
      (foundOrders?.results ?? []) as HistoryOrdersRow[],
    ),
  )
}

async function resolved(
  database: D1Database,
  tenantId: string,
  histories: readonly CustomerHistory[],
): Promise<CustomerHistory[]> {
  const productOf = await resolveProducts(database, tenantId, idsOfPurchases(histories))
  const meant = histories.map((history) => withProducts(history, productOf))
  return historiesWithBrands(meant, await readBrands(database, tenantId, productOf.values()))
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
        found.slice(together.length).flat() as HistoryOrdersRow[],
      ),
    )
  }
  return resolved(database, tenantId, histories)
}
