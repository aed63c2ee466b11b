import { createRoute } from '@hono/zod-openapi'
import { drizzle } from 'drizzle-orm/d1'
import { platformTenantListSchema } from '#shared/contracts/tenant.ts'
import { listTenants, tenantsWithOrders } from '#shared/database/tenants.ts'
import type { Api } from '../../api.ts'
import { forOperator } from '../../middleware/operator-only.ts'
import { problems } from '../../problems.ts'
import { platformTenantView } from '../../read-platform-tenant.ts'

const route = createRoute({
  operationId: 'listPlatformTenants',
  method: 'get',
  path: '/v1/platform/tenants',
  tags: ['Platform'],
  summary: 'All shops, by their ids',
  ...forOperator(),
  responses: {
    200: {
      description: 'The shops',
      content: { 'application/json': { schema: platformTenantListSchema } },
    },
    ...problems('unauthenticated', 'not-found', 'too-many-requests'),
  },
})

export function registerListPlatformTenants(api: Api): void {
  api.openapi(route, async (context) => {
    const database = drizzle(context.env.DB)
    const [rows, selling] = await Promise.all([listTenants(database), tenantsWithOrders(database)])
    const tenants = rows.map((row) => platformTenantView(row, selling.has(row.tenantId)))
    return context.json({ tenants }, 200)
  })
}
