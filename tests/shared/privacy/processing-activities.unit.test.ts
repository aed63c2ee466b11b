import { afterAll, describe, expect, it } from 'vitest'
import { customerMigrations } from '#durable-objects/customer/schema.ts'
import { eventLogMigrations } from '#durable-objects/event-log/schema.ts'
import { identityDirectoryMigrations } from '#durable-objects/identity-directory/schema.ts'
import { LiveFeedStore } from '#durable-objects/live-feed/live-feed-store.ts'
import { migrate } from '#durable-objects/sql/migrate.ts'
import type { SqlDatabase } from '#durable-objects/sql/sql-database.ts'
import { processingActivities } from '#shared/privacy/processing-activities.ts'
import { memoryDatabase } from '#tests/support/memory-database.ts'
import { nodeSql } from '#tests/support/node-sql.ts'

const tablesQuery = "select name from sqlite_master where type = 'table' and name not like 'sqlite_%'"
const database = memoryDatabase()
afterAll(() => database.close())

/** Every table there is, as its own migrations make it. */
function tables(): string[] {
  const objects = {
    customer: customerMigrations,
    'event-log': eventLogMigrations,
    'identity-directory': identityDirectoryMigrations,
  }
  const feed = nodeSql()
  new LiveFeedStore(feed)
  return [
    ...database.all(tablesQuery).map(({ name }) => `d1:${name}`),
    ...Object.entries(objects).flatMap(([kind, migrations]) => {
      const sql = nodeSql()
      migrate(sql, migrations)
      return tablesOf(sql, kind)
    }),
    ...tablesOf(feed, 'live-feed'),
  ].filter((name) => !name.endsWith(':migration'))
}

function tablesOf(sql: SqlDatabase, kind: string): string[] {
  return sql.all<{ name: string }>(tablesQuery).map(({ name }) => `${kind}:${name}`)
}

describe('processingActivities', () => {
  it('has an entry for every table, one each, and none for what is not there', () => {
    const recorded = processingActivities.flatMap(({ stores }) => stores)
    expect(recorded.filter((store) => !store.startsWith('r2:')).sort()).toEqual(tables().sort())
  })
})
