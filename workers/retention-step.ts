import { settleIdentity } from '#queues/ingest/settle-identity.ts'
import { deleteOldRows, findInactive, isRowKind } from '#shared/database/retention.ts'
import { newId } from '#shared/kernel/ids.ts'
import { dayMs } from '#shared/kernel/time.ts'
import type { RetentionDays } from '#shared/privacy/retention-days.ts'
import type { Tenant } from '#shared/tenants/tenant.ts'
import { ingestPorts } from './compose.ts'
import type { Env } from './env.ts'
import { requestErasureByEvent } from './request-erasure.ts'

const rowsAtOnce = 2_000
const objectsAtOnce = 1_000
const customersAtOnce = 20
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
  if (!isRowKind(kind)) return eraseInactive(env, tenant, olderThanMs, nowMs)
  const { text, values } = deleteOldRows(kind, tenant.tenantId, olderThanMs, rowsAtOnce)
  const { meta } = await env.DB.prepare(text)
    .bind(...values)
    .run()
  return { deletedCount: meta.changes, isDone: meta.changes < rowsAtOnce }
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
