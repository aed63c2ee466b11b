import { createRoute } from '@hono/zod-openapi'
import { tenantSchema, updateTenantStatusSchema } from '#shared/contracts/tenant.ts'
import type { Api } from '../../api.ts'
import { guarded } from '../../middleware/authenticate.ts'
import { problems } from '../../problems.ts'
import { setTenantStatus } from '../../tenant-status.ts'

const route = createRoute({
  operationId: 'updateTenantStatus',
  method: 'put',
  path: '/v1/tenant/status',
  tags: ['Tenant'],
  summary: 'Suspend the shop, or resume it',
  description:
    'A suspended shop takes no events and shows nothing; its data stays, and retention goes on. Whoever may suspend it may resume it.',
  ...guarded('tenant:close'),
  request: {
    body: { required: true, content: { 'application/json': { schema: updateTenantStatusSchema } } },
  },
  responses: {
    200: { description: 'The settings', content: { 'application/json': { schema: tenantSchema } } },
    ...problems('malformed-request', 'unauthenticated', 'forbidden'),
    ...problems('unsupported-media-type', 'invalid-content'),
  },
})

export function registerUpdateTenantStatus(api: Api): void {
  api.openapi(route, async (context) => {
    const { tenantId } = context.get('access').tenant
    const { status } = context.req.valid('json')
    return context.json(await setTenantStatus(context.env, tenantId, status, Date.now()), 200)
  })
}
