import { createRoute } from '@hono/zod-openapi'
import { drizzle } from 'drizzle-orm/d1'
import { updateIdentityRulesSchema } from '#shared/contracts/identity.ts'
import { findIdentityRules, replaceIdentityRules } from '#shared/database/tenant-identity-rules.ts'
import { identityRulesSchema } from '#shared/identity/identity-rules.ts'
import type { Api } from '../../api.ts'
import { guarded } from '../../middleware/authenticate.ts'
import { ProblemError, problems } from '../../problems.ts'

const route = createRoute({
  operationId: 'updateIdentityRules',
  method: 'put',
  path: '/v1/identity/rules',
  tags: ['Identity'],
  summary: 'Change the rules by which customers are merged or kept apart',
  description:
    'All of the rules are given; their version goes up by one. Events are decided by the new rules within a minute; what was decided before stays as it is.',
  ...guarded('identity:configure'),
  request: {
    body: { required: true, content: { 'application/json': { schema: updateIdentityRulesSchema } } },
  },
  responses: {
    200: { description: 'The new rules', content: { 'application/json': { schema: identityRulesSchema } } },
    ...problems('malformed-request', 'unauthenticated', 'forbidden', 'conflict', 'invalid-content'),
  },
})

export function registerUpdateIdentityRules(api: Api): void {
  api.openapi(route, async (context) => {
    const { tenantId } = context.get('access').tenant
    const database = drizzle(context.env.DB)
    const { version } = await findIdentityRules(database, tenantId)
    const rules = { ...context.req.valid('json'), version: version + 1 }
    if (!(await replaceIdentityRules(database, tenantId, version, rules))) {
      throw new ProblemError('conflict', 'Somebody else changed the rules at the same moment')
    }
    return context.json(rules, 200)
  })
}
