import { createRoute } from '@hono/zod-openapi'
import { drizzle } from 'drizzle-orm/d1'
import { deleteIdentityProvider } from '#shared/database/identity-providers.ts'
import type { Api } from '../../api.ts'
import { guarded } from '../../middleware/authenticate.ts'
import { ProblemError, problems } from '../../problems.ts'

const route = createRoute({
  operationId: 'removeIdentityProvider',
  method: 'delete',
  path: '/v1/tenant/identity-provider',
  tags: ['Users'],
  summary: 'Let nobody but Patron sign staff in',
  description: 'Who has no password can be sent a new invitation after being removed and invited again.',
  ...guarded('tenant:manage'),
  responses: {
    204: { description: 'It signs nobody in any more; sessions go on' },
    ...problems('unauthenticated', 'forbidden', 'not-found'),
  },
})

export function registerRemoveIdentityProvider(api: Api): void {
  api.openapi(route, async (context) => {
    const { tenantId } = context.get('access').tenant
    if (!(await deleteIdentityProvider(drizzle(context.env.DB), tenantId))) {
      throw new ProblemError('not-found', 'This shop has no identity provider')
    }
    return context.body(null, 204)
  })
}
