import { readdirSync, readFileSync } from 'node:fs'
import { DatabaseSync, type SQLOutputValue, type StatementSync } from 'node:sqlite'
import { repositoryRoot } from '#scripts/repository-root.ts'
import type { SqlStatement } from '#shared/database/sql-statement.ts'

/** D1's tables in memory, made by the real migrations, on the SQLite that is built into Node. */
export interface MemoryDatabase {
  /** Runs statements as one transaction, as D1's `batch` does. */
  run(statements: readonly SqlStatement[]): void
  all(statement: string): Record<string, SQLOutputValue>[]
  /** The rows of one statement with its values. */
  read(statement: SqlStatement): Record<string, SQLOutputValue>[]
  close(): void
}

const migrationsFolder = `${repositoryRoot}/migrations`
/** What the migrations come to in the end. To run them all for each database takes many times as long. */
const schema = schemaOf(
  readdirSync(migrationsFolder)
    .filter((name) => name.endsWith('.sql'))
    .sort()
    .map((name) => readFileSync(`${migrationsFolder}/${name}`, 'utf8'))
    .join('\n'),
)

function schemaOf(statements: string): string {
  const database = new DatabaseSync(':memory:')
  database.exec(statements)
  const made = database
    .prepare(
      "select sql from sqlite_master where sql is not null and name not like 'sqlite_%' order by rowid",
    )
    .all()
  database.close()
  return made.map(({ sql }) => `${sql};`).join('\n')
}

export function memoryDatabase(): MemoryDatabase {
  const database = new DatabaseSync(':memory:')
  database.exec(schema)
  const prepared = new Map<string, StatementSync>()
  const prepare = (text: string): StatementSync => {
    const statement = prepared.get(text) ?? database.prepare(text)
    prepared.set(text, statement)
    return statement
  }
  return {
    run(statements) {
      database.exec('begin')
      try {
        for (const { text, values } of statements) prepare(text).run(...values)
        database.exec('commit')
      } catch (error) {
        database.exec('rollback')
        throw error
      }
    },
    all: (statement) => database.prepare(statement).all(),
    read: ({ text, values }) => database.prepare(text).all(...values),
    close: () => database.close(),
  }
}
