import type { SqlDatabase, SqlRow, SqlValue } from './sql-database.ts'

/** The SQL port over a Durable Object's own SQLite storage. */
export function durableObjectSql(storage: DurableObjectStorage): SqlDatabase {
  return {
    all: <Row extends SqlRow>(statement: string, ...bindings: SqlValue[]) =>
      storage.sql.exec<Row>(statement, ...bindings).toArray(),
    run: (statement, ...bindings) => storage.sql.exec(statement, ...bindings).rowsWritten,
    transaction: (work) => storage.transactionSync(work),
  }
}
