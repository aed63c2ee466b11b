import { createRoute } from '@hono/zod-openapi'
import * as z from 'zod'
import { platformTenantSchema, updateTenantStatusSchema } from '#shared/contracts/tenant.ts'
import type { Api } from '../../api.ts'
import { forOperator } from '../../middleware/operator-only.ts'
import { ProblemError, problems } from '../../problems.ts'
import { readPlatformTenant } from '../../read-platform-tenant.ts'
import { recordOperator } from '../../record-operator.ts'
import { setTenantStatus } from '../../tenant-status.ts'

const route = createRoute({
  operationId: 'updatePlatformTenantStatus',
  method: 'put',
  path: '/v1/platform/tenants/{tenantId}/status',
  tags: ['Platform'],
  summary: 'Suspend a shop, or resume it',
  description:
    'A suspended shop takes no events and shows nothing; its data stays, and retention goes on. Its owners may resume it.',
  ...forOperator(),
  request: {
    params: z.object({ tenantId: z.string().max(40) }),
    body: { required: true, content: { 'application/json': { schema: updateTenantStatusSchema } } },
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

export function registerUpdatePlatformTenantStatus(api: Api): void {
  api.openapi(route, async (context) => {
    const { tenantId } = context.req.valid('param')
    const { status } = await readPlatformTenant(context.env, tenantId)
    if (status === 'deleting') throw new ProblemError('conflict', 'The shop is being deleted, or was')
    await setTenantStatus(context.env, tenantId, context.req.valid('json').status, Date.now())
    await recordOperator(context, tenantId, 200)
    return context.json(await readPlatformTenant(context.env, tenantId), 200)
  })
}
