import { createRoute } from '@hono/zod-openapi'
import { drizzle } from 'drizzle-orm/d1'
import { changePasswordSchema } from '#shared/contracts/accounts.ts'
import { closeLinks } from '#shared/database/account-links.ts'
import { updateAccount } from '#shared/database/user-accounts.ts'
import { endAccountSessions } from '../../../credentials/find-session.ts'
import type { Api } from '../../api.ts'
import { guarded } from '../../middleware/authenticate.ts'
import { problems } from '../../problems.ts'
import { requireOwnAccount, requirePassword } from '../../require-account.ts'
import { takeNewPassword } from '../../take-new-password.ts'

const route = createRoute({
  operationId: 'changePassword',
  method: 'put',
  path: '/v1/account/password',
  tags: ['Account'],
  summary: "Change one's own password",
  description: 'All other sessions of the account end, and links to set a new password are no longer good.',
  ...guarded('account:use'),
  request: { body: { required: true, content: { 'application/json': { schema: changePasswordSchema } } } },
  responses: {
    204: { description: 'The new one is taken from now on' },
    ...problems('malformed-request', 'unauthenticated', 'forbidden', 'invalid-content'),
  },
})

export function registerChangePassword(api: Api): void {
  api.openapi(route, async (context) => {
    const { env } = context
    const access = context.get('access')
    const { currentPassword, newPassword } = context.req.valid('json')
    const account = await requireOwnAccount(access, env)
    await requirePassword(account, currentPassword, '/currentPassword', env)
    const owner = { ...account, tenantName: access.tenant.name }
    const passwordHash = await takeNewPassword(newPassword, owner, '/newPassword')
    const database = drizzle(env.DB)
    const nowMs = Date.now()
    await updateAccount(database, account, { passwordHash })
    // Who had asked for a new password in this person's name could still set one.
    await closeLinks(database, account, nowMs)
    await endAccountSessions(env, account, { butNot: access.sessionId }, 'password-changed', nowMs)
    return context.body(null, 204)
  })
}
