import { readdirSync, readFileSync } from 'node:fs'
import { DatabaseSync } from 'node:sqlite'
import { describe, expect, it } from 'vitest'
import { repositoryRoot } from '#scripts/repository-root.ts'
import { orderFacts } from '#shared/customers/order-facts.ts'
import { orderRow } from '#shared/customers/order-row.ts'
import { evolveOrder } from '#shared/customers/order-state.ts'
import { orderStatements } from '#shared/database/project-orders.ts'
import { newEvent, newOrderChange, testTimeMs } from '#tests/support/new-event.ts'
import { testTenant } from '#tests/support/test-tenant.ts'

const folder = `${repositoryRoot}/migrations`
const migrations = readdirSync(folder)
  .filter((name) => name.endsWith('.sql'))
  .sort()

/** Tables as they were before orders were joined, with what a shop had then. */
function databaseOfThen(): DatabaseSync {
  const database = new DatabaseSync(':memory:')
  for (const name of migrations.filter((each) => each < '0003')) {
    database.exec(readFileSync(`${folder}/${name}`, 'utf8'))
  }
  database.exec(`
    insert into tenant (tenant_id, name, country, currency, time_zone, log_shard_count, customer_cell_count, created_at)
      values ('test', 'Test shop', 'GB', 'GBP', 'UTC', 1, 1, 0);
    insert into customer_order (tenant_id, order_key, version, customer_id, kind, status, channel, placed_at, day,
      currency, amount_minor, line_count) values
      ('test', 'shopify/demo:1', 3, 'ada', 'order', 'placed', 'web', ${testTimeMs}, '2026-11-01', 'GBP', 700, 1),
      ('test', 'shopify/demo:2', 3, 'ada', 'order', 'cancelled', 'web', ${testTimeMs}, '2026-11-01', 'GBP', 0, 1),
      ('test', 'shopify/demo:3', 3, null, 'order', 'placed', 'web', ${testTimeMs}, '2026-11-01', 'USD', 900, 1);
    insert into sales_day values ('test', '2026-11-01', 'web', 'GBP', 1, 1, 700);
    insert into sales_day values ('test', '2026-11-01', 'web', 'USD', 1, 0, 900);`)
  return database
}

describe('the migration to joined orders', () => {
  it('keeps all figures, and rows go on from there', () => {
    const database = databaseOfThen()
    for (const name of migrations.filter((each) => each >= '0003')) {
      database.exec(readFileSync(`${folder}/${name}`, 'utf8'))
    }
    const rows = (statement: string) => database.prepare(statement).all().map(Object.values)
    const days = `select currency, revenue_minor, revenue_tenant_minor, unconverted_count, unconverted_minor
                  from sales_day order by currency`
    expect(rows(days)).toEqual([
      ['GBP', 700, 700, 0, 0],
      ['USD', 900, 0, 1, 900],
    ])

    const order = newOrderChange({ orderId: '1', totalMinor: 650 })
    const event = newEvent({ source: 'shopify/demo', order })
    const told = orderRow(
      testTenant({ timeZone: 'UTC' }),
      'ada',
      4,
      orderFacts(evolveOrder(null, event, order)),
    )
    for (const { text, values } of orderStatements('test', [told])) database.prepare(text).run(...values)
    expect(
      rows('select amount_minor, amount_tenant_minor, status from customer_order order by order_key'),
    ).toEqual([
      [650, 650, 'placed'],
      [0, 0, 'cancelled'],
      [900, null, 'placed'],
    ])
    expect(rows(days)).toEqual([
      ['GBP', 650, 650, 0, 0],
      ['USD', 900, 0, 1, 900],
    ])
    database.close()
  })
})

describe('the migration to rows of orders that are appended', () => {
  it('keeps every column of every row, the key and both indexes', () => {
    const database = new DatabaseSync(':memory:')
    const run = (wanted: (name: string) => boolean) => {
      for (const name of migrations.filter(wanted)) database.exec(readFileSync(`${folder}/${name}`, 'utf8'))
    }
    run((name) => name < '0016')
    const all = () => database.prepare('select * from customer_order order by tenant_id, order_key').all()
    const columns = database.prepare("select name, type from pragma_table_info('customer_order')").all() as {
      name: string
      type: string
    }[]
    const insert = database.prepare(
      `insert into customer_order (${columns.map(({ name }) => name)}) values (${columns.map(() => '?')})`,
    )
    for (let row = 0; row < 40; row++) {
      insert.run(
        ...columns.map(({ name, type }, place) =>
          type === 'TEXT'
            ? `${name} ${(row * 7) % 40}`
            : type === 'REAL'
              ? row + place / 8
              : row * 100 + place,
        ),
      )
    }
    const before = all()
    run((name) => name >= '0016')
    expect(all()).toEqual(before)
    expect(() => database.exec('insert into customer_order select * from customer_order limit 1')).toThrow(
      /UNIQUE/,
    )
    const plan = (query: string) =>
      database
        .prepare(`explain query plan ${query}`)
        .all()
        .map(({ detail }) => detail)
        .join()
    expect(plan("select * from customer_order where tenant_id = 'a' and day = 'b'")).toContain(
      'customer_order_day',
    )
    expect(plan("select * from customer_order where tenant_id = 'a' and customer_id = 'b'")).toContain(
      'customer_order_customer',
    )
    database.close()
  })
})
