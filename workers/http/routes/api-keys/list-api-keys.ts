import { createRoute } from '@hono/zod-openapi'
import { drizzle } from 'drizzle-orm/d1'
import { mayMakeKey } from '#shared/access/may-grant.ts'
import { apiKeyListSchema, keyRoles } from '#shared/contracts/api-keys.ts'
import { listApiKeys } from '#shared/database/api-keys.ts'
import type { Api } from '../../api.ts'
import { guarded } from '../../middleware/authenticate.ts'
import { problems } from '../../problems.ts'
import { apiKeyView } from '../../view-api-key.ts'

const route = createRoute({
  operationId: 'listApiKeys',
  method: 'get',
  path: '/v1/api-keys',
  tags: ['API keys'],
  summary: 'Keys of programs and pages, without the keys themselves',
  ...guarded('api-keys:read'),
  responses: {
    200: {
      description: 'The newest first, at most 500',
      content: { 'application/json': { schema: apiKeyListSchema } },
    },
    ...problems('unauthenticated', 'forbidden'),
  },
})

export function registerListApiKeys(api: Api): void {
  api.openapi(route, async (context) => {
    const { tenant, permissions } = context.get('access')
    const nowMs = Date.now()
    const rows = await listApiKeys(drizzle(context.env.DB), tenant.tenantId)
    const mayMake = permissions.has('api-keys:manage')
    return context.json(
      {
        apiKeys: rows.map((row) => apiKeyView(row, nowMs)),
        grantableRoles: mayMake ? keyRoles.filter((role) => mayMakeKey(permissions, role, null)) : [],
        grantableScopes: mayMake ? [...permissions].filter((permission) => permission !== 'account:use') : [],
      },
      200,
    )
  })
}
