import { drizzle } from 'drizzle-orm/d1'
import { advanceImport, listAbandonedUploads } from '#shared/database/customer-imports.ts'
import { deleteImportParts } from '#shared/database/import-parts.ts'
import { uploadKey } from '#shared/imports/import-keys.ts'
import { dayMs } from '#shared/kernel/time.ts'
import type { Env } from '../env.ts'

/** R2 itself gives up such an upload after as long. */
const keepUploadDays = 7

/**
 * Ends uploads in parts that nobody has gone on with for {@link keepUploadDays}: their parts hold people, and nobody
 * would find them there. To be run every minute.
 */
export async function giveUpUploads(env: Pick<Env, 'DB' | 'UPLOADS'>, nowMs: number): Promise<void> {
  const database = drizzle(env.DB)
  for (const upload of await listAbandonedUploads(database, nowMs - keepUploadDays * dayMs)) {
    const { tenantId, importId, uploadId } = upload
    const key = uploadKey(upload)
    // One that R2 has given up already cannot be given up again.
    if (uploadId !== null)
      await env.UPLOADS.resumeMultipartUpload(key, uploadId)
        .abort()
        .catch(() => undefined)
    await env.UPLOADS.delete(key)
    await deleteImportParts(database, tenantId, importId)
    const failure = 'Not all parts of the file came within a week'
    await advanceImport(database, upload, { state: 'failed', uploadId: null, failure, finishedAt: nowMs })
  }
}
