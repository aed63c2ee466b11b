import { drizzle } from 'drizzle-orm/d1'
import {
  listExportsToDelete,
  listExportsToMake,
  updatePrivacyRequest,
} from '#shared/database/privacy-requests.ts'
import { exportFormats, exportKey } from '#shared/privacy/export/export-keys.ts'
import type { Env } from '../env.ts'

const atOnce = 50

/**
 * Begins exports that came in through a connection and name a customer, sends the message again of those that stand
 * still, and deletes results that may not be fetched any more. To be run every minute.
 */
export async function continueExports(
  env: Pick<Env, 'DB' | 'JOBS_QUEUE' | 'UPLOADS' | 'IMPORT_IDLE_AFTER_MS'>,
  nowMs: number,
): Promise<void> {
  const database = drizzle(env.DB)
  for (const request of await listExportsToMake(database, nowMs - Number(env.IMPORT_IDLE_AFTER_MS), atOnce)) {
    const { tenantId, requestId } = request
    if (request.status === 'open') await updatePrivacyRequest(database, request, { status: 'running' })
    await env.JOBS_QUEUE.send({ version: 1, kind: 'export-person', tenantId, requestId })
  }
  for (const request of await listExportsToDelete(database, nowMs, atOnce)) {
    const folder = request.resultKey ?? ''
    await env.UPLOADS.delete(exportFormats.map((format) => exportKey(folder, format)))
    await updatePrivacyRequest(database, request, { resultKey: null })
  }
}
