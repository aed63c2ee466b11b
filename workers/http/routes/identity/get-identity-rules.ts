import { createRoute } from '@hono/zod-openapi'
import { drizzle } from 'drizzle-orm/d1'
import { findIdentityRules } from '#shared/database/tenant-identity-rules.ts'
import { identityRulesSchema } from '#shared/identity/identity-rules.ts'
import type { Api } from '../../api.ts'
import { guarded } from '../../middleware/authenticate.ts'
import { problems } from '../../problems.ts'

const route = createRoute({
  operationId: 'getIdentityRules',
  method: 'get',
  path: '/v1/identity/rules',
  tags: ['Identity'],
  summary: 'The rules by which customers are merged or kept apart',
  ...guarded('identity:read'),
  responses: {
    200: { description: 'The rules', content: { 'application/json': { schema: identityRulesSchema } } },
    ...problems('unauthenticated', 'forbidden'),
  },
})

export function registerGetIdentityRules(api: Api): void {
  api.openapi(route, async (context) => {
    const { tenant } = context.get('access')
    return context.json(await findIdentityRules(drizzle(context.env.DB), tenant.tenantId), 200)
  })
}
