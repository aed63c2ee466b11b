import { createRoute } from '@hono/zod-openapi'
import { drizzle } from 'drizzle-orm/d1'
import * as z from 'zod'
import { updateUserSchema, userSchema } from '#shared/contracts/users.ts'
import { leavesAnOwner, updateAccount } from '#shared/database/user-accounts.ts'
import { listSessions } from '#shared/database/user-sessions.ts'
import { endAccountSessions, forgetSessions } from '../../../credentials/find-session.ts'
import type { Api } from '../../api.ts'
import { guarded } from '../../middleware/authenticate.ts'
import { ProblemError, problems } from '../../problems.ts'
import { requireUser } from '../../require-account.ts'
import { requireChangeable, requireGrantable, userView } from '../../view-user.ts'

const route = createRoute({
  operationId: 'updateUser',
  method: 'patch',
  path: '/v1/users/{userId}',
  tags: ['Users'],
  summary: "Change somebody's name, role or access",
  description: 'It takes effect at once, also for sessions that are going on; elsewhere within five seconds.',
  ...guarded('users:manage'),
  request: {
    params: z.object({ userId: z.string().max(64) }),
    body: { required: true, content: { 'application/json': { schema: updateUserSchema } } },
  },
  responses: {
    200: { description: 'As it is now', content: { 'application/json': { schema: userSchema } } },
    ...problems(
      'malformed-request',
      'unauthenticated',
      'forbidden',
      'not-found',
      'conflict',
      'invalid-content',
    ),
  },
})

export function registerUpdateUser(api: Api): void {
  api.openapi(route, async (context) => {
    const { env } = context
    const access = context.get('access')
    const { displayName, role, status } = context.req.valid('json')
    const account = await requireUser(access.tenant.tenantId, context.req.valid('param').userId, env)
    requireChangeable(account, access)
    if (role !== undefined) requireGrantable(role, access)
    // Also after having been disabled meanwhile: nobody could sign in to it, and nothing would say why.
    const isUnaccepted = account.status === 'invited' || account.lastSignedInAt === null
    if (status === 'active' && account.passwordHash === null && isUnaccepted) {
      throw new ProblemError('conflict', 'Only the person can accept the invitation')
    }
    const database = drizzle(env.DB)
    if (Object.keys(context.req.valid('json')).length === 0)
      return context.json(userView(account, access), 200)
    const keepsOwner = (role ?? account.role) === 'owner' && (status ?? account.status) === 'active'
    const changed = await updateAccount(
      database,
      account,
      { ...(displayName !== undefined && { displayName }), ...(role && { role }), ...(status && { status }) },
      keepsOwner ? undefined : leavesAnOwner(account),
    )
    if (changed === undefined) throw new ProblemError('conflict', 'The shop would be left without an owner')
    const nowMs = Date.now()
    if (status === 'disabled') await endAccountSessions(env, account, 'all', 'account-changed', nowMs)
    await forgetSessions(env, account.tenantId, await listSessions(database, account, nowMs), nowMs)
    return context.json(userView(changed, access), 200)
  })
}
