import { createRoute } from '@hono/zod-openapi'
import { tenantSchema } from '#shared/contracts/tenant.ts'
import type { Api } from '../../api.ts'
import { guarded } from '../../middleware/authenticate.ts'
import { problems } from '../../problems.ts'
import { readTenant } from '../../read-tenant.ts'

const route = createRoute({
  operationId: 'getTenant',
  method: 'get',
  path: '/v1/tenant',
  tags: ['Tenant'],
  summary: 'The settings of the shop',
  ...guarded('tenant:read'),
  responses: {
    200: { description: 'The settings', content: { 'application/json': { schema: tenantSchema } } },
    ...problems('unauthenticated', 'forbidden'),
  },
})

export function registerGetTenant(api: Api): void {
  api.openapi(route, async (context) => {
    return context.json(await readTenant(context.env, context.get('access').tenant.tenantId), 200)
  })
}
