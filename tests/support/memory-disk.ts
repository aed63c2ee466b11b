import type { SqlDatabase } from '#durable-objects/sql/sql-database.ts'
import { type MemoryDatabase, memoryDatabase } from './memory-database.ts'
import { nodeSql } from './node-sql.ts'

/** What a crash leaves of a memory platform: the tables of its objects, D1's tables, and the archive. */
export interface MemoryDisk {
  /** The tables of the object of that name, which begin empty. */
  sql(objectName: string): SqlDatabase
  readonly objectNames: Iterable<string>
  readonly database: MemoryDatabase
  /** Segments by key. */
  readonly archive: Map<string, string>
  close(): void
}

export function memoryDisk(): MemoryDisk {
  const objects = new Map<string, ReturnType<typeof nodeSql>>()
  const database = memoryDatabase()
  return {
    sql: (objectName) => {
      const sql = objects.get(objectName) ?? nodeSql()
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
