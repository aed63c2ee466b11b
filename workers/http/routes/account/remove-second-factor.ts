import { createRoute } from '@hono/zod-openapi'
import { drizzle } from 'drizzle-orm/d1'
import { isStaffRole } from '#shared/access/roles.ts'
import { removeSecondFactorSchema } from '#shared/contracts/accounts.ts'
import { updateAccount } from '#shared/database/user-accounts.ts'
import { endAccountSessions, forgetSessions } from '../../../credentials/find-session.ts'
import type { Api } from '../../api.ts'
import { guarded } from '../../middleware/authenticate.ts'
import { ProblemError, problems } from '../../problems.ts'
import { requireOwnAccount, requireProof } from '../../require-account.ts'

const route = createRoute({
  operationId: 'removeSecondFactor',
  method: 'delete',
  path: '/v1/account/second-factor',
  tags: ['Account'],
  summary: 'Turn the second factor off',
  description: 'It takes the password and a code, or a recovery code. All other sessions of the account end.',
  ...guarded('account:use'),
  request: {
    body: { required: true, content: { 'application/json': { schema: removeSecondFactorSchema } } },
  },
  responses: {
    204: { description: 'It is off, and its recovery codes are gone' },
    ...problems('malformed-request', 'unauthenticated', 'forbidden', 'conflict', 'invalid-content'),
  },
})

export function registerRemoveSecondFactor(api: Api): void {
  api.openapi(route, async (context) => {
    const { env } = context
    const nowMs = Date.now()
    const access = context.get('access')
    const account = await requireOwnAccount(access, env)
    if (account.totpConfirmedAt === null) throw new ProblemError('conflict', 'The second factor is off')
    const { secondFactorRoles } = access.tenant
    if (isStaffRole(account.role) && secondFactorRoles.includes(account.role)) {
      throw new ProblemError('conflict', 'Your shop wants you to have one: set up another in its place')
    }
    await requireProof(account, context.req.valid('json'), env, nowMs)
    await updateAccount(drizzle(env.DB), account, {
      sealedTotpSecret: null,
      sealedNextTotpSecret: null,
      totpConfirmedAt: null,
      totpLastStep: null,
      recoveryCodeHashes: [],
    })
    await endAccountSessions(env, account, { butNot: access.sessionId }, 'second-factor-changed', nowMs)
    await forgetSessions(env, account.tenantId, [access], nowMs)
    return context.body(null, 204)
  })
}
