import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { databasesIn, scrubState } from './scrub-state.ts'

/** What was taken out of the tables for good, by the tables that tell: people who were erased, imports that were undone. */
const questions: Readonly<Record<string, string>> = {
  erasure: 'select count(*) as answer from erasure',
  // One that was only decided when the platform stopped is carried out later.
  privacy_request: `select count(*) || ' until ' || coalesce(max(completed_at), 0) as answer from privacy_request
    where kind = 'erasure' and status = 'done'`,
  // After a database was put back from an older copy, the rebuild erases there again.
  job: `select count(*) || ' until ' || coalesce(max(finished_at), 0) as answer from job where kind = 'rebuild'`,
  customer_import: `select count(*) as answer from customer_import where state = 'undone'`,
}

/**
 * Scrubs the state of a platform that does not run (see {@link scrubState}) if something was deleted for good since it was
 * scrubbed last, so that no free page tells of it any longer. Returns how many databases were rewritten.
 */
export function scrubWhenDue(folder: string): number {
  if (!existsSync(folder)) return 0
  const note = join(folder, 'scrubbed')
  const deleted = whatWasDeleted(folder)
  if (deleted === (existsSync(note) ? readFileSync(note, 'utf8') : '')) return 0
  const count = scrubState(folder)
  writeFileSync(note, deleted)
  return count
}

/** In words that change whenever more was deleted; empty while nothing was. */
function whatWasDeleted(folder: string): string {
  return databasesIn(folder)
    .flatMap((file) => {
      const database = new DatabaseSync(file)
      const tables = new Set(
        database
          .prepare("select name from sqlite_master where type = 'table'")
          .all()
          .map(({ name }) => String(name)),
      )
      const answers = Object.entries(questions).flatMap(([table, question]) => {
        const answer = tables.has(table) ? String(database.prepare(question).get()?.answer ?? '') : ''
        return answer === '' || answer === '0' || answer === '0 until 0' ? [] : [`${table} ${answer}`]
      })
      database.close()
      return answers.length === 0 ? [] : [`${file.slice(folder.length)}: ${answers.join(', ')}`]
    })
    .sort()
    .join('\n')
}
