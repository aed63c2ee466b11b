import { createRoute } from '@hono/zod-openapi'
import * as z from 'zod'
import { platformTenantSchema } from '#shared/contracts/tenant.ts'
import type { Api } from '../../api.ts'
import { forOperator } from '../../middleware/operator-only.ts'
import { problems } from '../../problems.ts'
import { readPlatformTenant } from '../../read-platform-tenant.ts'

const route = createRoute({
  operationId: 'getPlatformTenant',
  method: 'get',
  path: '/v1/platform/tenants/{tenantId}',
  tags: ['Platform'],
  summary: 'A shop',
  ...forOperator(),
  request: {
    params: z.object({ tenantId: z.string().max(40) }),
  },
  responses: {
    200: {
      description: 'The shop',
      content: { 'application/json': { schema: platformTenantSchema } },
    },
    ...problems('unauthenticated', 'not-found', 'too-many-requests'),
  },
})

export function registerGetPlatformTenant(api: Api): void {
  api.openapi(route, async (context) => {
    return context.json(await readPlatformTenant(context.env, context.req.valid('param').tenantId), 200)
  })
}
