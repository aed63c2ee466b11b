import type { SqlStatement } from '#shared/database/sql-statement.ts'

/** Runs statements as one transaction; what each of them changed or found. */
export async function runStatements<Row = unknown>(
  database: D1Database,
  statements: readonly SqlStatement[],
): Promise<D1Result<Row>[]> {
  if (statements.length === 0) return []
  return database.batch<Row>(statements.map(({ text, values }) => database.prepare(text).bind(...values)))
}
