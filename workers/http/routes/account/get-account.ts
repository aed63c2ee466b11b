import { createRoute } from '@hono/zod-openapi'
import { accountSchema } from '#shared/contracts/accounts.ts'
import type { Api } from '../../api.ts'
import { guarded } from '../../middleware/authenticate.ts'
import { problems } from '../../problems.ts'
import { requireOwnAccount } from '../../require-account.ts'
import { accountView } from '../../view-account.ts'

const route = createRoute({
  operationId: 'getAccount',
  method: 'get',
  path: '/v1/account',
  tags: ['Account'],
  summary: "One's own account",
  ...guarded('account:use'),
  responses: {
    200: { description: 'The account', content: { 'application/json': { schema: accountSchema } } },
    ...problems('unauthenticated', 'forbidden'),
  },
})

export function registerGetAccount(api: Api): void {
  api.openapi(route, async (context) =>
    context.json(accountView(await requireOwnAccount(context.get('access'), context.env)), 200),
  )
}
