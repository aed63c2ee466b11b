import { createRoute } from '@hono/zod-openapi'
import { drizzle } from 'drizzle-orm/d1'
import { accountSessionListSchema } from '#shared/contracts/accounts.ts'
import { listSessions } from '#shared/database/user-sessions.ts'
import type { Api } from '../../api.ts'
import { guarded } from '../../middleware/authenticate.ts'
import { problems } from '../../problems.ts'
import { requireOwnAccount } from '../../require-account.ts'
import { sessionView } from '../../view-account.ts'

const route = createRoute({
  operationId: 'listAccountSessions',
  method: 'get',
  path: '/v1/account/sessions',
  tags: ['Account'],
  summary: 'Where one is signed in',
  ...guarded('account:use'),
  responses: {
    200: {
      description: 'Sessions that go on, the one used last first',
      content: { 'application/json': { schema: accountSessionListSchema } },
    },
    ...problems('unauthenticated', 'forbidden'),
  },
})

export function registerListAccountSessions(api: Api): void {
  api.openapi(route, async (context) => {
    const access = context.get('access')
    const account = await requireOwnAccount(access, context.env)
    const sessions = await listSessions(drizzle(context.env.DB), account, Date.now())
    return context.json({ sessions: sessions.map((session) => sessionView(session, access.sessionId)) }, 200)
  })
}
