import { createRoute } from '@hono/zod-openapi'
import { eq } from 'drizzle-orm'
import { drizzle } from 'drizzle-orm/d1'
import { keptFromDay, type SealCheck, verifySeals } from '#shared/audit/verify-seals.ts'
import { auditVerificationSchema } from '#shared/contracts/audit.ts'
import { listAuditSeals } from '#shared/database/audit-log.ts'
import { tenantTable } from '#shared/database/tables/tenant.ts'
import { defaultRetentionDays } from '#shared/privacy/retention-days.ts'
import { sealOfDay } from '../../../audit-days.ts'
import type { Api } from '../../api.ts'
import { guarded } from '../../middleware/authenticate.ts'
import { problems } from '../../problems.ts'

const route = createRoute({
  operationId: 'verifyAudit',
  method: 'get',
  path: '/v1/audit/verification',
  tags: ['Audit'],
  summary: 'Whether the audit log is still as it was when its days were sealed',
  description:
    'Computes every seal again from the entries. Finds entries that were changed, added or taken away in a sealed day. Who can write to the database could replace all seals as well: note `lastSealHash` elsewhere to find that out. Days older than the retention of the audit log are not looked at.',
  ...guarded('audit:read'),
  responses: {
    200: {
      description: 'What was found',
      content: { 'application/json': { schema: auditVerificationSchema } },
    },
    ...problems('unauthenticated', 'forbidden'),
  },
})

export function registerVerifyAudit(api: Api): void {
  api.openapi(route, async (context) => {
    const { tenantId } = context.get('access').tenant
    const database = drizzle(context.env.DB)
    const [tenant] = await database
      .select({ retention: tenantTable.retention })
      .from(tenantTable)
      .where(eq(tenantTable.tenantId, tenantId))
    const retentionDays = tenant?.retention?.audit ?? defaultRetentionDays.audit
    const check: SealCheck = (day, before) => sealOfDay(database, tenantId, day, before)
    const seals = await listAuditSeals(database, tenantId)
    return context.json(await verifySeals(seals, keptFromDay(retentionDays, Date.now()), check), 200)
  })
}
