import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

/**
 * Brings a D1 database up to date, noting each file in the same table as `wrangler d1 migrations apply`, so that either
 * tool may be used on the same database.
 */
export async function applyMigrations(database: D1Database, folder: string): Promise<void> {
  await database
    .prepare(
      `create table if not exists d1_migrations (id integer primary key autoincrement, name text unique,
         applied_at timestamp default current_timestamp not null)`,
    )
    .run()
  const { results } = await database.prepare('select name from d1_migrations').all<{ name: string }>()
  const done = new Set(results.map((row) => row.name))
  const files = readdirSync(folder).filter((file) => file.endsWith('.sql') && !done.has(file))
  for (const file of files.sort()) {
    const statements = readFileSync(join(folder, file), 'utf8').split('--> statement-breakpoint')
    await database.batch([
      ...statements.map((statement) => database.prepare(statement)),
      database.prepare('insert into d1_migrations (name) values (?)').bind(file),
    ])
  }
}
