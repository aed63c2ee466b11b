import { type Migration, migrate } from '#durable-objects/sql/migrate.ts'
import type { SqlDatabase } from '#durable-objects/sql/sql-database.ts'
import { nodeSql } from './node-sql.ts'

type Tables = ReturnType<typeof nodeSql>

/** Closed ones, empty again, by what made their tables: to make those and to prepare statements takes longer than most uses. */
const idle = new Map<readonly Migration[], Tables[]>()
const mostPrepared = 1_000

/** The SQL port over tables in memory that these migrations have made, and in which nothing else was written yet. */
export function lentSql(migrations: readonly Migration[]): SqlDatabase & { close(): void } {
  const closed = idle.get(migrations) ?? []
  idle.set(migrations, closed)
  const tables = closed.pop() ?? newTables(migrations)
  // All that is written until it is closed can be taken back at once.
  tables.run('savepoint empty')
  let isOpen = true
  // Whoever goes on after the end finds it closed, and not another's.
  const open = (): Tables => {
    if (!isOpen) throw new Error('the database is closed')
    return tables
  }
  return {
    all: (statement, ...bindings) => open().all(statement, ...bindings),
    run: (statement, ...bindings) => open().run(statement, ...bindings),
    transaction: (work) => open().transaction(work),
    close: () => {
      open().run('rollback to empty')
      tables.run('release empty')
      isOpen = false
      if (tables.preparedCount() > mostPrepared) tables.close()
      else closed.push(tables)
    },
  }
}

function newTables(migrations: readonly Migration[]): Tables {
  const tables = nodeSql()
  migrate(tables, migrations)
  return tables
}
