import { createRoute } from '@hono/zod-openapi'
import { drizzle } from 'drizzle-orm/d1'
import * as z from 'zod'
import { mayMakeKey } from '#shared/access/may-grant.ts'
import { findApiKeyById, revokeApiKey } from '#shared/database/api-keys.ts'
import { endLiveSockets } from '../../../credentials/end-live-sockets.ts'
import { forgetApiKeys } from '../../../credentials/find-api-key.ts'
import type { Api } from '../../api.ts'
import { guarded } from '../../middleware/authenticate.ts'
import { ProblemError, problems } from '../../problems.ts'

const route = createRoute({
  operationId: 'revokeApiKey',
  method: 'delete',
  path: '/v1/api-keys/{keyId}',
  tags: ['API keys'],
  summary: 'Revoke a key for good',
  description: 'It is refused at once, elsewhere within five seconds. It stays in the list.',
  ...guarded('api-keys:manage'),
  request: { params: z.object({ keyId: z.string().max(64) }) },
  responses: {
    204: { description: 'Revoked' },
    ...problems('unauthenticated', 'forbidden', 'not-found'),
  },
})

export function registerRevokeApiKey(api: Api): void {
  api.openapi(route, async (context) => {
    const { tenant, permissions } = context.get('access')
    const database = drizzle(context.env.DB)
    const row = await findApiKeyById(database, tenant.tenantId, context.req.valid('param').keyId)
    if (row === undefined) throw new ProblemError('not-found', 'There is no such key')
    if (!mayMakeKey(permissions, row.role, row.scopes)) {
      throw new ProblemError('forbidden', 'This key may do more than you may')
    }
    await revokeApiKey(database, row, Date.now())
    forgetApiKeys()
    await endLiveSockets(context.env, tenant.tenantId, [row.keyId], Date.now())
    return context.body(null, 204)
  })
}
