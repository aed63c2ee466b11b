import type { SqlDatabase } from './sql-database.ts'

/** One change of a store's tables. Never edited once released: a later change is a further step at the end. */
export interface Migration {
  readonly id: string
  readonly statements: readonly string[]
}

/**
 * Brings a store's tables up to date, each step once and as a whole.
 *
 * Throws when the steps that ran here are not the beginning of `migrations`: then code and data do not fit.
 */
export function migrate(sql: SqlDatabase, migrations: readonly Migration[]): void {
  sql.all('create table if not exists migration (position integer primary key, id text not null)')
  const done = sql.all<{ id: string }>('select id from migration order by position')
  for (const [position, { id }] of done.entries()) {
    if (migrations[position]?.id !== id)
      throw new Error(`migration ${id} ran here but is not step ${position}`)
  }
  for (const [offset, step] of migrations.slice(done.length).entries()) {
    sql.transaction(() => {
      for (const statement of step.statements) sql.all(statement)
      sql.all('insert into migration (position, id) values (?, ?)', done.length + offset, step.id)
    })
  }
}
