import { createRoute } from '@hono/zod-openapi'
import { currentSessionSchema } from '#shared/contracts/sessions.ts'
import { whoIsSignedIn } from '../../../credentials/start-session.ts'
import type { Api } from '../../api.ts'
import { guarded } from '../../middleware/authenticate.ts'
import { problems } from '../../problems.ts'
import { requireOwnAccount } from '../../require-account.ts'
import { lacksSecondFactor } from '../../require-second-factor.ts'

const route = createRoute({
  operationId: 'getCurrentSession',
  method: 'get',
  path: '/v1/sessions/current',
  tags: ['Sessions'],
  summary: 'Who is signed in, and what they may do',
  ...guarded('account:use'),
  responses: {
    200: { description: 'The account', content: { 'application/json': { schema: currentSessionSchema } } },
    ...problems('unauthenticated', 'forbidden'),
  },
})

export function registerGetCurrentSession(api: Api): void {
  api.openapi(route, async (context) => {
    const access = context.get('access')
    const nowMs = Date.now()
    const account = await requireOwnAccount(access, context.env)
    return context.json(
      {
        ...whoIsSignedIn(account, access.tenant, access, nowMs),
        permissions: lacksSecondFactor(access, nowMs) ? ['account:use' as const] : [...access.permissions],
      },
      200,
    )
  })
}
