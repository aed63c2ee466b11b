import { createRoute } from '@hono/zod-openapi'
import { drizzle } from 'drizzle-orm/d1'
import { accountSchema, updateAccountSchema } from '#shared/contracts/accounts.ts'
import { updateAccount } from '#shared/database/user-accounts.ts'
import type { Api } from '../../api.ts'
import { guarded } from '../../middleware/authenticate.ts'
import { ProblemError, problems } from '../../problems.ts'
import { requireOwnAccount } from '../../require-account.ts'
import { accountView } from '../../view-account.ts'

const route = createRoute({
  operationId: 'updateAccount',
  method: 'patch',
  path: '/v1/account',
  tags: ['Account'],
  summary: "Change one's own name",
  ...guarded('account:use'),
  request: { body: { required: true, content: { 'application/json': { schema: updateAccountSchema } } } },
  responses: {
    200: { description: 'As it is now', content: { 'application/json': { schema: accountSchema } } },
    ...problems('malformed-request', 'unauthenticated', 'forbidden', 'invalid-content'),
  },
})

export function registerUpdateAccount(api: Api): void {
  api.openapi(route, async (context) => {
    const { displayName } = context.req.valid('json')
    const account = await requireOwnAccount(context.get('access'), context.env)
    const changed = await updateAccount(drizzle(context.env.DB), account, { displayName })
    if (changed === undefined) throw new ProblemError('unauthenticated', 'The account is gone')
    return context.json(accountView(changed), 200)
  })
}
