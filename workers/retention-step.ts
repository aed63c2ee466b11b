import { settleIdentity } from '#queues/ingest/settle-identity.ts'
import { jobsWithFiles } from '#shared/database/jobs.ts'
import {
  deleteOldVersions,
  forgetArtifacts,
  type MarkedArtifact,
  markedArtifacts,
  markOldArtifacts,
} from '#shared/database/model-retention.ts'
import { deleteOldRows, findInactive, isRowKind } from '#shared/database/retention.ts'
import { newId } from '#shared/kernel/ids.ts'
import { dayMs } from '#shared/kernel/time.ts'
import type { RetentionDays } from '#shared/privacy/retention-days.ts'
import type { Tenant } from '#shared/tenants/tenant.ts'
import { ingestPorts } from './compose.ts'
import type { Env } from './env.ts'
import { jobFiles } from './job-ports.ts'
import { deleteModelArtifacts } from './model-artifacts.ts'
import { requestErasureByEvent } from './request-erasure.ts'
import { runStatements } from './run-statements.ts'

const rowsAtOnce = 2_000
const objectsAtOnce = 1_000
const customersAtOnce = 20
/** R2 deletes 1,000 objects a call, and a model is two at the most. */
const modelsAtOnce = 500
/** Longer than any job may stand still. */
const lostAfterMs = 2 * dayMs
/** Who came in with an old file is known for so long before they count as inactive. */
const knownForDays = 30

/** What one step did, and whether there may be more. */
export interface RetentionStep {
  readonly deletedCount: number
  readonly isDone: boolean
}

/** Deletes some of what is older than it may be, of one kind. May be repeated. */
export async function retentionStep(
  env: Env,
  tenant: Tenant,
  kind: keyof RetentionDays,
  olderThanMs: number,
  nowMs: number,
): Promise<RetentionStep> {
  if (kind === 'archive') return deleteSegments(env, tenant, olderThanMs)
  if (kind === 'models') return deleteModels(env, tenant, olderThanMs, nowMs)
  if (!isRowKind(kind)) return eraseInactive(env, tenant, olderThanMs, nowMs)
  const { text, values } = deleteOldRows(kind, tenant.tenantId, olderThanMs, rowsAtOnce)
  const { meta } = await env.DB.prepare(text)
    .bind(...values)
    .run()
  if (meta.changes === rowsAtOnce) return { deletedCount: meta.changes, isDone: false }
  const fileCount = kind === 'jobs' ? await deleteLostFiles(env, tenant, nowMs) : 0
  return { deletedCount: meta.changes + fileCount, isDone: true }
}

/** The id that a customer would have who was first known {@link knownForDays} ago. */
export function newestInactiveId(nowMs: number): string {
  return newId('cus', nowMs - knownForDays * dayMs, () => 0)
}

/** A day of the archive goes once all of it is too old. */
async function deleteSegments(env: Env, { tenantId }: Tenant, olderThanMs: number): Promise<RetentionStep> {
  const prefix = `events/${tenantId}/`
  const firstKept = new Date(olderThanMs).toISOString().slice(0, 10)
  const { objects } = await env.ARCHIVE.list({ prefix, limit: objectsAtOnce })
  // Keys go by day, so the oldest come first.
  const old = objects.map(({ key }) => key).filter((key) => key.slice(prefix.length) < firstKept)
  if (old.length > 0) await env.ARCHIVE.delete(old)
  return { deletedCount: old.length, isDone: old.length < objectsAtOnce }
}

/**
 * Versions that nobody uses lose their model, and the oldest their row. A version is marked first, so that it cannot be taken into use
 * any more; what was marked and is still there goes next time.
 */
async function deleteModels(
  env: Env,
  { tenantId }: Tenant,
  olderThanMs: number,
  nowMs: number,
): Promise<RetentionStep> {
  await runStatements(env.DB, [markOldArtifacts(tenantId, olderThanMs, nowMs)])
  const [marked] = await runStatements<MarkedArtifact>(env.DB, [markedArtifacts(tenantId, modelsAtOnce)])
  const keys = marked?.results.map(({ artifactKey }) => artifactKey) ?? []
  await deleteModelArtifacts(env, keys)
  const [, deleted] = await runStatements(env.DB, [
    forgetArtifacts(tenantId, keys),
    deleteOldVersions(tenantId, olderThanMs),
  ])
  const deletedCount = keys.length + (deleted?.meta.changes ?? 0)
  return { deletedCount, isDone: keys.length < modelsAtOnce }
}

/** Files whose job never came to be, or left them behind. */
async function deleteLostFiles(env: Env, { tenantId }: Tenant, nowMs: number): Promise<number> {
  const prefix = jobFiles(tenantId)
  const { objects } = await env.UPLOADS.list({ prefix, limit: objectsAtOnce })
  const old = objects.filter(({ uploaded }) => uploaded.getTime() < nowMs - lostAfterMs)
  const jobIds = new Set(old.map(({ key }) => key.slice(prefix.length).split('/')[0] ?? ''))
  const [active] = await runStatements<{ jobId: string }>(env.DB, [jobsWithFiles(tenantId, [...jobIds])])
  const needed = new Set(active?.results.map(({ jobId }) => jobId))
  const lost = old
    .map(({ key }) => key)
    .filter((key) => !needed.has(key.slice(prefix.length).split('/')[0] ?? ''))
  if (lost.length > 0) await env.UPLOADS.delete(lost)
  return lost.length
}

async function eraseInactive(
  env: Env,
  tenant: Tenant,
  olderThanMs: number,
  nowMs: number,
): Promise<RetentionStep> {
  const { text, values } = findInactive(
    tenant.tenantId,
    olderThanMs,
    newestInactiveId(nowMs),
    customersAtOnce,
  )
  const { results } = await env.DB.prepare(text)
    .bind(...values)
    .all<{ customerId: string }>()
  for (const { customerId } of results) {
    const requestId = newId('prq', nowMs, Math.random)
    await requestErasureByEvent(env, tenant, { requestId, customerId, mode: 'delete', by: 'retention' })
  }
  if (results.length > 0) await settleIdentity(tenant, ingestPorts(env))
  return { deletedCount: results.length, isDone: results.length < customersAtOnce }
}
