import { createRoute } from '@hono/zod-openapi'
import { deleteTenantQuerySchema, tenantSchema } from '#shared/contracts/tenant.ts'
import type { Api } from '../../api.ts'
import { guarded } from '../../middleware/authenticate.ts'
import { problems } from '../../problems.ts'
import { beginTenantDeletion } from '../../tenant-status.ts'

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
    const { confirmation } = context.req.valid('query')
    const answered = await beginTenantDeletion(
      context.env,
      tenant.tenantId,
      { confirmation, actor },
      Date.now(),
    )
    return context.json(answered, 202)
  })
}
