import { drizzle } from 'drizzle-orm/d1'
import { advanceImport, listImportsToEmpty } from '#shared/database/customer-imports.ts'
import { importFolder } from '#shared/imports/import-keys.ts'
import { dayMs } from '#shared/kernel/time.ts'
import type { Env } from '../env.ts'
import { listObjects } from '../list-objects.ts'

/** Time enough to mend what was rejected and send it again. */
const keepFilesDays = 7
/** R2 deletes at most this many objects a call. */
const removedAtOnce = 1_000

/**
 * Deletes what is left of imports that ended, or were never started, {@link keepFilesDays} ago: file, rejected rows and
 * sample rows and examples hold people whom nobody would find there. The figures of the import stay. To be run every minute.
 */
export async function emptyOldImports(env: Pick<Env, 'DB' | 'UPLOADS'>, nowMs: number): Promise<void> {
  const database = drizzle(env.DB)
  for (const old of await listImportsToEmpty(database, nowMs - keepFilesDays * dayMs)) {
    const keys = await listObjects(env.UPLOADS, importFolder(old))
    for (let from = 0; from < keys.length; from += removedAtOnce) {
      await env.UPLOADS.delete(keys.slice(from, from + removedAtOnce))
    }
    await advanceImport(database, old, {
      preview: { ...old.preview, sampleRows: [] },
      rejectReasons: old.rejectReasons.map(({ examples: _, ...count }) => count),
    })
  }
}
