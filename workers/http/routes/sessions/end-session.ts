import { createRoute } from '@hono/zod-openapi'
import { endAccountSessions } from '../../../credentials/find-session.ts'
import type { Api } from '../../api.ts'
import { guarded } from '../../middleware/authenticate.ts'
import { problems } from '../../problems.ts'
import { requireOwnAccount } from '../../require-account.ts'

const route = createRoute({
  operationId: 'endSession',
  method: 'delete',
  path: '/v1/sessions/current',
  tags: ['Sessions'],
  summary: 'Sign out',
  ...guarded('account:use'),
  responses: {
    204: { description: 'Neither token of the session is good any more' },
    ...problems('unauthenticated', 'forbidden'),
  },
})

export function registerEndSession(api: Api): void {
  api.openapi(route, async (context) => {
    const access = context.get('access')
    const account = await requireOwnAccount(access, context.env)
    await endAccountSessions(context.env, account, { only: access.sessionId }, 'signed-out', Date.now())
    return context.body(null, 204)
  })
}
