import { createRoute } from '@hono/zod-openapi'
import { drizzle } from 'drizzle-orm/d1'
import * as z from 'zod'
import { linkedAccountSchema, resetPasswordSchema } from '#shared/contracts/accounts.ts'
import { updateAccount } from '#shared/database/user-accounts.ts'
import { endAccountSessions } from '../../../credentials/find-session.ts'
import type { Api } from '../../api.ts'
import { open } from '../../operations.ts'
import { problems } from '../../problems.ts'
import { recordSignIn } from '../../record-sign-in.ts'
import { requireLink, spend } from '../../require-link.ts'
import { takeNewPassword } from '../../take-new-password.ts'

const route = createRoute({
  operationId: 'resetPassword',
  method: 'put',
  path: '/v1/password-resets/{token}',
  tags: ['Account'],
  summary: 'Choose a new password by a link',
  description: 'All sessions of the account end. A second factor stays as it is.',
  ...open('link', 'The link is the credential: it went to the address of the account'),
  request: {
    params: z.object({ token: z.string().max(100) }),
    body: { required: true, content: { 'application/json': { schema: resetPasswordSchema } } },
  },
  responses: {
    200: {
      description: 'Sign in with it from now on',
      content: { 'application/json': { schema: linkedAccountSchema } },
    },
    ...problems('malformed-request', 'not-found', 'invalid-content', 'too-many-requests'),
  },
})

export function registerResetPassword(api: Api): void {
  api.openapi(route, async (context) => {
    const { env } = context
    const nowMs = Date.now()
    const person = await requireLink(context.req.valid('param').token, 'password-reset', env, nowMs)
    const { account, tenant } = person
    const { newPassword } = context.req.valid('json')
    const passwordHash = await takeNewPassword(
      newPassword,
      { ...account, tenantName: tenant.name },
      '/newPassword',
    )
    await spend(person, env, nowMs)
    await updateAccount(drizzle(env.DB), account, { passwordHash, failedAttemptCount: 0, lockedUntil: null })
    await endAccountSessions(env, account, 'all', 'password-changed', nowMs)
    await recordSignIn(context, account, 200)
    const { email, displayName } = account
    return context.json({ email, displayName, tenantName: tenant.name }, 200)
  })
}
