import { createRoute } from '@hono/zod-openapi'
import * as z from 'zod'
import { endAccountSessions } from '../../../credentials/find-session.ts'
import type { Api } from '../../api.ts'
import { guarded } from '../../middleware/authenticate.ts'
import { problems } from '../../problems.ts'
import { requireUser } from '../../require-account.ts'
import { requireChangeable } from '../../view-user.ts'

const route = createRoute({
  operationId: 'endUserSessions',
  method: 'delete',
  path: '/v1/users/{userId}/sessions',
  tags: ['Users'],
  summary: 'Sign somebody out everywhere',
  ...guarded('users:manage'),
  request: { params: z.object({ userId: z.string().max(64) }) },
  responses: {
    204: { description: 'All their sessions are over' },
    ...problems('unauthenticated', 'forbidden', 'not-found'),
  },
})

export function registerEndUserSessions(api: Api): void {
  api.openapi(route, async (context) => {
    const { env } = context
    const access = context.get('access')
    const account = await requireUser(access.tenant.tenantId, context.req.valid('param').userId, env)
    requireChangeable(account, access)
    await endAccountSessions(env, account, 'all', 'ended', Date.now())
    return context.body(null, 204)
  })
}
