import { type DrizzleD1Database, drizzle } from 'drizzle-orm/d1'
import { expect, it } from 'vitest'
import { tenantsWithOrders } from '#shared/database/tenants.ts'
import { memoryDatabase } from '#tests/support/memory-database.ts'

it('tells in one look which of many shops have orders', async () => {
  const memory = memoryDatabase()
  const ids = Array.from({ length: 1_200 }, (_, index) => `shop-${index}`)
  const selling = ids.filter((_, index) => index % 3 === 0)
  memory.run(
    ids.map((id) => ({
      text: `insert into tenant (tenant_id, name, country, currency, time_zone, log_shard_count, customer_cell_count, created_at)
        values (?, 'Shop', 'GB', 'GBP', 'Europe/London', 1, 0, 0)`,
      values: [id],
    })),
  )
  const columns = memory
    .all('pragma table_info(customer_order)')
    .filter((column) => column.notnull === 1 && column.dflt_value === null)
    .map((column) => ({ name: String(column.name), type: String(column.type) }))
  memory.run(
    selling.flatMap((id) =>
      ['first', 'second'].map((order) => ({
        text: `insert into customer_order (${columns.map(({ name }) => name).join(', ')})
          values (${columns.map(() => '?').join(', ')})`,
        values: columns.map(({ name, type }) =>
          name === 'tenant_id' ? id : name === 'order_key' ? order : type === 'text' ? '' : 0,
        ),
      })),
    ),
  )
  let queryCount = 0
  const found = await tenantsWithOrders(
    counting(memory, () => {
      queryCount += 1
    }),
  )
  expect([...found].sort()).toEqual([...selling].sort())
  expect(queryCount).toBe(1)
  memory.close()
})

/** The part of D1 that a select needs. */
function counting(memory: ReturnType<typeof memoryDatabase>, onQuery: () => void): DrizzleD1Database {
  const prepare = (text: string) => ({
    bind: (...values: (string | number)[]) => ({
      raw: async () => {
        onQuery()
        return memory.read({ text, values }).map((row) => Object.values(row))
      },
    }),
  })
  return drizzle({ prepare } as unknown as D1Database)
}
