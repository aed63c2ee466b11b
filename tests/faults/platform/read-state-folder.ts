import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import type { PlatformContents, SqlReader } from '../check/platform-contents.ts'

/** Reads what a platform that is not running has left on disk: its objects, D1 and the archive. */
export function readStateFolder(stateFolder: string): PlatformContents & { close(): void } {
  const open: DatabaseSync[] = []
  const databasesIn = (folder: string): SqlReader[] => {
    const path = join(stateFolder, folder)
    const files = existsSync(path) ? readdirSync(path) : []
    return files
      .filter((file) => file.endsWith('.sqlite') && file !== 'metadata.sqlite')
      .map((file) => {
        const database = new DatabaseSync(join(path, file))
        open.push(database)
        return {
          rows: <Row>(statement: string) => database.prepare(statement).iterate() as Iterable<Row>,
        }
      })
  }
  const only = ([first, second]: SqlReader[], what: string): SqlReader => {
    if (first === undefined || second !== undefined) throw new Error(`there is not one ${what}`)
    return first
  }
  const buckets = databasesIn('r2/miniflare-R2BucketObject')
  return {
    logs: databasesIn('do/patron-api-EventLog'),
    directory: only(databasesIn('do/patron-api-IdentityDirectory'), 'directory'),
    customers: databasesIn('do/patron-api-Customer'),
    database: only(databasesIn('d1/miniflare-D1DatabaseObject'), 'D1'),
    archive: {
      *[Symbol.iterator]() {
        for (const bucket of buckets) yield* segments(bucket, join(stateFolder, 'r2/patron-archive/blobs'))
      },
    },
    close: () => {
      for (const database of open) database.close()
    },
  }
}

function* segments(bucket: SqlReader, blobFolder: string): Iterable<string> {
  const objects = bucket.rows<{ key: string; blob_id: string | null }>('select key, blob_id from _mf_objects')
  for (const { key, blob_id: blobId } of objects) {
    // An empty object has no blob.
    if (key.startsWith('events/')) yield blobId === null ? '' : readFileSync(join(blobFolder, blobId), 'utf8')
  }
}
