import { createRoute } from '@hono/zod-openapi'
import * as z from 'zod'
import { endAccountSessions } from '../../../credentials/find-session.ts'
import type { Api } from '../../api.ts'
import { guarded } from '../../middleware/authenticate.ts'
import { ProblemError, problems } from '../../problems.ts'
import { requireOwnAccount } from '../../require-account.ts'

const route = createRoute({
  operationId: 'endAccountSession',
  method: 'delete',
  path: '/v1/account/sessions/{sessionId}',
  tags: ['Account'],
  summary: "End one of one's own sessions",
  ...guarded('account:use'),
  request: { params: z.object({ sessionId: z.string().max(64) }) },
  responses: {
    204: { description: 'It is over' },
    ...problems('unauthenticated', 'forbidden', 'not-found'),
  },
})

export function registerEndAccountSession(api: Api): void {
  api.openapi(route, async (context) => {
    const { sessionId } = context.req.valid('param')
    const account = await requireOwnAccount(context.get('access'), context.env)
    const endedCount = await endAccountSessions(
      context.env,
      account,
      { only: sessionId },
      'ended',
      Date.now(),
    )
    if (endedCount === 0) throw new ProblemError('not-found', 'There is no such session')
    return context.body(null, 204)
  })
}
