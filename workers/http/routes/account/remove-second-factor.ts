import { createRoute } from '@hono/zod-openapi'
import { drizzle } from 'drizzle-orm/d1'
import { removeSecondFactorSchema } from '#shared/contracts/accounts.ts'
import { updateAccount } from '#shared/database/user-accounts.ts'
import type { Api } from '../../api.ts'
import { guarded } from '../../middleware/authenticate.ts'
import { problems } from '../../problems.ts'
import { requireOwnAccount, requirePassword } from '../../require-account.ts'

const route = createRoute({
  operationId: 'removeSecondFactor',
  method: 'delete',
  path: '/v1/account/second-factor',
  tags: ['Account'],
  summary: 'Turn the second factor off',
  ...guarded('account:use'),
  request: {
    body: { required: true, content: { 'application/json': { schema: removeSecondFactorSchema } } },
  },
  responses: {
    204: { description: 'It is off, and its recovery codes are gone' },
    ...problems('malformed-request', 'unauthenticated', 'forbidden', 'invalid-content'),
  },
})

export function registerRemoveSecondFactor(api: Api): void {
  api.openapi(route, async (context) => {
    const { env } = context
    const account = await requireOwnAccount(context.get('access'), env)
    await requirePassword(account, context.req.valid('json').password, '/password', env)
    await updateAccount(drizzle(env.DB), account, {
      sealedTotpSecret: null,
      totpConfirmedAt: null,
      totpLastStep: null,
      recoveryCodeHashes: [],
    })
    return context.body(null, 204)
  })
}
