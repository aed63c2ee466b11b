import { createRoute } from '@hono/zod-openapi'
import { drizzle } from 'drizzle-orm/d1'
import { identityProviderSchema } from '#shared/contracts/identity-provider.ts'
import { findIdentityProvider } from '#shared/database/identity-providers.ts'
import type { Api } from '../../api.ts'
import { guarded } from '../../middleware/authenticate.ts'
import { ProblemError, problems } from '../../problems.ts'
import { identityProviderView } from '../../view-identity-provider.ts'

const route = createRoute({
  operationId: 'getIdentityProvider',
  method: 'get',
  path: '/v1/tenant/identity-provider',
  tags: ['Users'],
  summary: 'Who signs staff in instead of a password',
  ...guarded('tenant:manage'),
  responses: {
    200: {
      description: 'The provider, without its secret',
      content: { 'application/json': { schema: identityProviderSchema } },
    },
    ...problems('unauthenticated', 'forbidden', 'not-found'),
  },
})

export function registerGetIdentityProvider(api: Api): void {
  api.openapi(route, async (context) => {
    const { tenantId } = context.get('access').tenant
    const row = await findIdentityProvider(drizzle(context.env.DB), tenantId)
    if (row === undefined) throw new ProblemError('not-found', 'This shop has no identity provider')
    return context.json(identityProviderView(row, context.env), 200)
  })
}
