import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'

/**
 * Rewrites every database of a platform that does not run, so that nothing of deleted rows is left in its journals and free
 * pages: workerd leaves them where they are until the space is used again, and lets a Worker neither vacuum nor set
 * `secure_delete`. Returns how many there were. `folder` is the state folder, `.wrangler/state` say.
 */
export function scrubState(folder: string): number {
  const files = databasesIn(folder)
  for (const file of files) {
    const database = new DatabaseSync(file)
    database.exec('pragma wal_checkpoint(truncate)')
    database.exec('vacuum')
    database.exec('pragma wal_checkpoint(truncate)')
    database.close()
  }
  return files.length
}

/** Every database of a platform's state. */
export function databasesIn(folder: string): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith('.sqlite'))
    .map(({ parentPath, name }) => join(parentPath, name))
}
