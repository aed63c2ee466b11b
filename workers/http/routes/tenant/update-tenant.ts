import { createRoute } from '@hono/zod-openapi'
import { tenantSchema, updateTenantSchema } from '#shared/contracts/tenant.ts'
import type { Api } from '../../api.ts'
import { changeTenant } from '../../change-tenant.ts'
import { guarded } from '../../middleware/authenticate.ts'
import { problems } from '../../problems.ts'

const route = createRoute({
  operationId: 'updateTenant',
  method: 'patch',
  path: '/v1/tenant',
  tags: ['Tenant'],
  summary: 'Change settings of the shop',
  description:
    'What is left out stays. Country, time zone and own phones hold for what comes in from now on. The currency is fixed once there are orders.',
  ...guarded('tenant:manage'),
  request: { body: { required: true, content: { 'application/json': { schema: updateTenantSchema } } } },
  responses: {
    200: { description: 'The new settings', content: { 'application/json': { schema: tenantSchema } } },
    ...problems('malformed-request', 'unauthenticated', 'forbidden', 'conflict'),
    ...problems('unsupported-media-type', 'invalid-content'),
  },
})

export function registerUpdateTenant(api: Api): void {
  api.openapi(route, async (context) => {
    const { tenantId } = context.get('access').tenant
    return context.json(await changeTenant(context.env, tenantId, context.req.valid('json'), Date.now()), 200)
  })
}
