import { createRoute } from '@hono/zod-openapi'
import { drizzle } from 'drizzle-orm/d1'
import { retentionKinds, retentionSchema } from '#shared/contracts/retention.ts'
import { countOldArtifacts } from '#shared/database/model-retention.ts'
import { countInactive, countOldRows, isRowKind } from '#shared/database/retention.ts'
import { listRetentionRuns } from '#shared/database/retention-runs.ts'
import { dayMs, toIso } from '#shared/kernel/time.ts'
import type { RetentionDays } from '#shared/privacy/retention-days.ts'
import type { Tenant } from '#shared/tenants/tenant.ts'
import type { Env } from '../../../env.ts'
import { newestInactiveId } from '../../../retention-step.ts'
import type { Api } from '../../api.ts'
import { guarded } from '../../middleware/authenticate.ts'
import { problems } from '../../problems.ts'

const shownRuns = 60
/** The job runs once a day, so what became too old since may still be there. */
const graceMs = dayMs

const route = createRoute({
  operationId: 'listRetentionRuns',
  method: 'get',
  path: '/v1/privacy/retention',
  tags: ['Privacy'],
  summary: 'How long each kind of data is kept, what was deleted when, and whether anything is overdue',
  ...guarded('privacy:read'),
  responses: {
    200: { description: 'The proof', content: { 'application/json': { schema: retentionSchema } } },
    ...problems('unauthenticated', 'forbidden'),
  },
})

export function registerListRetentionRuns(api: Api): void {
  api.openapi(route, async (context) => {
    const { tenant } = context.get('access')
    const runs = await listRetentionRuns(drizzle(context.env.DB), tenant.tenantId, shownRuns)
    const nowMs = Date.now()
    const overdue = await Promise.all(
      retentionKinds.map(async (kind) => ({
        kind,
        count: await countOverdue(context.env, tenant, kind, nowMs),
      })),
    )
    const shown = runs.map(({ day, kind, olderThan, deletedCount, completedAt }) => ({
      day,
      kind,
      olderThan: toIso(olderThan),
      deletedCount,
      completedAt: completedAt === null ? null : toIso(completedAt),
    }))
    return context.json({ days: tenant.retention, runs: shown, overdue }, 200)
  })
}

async function countOverdue(
  env: Env,
  { tenantId, retention }: Tenant,
  kind: keyof RetentionDays,
  nowMs: number,
): Promise<number> {
  const olderThanMs = nowMs - retention[kind] * dayMs - graceMs
  if (kind === 'archive') {
    const prefix = `events/${tenantId}/`
    const firstKept = new Date(olderThanMs).toISOString().slice(0, 10)
    const { objects } = await env.ARCHIVE.list({ prefix, limit: 1_000 })
    return objects.filter(({ key }) => key.slice(prefix.length) < firstKept).length
  }
  const { text, values } = isRowKind(kind)
    ? countOldRows(kind, tenantId, olderThanMs)
    : kind === 'models'
      ? countOldArtifacts(tenantId, olderThanMs)
      : countInactive(tenantId, olderThanMs, newestInactiveId(nowMs - graceMs))
  return (
    (await env.DB.prepare(text)
      .bind(...values)
      .first<number>('count')) ?? 0
  )
}
