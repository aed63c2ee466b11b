import { createRoute } from '@hono/zod-openapi'
import { drizzle } from 'drizzle-orm/d1'
import { deleteTenantQuerySchema, tenantSchema } from '#shared/contracts/tenant.ts'
import { insertPrivacyRequest } from '#shared/database/privacy-requests.ts'
import { updateTenant } from '#shared/database/tenants.ts'
import { newId } from '#shared/kernel/ids.ts'
import { dueAt } from '#shared/privacy/due-at.ts'
import { forgetTenant } from '../../../credentials/load-tenant.ts'
import type { Api } from '../../api.ts'
import { guarded } from '../../middleware/authenticate.ts'
import { ProblemError, problems } from '../../problems.ts'
import { readTenant } from '../../read-tenant.ts'

const route = createRoute({
  operationId: 'deleteTenant',
  method: 'delete',
  path: '/v1/tenant',
  tags: ['Tenant'],
  summary: 'Delete the shop with everything in it, for good',
  description:
    'From the answer on nobody gets in and nothing is taken. A job deletes what there is, most often within an hour; the audit log stays until its last row is 90 days old.',
  ...guarded('tenant:close'),
  request: { query: deleteTenantQuerySchema },
  responses: {
    202: { description: 'It is being deleted', content: { 'application/json': { schema: tenantSchema } } },
    ...problems('unauthenticated', 'forbidden', 'conflict', 'invalid-content'),
  },
})

export function registerDeleteTenant(api: Api): void {
  api.openapi(route, async (context) => {
    const { tenant, actor } = context.get('access')
    const { tenantId, country } = tenant
    const { name } = await readTenant(context.env, tenantId)
    if (context.req.valid('query').confirmation !== name) {
      throw new ProblemError('conflict', 'The confirmation is not the name of the shop')
    }
    const nowMs = Date.now()
    const database = drizzle(context.env.DB)
    await insertPrivacyRequest(database, {
      tenantId,
      requestId: newId('prq', nowMs, Math.random),
      kind: 'shop-erasure',
      customerId: '',
      status: 'running',
      requestedAt: nowMs,
      requestedBy: actor,
      dueAt: dueAt(nowMs, country),
    })
    await updateTenant(database, tenantId, { status: 'deleting' })
    forgetTenant(tenantId)
    return context.json(await readTenant(context.env, tenantId), 202)
  })
}
