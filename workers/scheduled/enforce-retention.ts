import { drizzle } from 'drizzle-orm/d1'
import { retentionKinds } from '#shared/contracts/retention.ts'
import { deleteExpiredAccess } from '#shared/database/retention.ts'
import { listCompletedKinds, openRetentionRun, updateRetentionRun } from '#shared/database/retention-runs.ts'
import { tenantTable } from '#shared/database/tables/tenant.ts'
import { dayIn, dayMs } from '#shared/kernel/time.ts'
import type { RetentionDays } from '#shared/privacy/retention-days.ts'
import { type Tenant, tenantFromCredential } from '#shared/tenants/tenant.ts'
import type { Env } from '../env.ts'
import { retentionStep } from '../retention-step.ts'
import { runChores } from './run-chores.ts'

/** So many parts are done for a kind and tenant in one minute; the rest waits for the next. */
const stepsAtOnce = 5

/**
 * Deletes what is older than each tenant keeps it: once a day and kind, a part at a time, so that a day that is cut short
 * goes on in the next minute. A kind that fails holds up neither the other kinds nor other tenants. To be run every minute.
 */
export async function enforceRetention(env: Env, nowMs: number): Promise<void> {
  const tenants = await drizzle(env.DB).select().from(tenantTable)
  await runChores(
    Object.fromEntries(
      tenants.map((row) => [
        `retention of ${row.tenantId}`,
        () => enforceForTenant(env, tenantFromCredential(row), nowMs),
      ]),
    ),
  )
  await env.DB.batch(
    deleteExpiredAccess(nowMs - dayMs).map(({ text, values }) => env.DB.prepare(text).bind(...values)),
  )
}

async function enforceForTenant(env: Env, tenant: Tenant, nowMs: number): Promise<void> {
  const database = drizzle(env.DB)
  const day = dayIn(tenant.timeZone, nowMs)
  const completed = await listCompletedKinds(database, tenant.tenantId, day)
  const open = retentionKinds.filter((kind) => !completed.has(kind))
  await runChores(
    Object.fromEntries(
      open.map((kind) => [
        `retention of ${kind} of ${tenant.tenantId}`,
        () => enforceKind(env, tenant, kind, day, nowMs),
      ]),
    ),
  )
}

async function enforceKind(
  env: Env,
  tenant: Tenant,
  kind: keyof RetentionDays,
  day: string,
  nowMs: number,
): Promise<void> {
  const database = drizzle(env.DB)
  const run = await openRetentionRun(database, {
    tenantId: tenant.tenantId,
    day,
    kind,
    olderThan: nowMs - tenant.retention[kind] * dayMs,
  })
  let { deletedCount } = run
  for (let step = 0; step < stepsAtOnce; step += 1) {
    const done = await retentionStep(env, tenant, kind, run.olderThan, nowMs)
    deletedCount += done.deletedCount
    await updateRetentionRun(database, run, { deletedCount, completedAt: done.isDone ? nowMs : null })
    if (done.isDone) break
  }
}
