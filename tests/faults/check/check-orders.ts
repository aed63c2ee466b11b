import type { Differences } from './differences.ts'
import type { ExpectedOrder, ExpectedShop } from './expected-shop.ts'
import type { SqlReader } from './platform-contents.ts'

interface FoundOrder {
  readonly order_key: string
  readonly customer_id: string | null
  readonly status: string
  readonly day: string
  readonly amount_minor: number
}

/** The orders of D1 have to be those that the events tell, with their customers; the days have to add up. */
export function checkOrders(
  expected: ExpectedShop,
  customerIds: ReadonlyMap<string, string>,
  database: SqlReader,
  differences: Differences,
): void {
  const rows = database.rows<FoundOrder>(
    'select order_key, customer_id, status, day, amount_minor from customer_order',
  )
  const found = new Map(Array.from(rows, (row) => [row.order_key, row]))
  for (const order of expected.orders) {
    const row = found.get(order.orderKey)
    found.delete(order.orderKey)
    if (row === undefined) differences.add('order', `${order.orderKey} is missing`)
    else {
      differences.compare('order', order.orderKey, row, {
        order_key: order.orderKey,
        customer_id: order.group === null ? null : customerIds.get(order.group),
        status: order.isCancelled ? 'cancelled' : 'placed',
        day: order.day,
        amount_minor: order.amountMinor,
      })
    }
  }
  for (const orderKey of found.keys()) differences.add('order', `${orderKey} was never placed`)
  checkDays(expected.orders, database, differences)
}

function checkDays(orders: readonly ExpectedOrder[], database: SqlReader, differences: Differences): void {
  const days = new Map<string, { orderCount: number; cancellationCount: number; revenueMinor: number }>()
  for (const { day, isCancelled, amountMinor } of orders) {
    const sum = days.get(day) ?? { orderCount: 0, cancellationCount: 0, revenueMinor: 0 }
    days.set(day, {
      orderCount: sum.orderCount + (isCancelled ? 0 : 1),
      cancellationCount: sum.cancellationCount + (isCancelled ? 1 : 0),
      revenueMinor: sum.revenueMinor + amountMinor,
    })
  }
  const rows = database.rows<{ day: string; text: string }>(
    `select day, json_object('orderCount', order_count, 'cancellationCount', cancellation_count,
       'revenueMinor', revenue_minor) as text from sales_day`,
  )
  for (const { day, text } of rows) {
    differences.compare('total', day, JSON.parse(text), days.get(day))
    days.delete(day)
  }
  for (const day of days.keys()) differences.add('total', `${day} is missing`)
}
