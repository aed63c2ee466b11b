import { afterAll, describe, expect, it } from 'vitest'
import { projectedTables, tableOrigins } from '#shared/database/table-origins.ts'
import { memoryDatabase } from '#tests/support/memory-database.ts'

const database = memoryDatabase()
afterAll(() => database.close())

describe('tableOrigins', () => {
  it('says of every table where its rows come from, and of no other', () => {
    const tables = database
      .all("select name from sqlite_master where type = 'table' and name not like 'sqlite_%'")
      .map(({ name }) => String(name))
    expect(Object.keys(tableOrigins).sort()).toEqual(tables.sort())
  })

  it('knows what a rebuild makes again', () => {
    expect(projectedTables).toContain('customer_profile')
    expect(projectedTables).not.toContain('api_key')
  })
})
