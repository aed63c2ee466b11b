import { placeCustomer } from '#shared/tenants/object-names.ts'
import type { MemoryPlatform } from './memory-platform.ts'

/** Totals by day, rows of orders, and of each customer what is made of orders; by e-mail, for ids are drawn. */
export function ordersPicture({ tenant, database, customers }: MemoryPlatform) {
  const emails = new Map(
    database
      .all('select customer_id, email from customer_profile where first_seen_at > 0 and merged_into is null')
      .map((row) => [String(row.customer_id), String(row.email)]),
  )
  const orders = database
    .all('select * from customer_order order by order_key')
    .map(({ version: _, placed_rank: __, customer_id: id, ...row }) => ({
      ...row,
      owner: id === null ? null : emails.get(String(id)),
    }))
  const people = [...emails].map(([id, email]) => {
    const store = customers(placeCustomer(tenant, id))
    const { features } = JSON.parse(store.find(id)?.state ?? 'null')
    const { eventCount: _, channels: __, ...figures } = features
    const held = store.orders(id).map(({ orderId, totalMinor, lines, placedAt }) => {
      return { orderId, totalMinor, placedAt, lines: byName(lines) }
    })
    return { email, figures, orders: held.sort((a, b) => (a.orderId < b.orderId ? -1 : 1)) }
  })
  return {
    orders,
    // Without the marks, which are drawn by chance.
    days: database.all('select * from sales_day order by day, channel').map(({ mark: _, ...row }) => row),
    people: people.sort((a, b) => (a.email < b.email ? -1 : 1)),
  }
}

function byName(lines: object): object {
  return Object.fromEntries(Object.entries(lines).sort(([left], [right]) => (left < right ? -1 : 1)))
}
