import { afterAll, describe, expect, it } from 'vitest'
import { deleteTenantRows, tablesOfTenants } from '#shared/database/delete-tenant-rows.ts'
import { memoryDatabase } from '#tests/support/memory-database.ts'

const database = memoryDatabase()
afterAll(() => database.close())

/** What stays, and why, is said where the list is. */
const kept = ['tenant', 'privacy_request', 'audit_log', 'audit_seal']

describe('deleteTenantRows', () => {
  it('knows every table that has rows of tenants', () => {
    const withTenants = database
      .all(
        `select distinct m.name from sqlite_master as m, pragma_table_info(m.name) as c
         where m.type = 'table' and c.name = 'tenant_id'`,
      )
      .map(({ name }) => String(name))
    expect([...tablesOfTenants, ...kept].sort()).toEqual(withTenants.sort())
  })

  it('takes some rows of one tenant, and none of another', () => {
    for (const table of tablesOfTenants) database.read(deleteTenantRows(table, 'nobody', 1))
    const add = (tenantId: string, customerId: string) => ({
      text: `insert into customer_profile (tenant_id, customer_id, version, display_name, search_text, first_seen_at,
               last_seen_at, order_count, revenue_minor, channels) values (?, ?, 1, '', '', 0, 0, 0, 0, '[]')`,
      values: [tenantId, customerId],
    })
    database.run([add('one', 'a'), add('one', 'b'), add('two', 'a')])
    database.run([deleteTenantRows('customer_profile', 'one', 1)])
    expect(database.all('select count(*) as count from customer_profile')).toEqual([{ count: 2 }])
    database.run([deleteTenantRows('customer_profile', 'one', 5)])
    expect(database.all('select tenant_id from customer_profile')).toEqual([{ tenant_id: 'two' }])
  })
})
