import { createRoute } from '@hono/zod-openapi'
import * as z from 'zod'
import { deleteTenantQuerySchema, platformTenantSchema } from '#shared/contracts/tenant.ts'
import type { Api } from '../../api.ts'
import { forOperator } from '../../middleware/operator-only.ts'
import { problems } from '../../problems.ts'
import { readPlatformTenant } from '../../read-platform-tenant.ts'
import { recordOperator } from '../../record-operator.ts'
import { beginTenantDeletion } from '../../tenant-status.ts'

const route = createRoute({
  operationId: 'deletePlatformTenant',
  method: 'delete',
  path: '/v1/platform/tenants/{tenantId}',
  tags: ['Platform'],
  summary: 'Delete a shop with everything in it, for good',
  description:
    'As the shop itself can. Its id is never given again; the audit log stays until its last row is 90 days old.',
  ...forOperator(),
  request: {
    params: z.object({ tenantId: z.string().max(40) }),
    query: deleteTenantQuerySchema,
  },
  responses: {
    202: {
      description: 'It is being deleted',
      content: { 'application/json': { schema: platformTenantSchema } },
    },
    ...problems('unauthenticated', 'not-found', 'conflict', 'invalid-content', 'too-many-requests'),
  },
})

export function registerDeletePlatformTenant(api: Api): void {
  api.openapi(route, async (context) => {
    const { tenantId } = context.req.valid('param')
    const { confirmation } = context.req.valid('query')
    const by = { confirmation, actor: 'platform-operator' }
    await beginTenantDeletion(context.env, tenantId, by, Date.now())
    await recordOperator(context, tenantId, 202)
    return context.json(await readPlatformTenant(context.env, tenantId), 202)
  })
}
