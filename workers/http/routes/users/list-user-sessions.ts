import { createRoute } from '@hono/zod-openapi'
import { drizzle } from 'drizzle-orm/d1'
import * as z from 'zod'
import { userSessionListSchema } from '#shared/contracts/users.ts'
import { listSessions } from '#shared/database/user-sessions.ts'
import type { Api } from '../../api.ts'
import { guarded } from '../../middleware/authenticate.ts'
import { problems } from '../../problems.ts'
import { requireUser } from '../../require-account.ts'
import { sessionView } from '../../view-account.ts'

const route = createRoute({
  operationId: 'listUserSessions',
  method: 'get',
  path: '/v1/users/{userId}/sessions',
  tags: ['Users'],
  summary: 'Where somebody is signed in',
  ...guarded('users:read'),
  request: { params: z.object({ userId: z.string().max(64) }) },
  responses: {
    200: {
      description: 'Sessions that go on, the one used last first',
      content: { 'application/json': { schema: userSessionListSchema } },
    },
    ...problems('unauthenticated', 'forbidden', 'not-found'),
  },
})

export function registerListUserSessions(api: Api): void {
  api.openapi(route, async (context) => {
    const { tenant, sessionId } = context.get('access')
    const account = await requireUser(tenant.tenantId, context.req.valid('param').userId, context.env)
    const sessions = await listSessions(drizzle(context.env.DB), account, Date.now())
    return context.json({ sessions: sessions.map((session) => sessionView(session, sessionId)) }, 200)
  })
}
