export type SqlValue = string | number | null | ArrayBuffer
export type SqlRow = Record<string, SqlValue>

/**
 * What a store needs of SQLite. Everything is synchronous, so a store reads, decides and writes in one turn that
 * nothing can interrupt. Implemented by a Durable Object's storage and, for tests and benchmarks, by Node's SQLite.
 */
export interface SqlDatabase {
  /** Runs one statement and returns its rows. */
  all<Row extends SqlRow>(statement: string, ...bindings: SqlValue[]): Row[]
  /** Runs one statement that returns nothing, and tells how many rows it wrote (index entries may count too). */
  run(statement: string, ...bindings: SqlValue[]): number
  /** Runs `work` so that either all of its writes happen or, when it throws, none. */
  transaction<Value>(work: () => Value): Value
}
