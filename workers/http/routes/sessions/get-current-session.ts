import { createRoute } from '@hono/zod-openapi'
import { currentSessionSchema } from '#shared/contracts/sessions.ts'
import { whoIsSignedIn } from '../../../credentials/start-session.ts'
import type { Api } from '../../api.ts'
import { guarded } from '../../middleware/authenticate.ts'
import { problems } from '../../problems.ts'
import { requireOwnAccount } from '../../require-account.ts'

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
    const account = await requireOwnAccount(access, context.env)
    return context.json(
      { ...whoIsSignedIn(account, access.tenant, access), permissions: [...access.permissions] },
      200,
    )
  })
}
