import { createRoute } from '@hono/zod-openapi'
import * as z from 'zod'
import { platformTenantSchema, updateTenantSchema } from '#shared/contracts/tenant.ts'
import type { Api } from '../../api.ts'
import { changeTenant } from '../../change-tenant.ts'
import { forOperator } from '../../middleware/operator-only.ts'
import { problems } from '../../problems.ts'
import { readPlatformTenant } from '../../read-platform-tenant.ts'
import { recordOperator } from '../../record-operator.ts'

const route = createRoute({
  operationId: 'updatePlatformTenant',
  method: 'patch',
  path: '/v1/platform/tenants/{tenantId}',
  tags: ['Platform'],
  summary: 'Change settings of a shop',
  description: 'As the shop itself can. Where its data is kept and how it is spread cannot be changed.',
  ...forOperator(),
  request: {
    params: z.object({ tenantId: z.string().max(40) }),
    body: { required: true, content: { 'application/json': { schema: updateTenantSchema } } },
  },
  responses: {
    200: {
      description: 'The shop',
      content: { 'application/json': { schema: platformTenantSchema } },
    },
    ...problems(
      'malformed-request',
      'unauthenticated',
      'not-found',
      'conflict',
      'invalid-content',
      'too-many-requests',
    ),
  },
})

export function registerUpdatePlatformTenant(api: Api): void {
  api.openapi(route, async (context) => {
    const { tenantId } = context.req.valid('param')
    await changeTenant(context.env, tenantId, context.req.valid('json'), Date.now())
    await recordOperator(context, tenantId, 200)
    return context.json(await readPlatformTenant(context.env, tenantId), 200)
  })
}
