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

interface Tables {
  readonly database: DatabaseSync
  /** By their texts. */
  readonly prepared: Map<string, StatementSync>
}

/** Closed ones, empty again: to make the tables and to prepare statements takes longer than most tests take. */
const idle: Tables[] = []
const mostPrepared = 500

export function memoryDatabase(): MemoryDatabase {
  const tables = idle.pop() ?? newTables()
  const { database, prepared } = tables
  let isOpen = true
  // All that is written until it is closed can be taken back at once.
  database.exec('savepoint empty')
  // Whoever goes on after the end finds it closed, and not another's.
  const open = (): DatabaseSync => {
    if (!isOpen) throw new Error('the database is closed')
    return database
  }
  const prepare = (text: string): StatementSync => {
    const opened = open()
    const statement = prepared.get(text) ?? opened.prepare(text)
    prepared.set(text, statement)
    return statement
  }
  return {
    run(statements) {
      open().exec('savepoint batch')
      try {
        for (const { text, values } of statements) prepare(text).run(...values)
      } catch (error) {
        database.exec('rollback to batch')
        throw error
      } finally {
        database.exec('release batch')
      }
    },
    all: (statement) => prepare(statement).all(),
    read: ({ text, values }) => prepare(text).all(...values),
    close: () => {
      open().exec('rollback to empty')
      database.exec('release empty')
      isOpen = false
      if (prepared.size > mostPrepared) database.close()
      else idle.push(tables)
    },
  }
}

function newTables(): Tables {
  const database = new DatabaseSync(':memory:')
  database.exec(schema)
  return { database, prepared: new Map() }
}
