import { customerMigrations } from '#durable-objects/customer/schema.ts'
import { eventLogMigrations } from '#durable-objects/event-log/schema.ts'
import { identityDirectoryMigrations } from '#durable-objects/identity-directory/schema.ts'
import { liveFeedMigrations } from '#durable-objects/live-feed/schema.ts'
import type { Migration } from '#durable-objects/sql/migrate.ts'
import type { SqlDatabase } from '#durable-objects/sql/sql-database.ts'
import { lentSql } from './lent-sql.ts'
import { type MemoryDatabase, memoryDatabase } from './memory-database.ts'

/** What a crash leaves of a memory platform: the tables of its objects, D1's tables, and the archive. */
export interface MemoryDisk {
  /** The tables of the object of that name, as its migrations make them. */
  sql(objectName: string): SqlDatabase
  readonly objectNames: Iterable<string>
  readonly database: MemoryDatabase
  /** Segments by key. */
  readonly archive: Map<string, string>
  close(): void
}

export function memoryDisk(): MemoryDisk {
  const objects = new Map<string, ReturnType<typeof lentSql>>()
  const database = memoryDatabase()
  return {
    sql: (objectName) => {
      const sql = objects.get(objectName) ?? lentSql(migrationsOf(objectName))
      objects.set(objectName, sql)
      return sql
    },
    objectNames: { [Symbol.iterator]: () => objects.keys() },
    database,
    archive: new Map(),
    close: () => {
      for (const sql of objects.values()) sql.close()
      database.close()
    },
  }
}

function migrationsOf(objectName: string): readonly Migration[] {
  if (/:(?:customer|customer-cell|guest-orders):/.test(objectName)) return customerMigrations
  if (/:event-log:/.test(objectName)) return eventLogMigrations
  if (/:identity-directory$/.test(objectName)) return identityDirectoryMigrations
  if (/:live-feed$/.test(objectName)) return liveFeedMigrations
  throw new Error(`nobody knows what tables ${objectName} has`)
}
