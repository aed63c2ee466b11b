import { DatabaseSync, type SQLInputValue, type StatementSync } from 'node:sqlite'
import type { SqlDatabase, SqlRow, SqlValue } from '#durable-objects/sql/sql-database.ts'

/** The SQL port over Node's own SQLite, to test and measure stores without workerd. */
export function nodeSql(path = ':memory:'): SqlDatabase & { preparedCount(): number; close(): void } {
  const database = new DatabaseSync(path)
  const prepared = new Map<string, StatementSync>()
  const prepare = (statement: string): StatementSync => {
    const known = prepared.get(statement)
    if (known !== undefined) return known
    const fresh = database.prepare(statement)
    prepared.set(statement, fresh)
    return fresh
  }
  return {
    all: <Row extends SqlRow>(statement: string, ...bindings: SqlValue[]) =>
      prepare(statement).all(...(bindings as SQLInputValue[])) as Row[],
    run: (statement, ...bindings) => Number(prepare(statement).run(...(bindings as SQLInputValue[])).changes),
    transaction: (work) => {
      database.exec('savepoint work')
      try {
        const value = work()
        database.exec('release work')
        return value
      } catch (error) {
        database.exec('rollback to work')
        database.exec('release work')
        throw error
      }
    },
    preparedCount: () => prepared.size,
    close: () => database.close(),
  }
}
