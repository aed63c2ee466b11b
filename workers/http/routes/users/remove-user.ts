import { createRoute } from '@hono/zod-openapi'
import { drizzle } from 'drizzle-orm/d1'
import * as z from 'zod'
import { deleteAccount, leavesAnOwner } from '#shared/database/user-accounts.ts'
import { endAccountSessions } from '../../../credentials/find-session.ts'
import type { Api } from '../../api.ts'
import { guarded } from '../../middleware/authenticate.ts'
import { ProblemError, problems } from '../../problems.ts'
import { requireUser } from '../../require-account.ts'
import { requireChangeable } from '../../view-user.ts'

const route = createRoute({
  operationId: 'removeUser',
  method: 'delete',
  path: '/v1/users/{userId}',
  tags: ['Users'],
  summary: 'Remove somebody for good',
  ...guarded('users:manage'),
  request: { params: z.object({ userId: z.string().max(64) }) },
  responses: {
    204: { description: 'The account is gone, and its sessions are over' },
    ...problems('unauthenticated', 'forbidden', 'not-found', 'conflict'),
  },
})

export function registerRemoveUser(api: Api): void {
  api.openapi(route, async (context) => {
    const { env } = context
    const access = context.get('access')
    const account = await requireUser(access.tenant.tenantId, context.req.valid('param').userId, env)
    requireChangeable(account, access)
    if (!(await deleteAccount(drizzle(env.DB), account, leavesAnOwner(account)))) {
      throw new ProblemError('conflict', 'The shop would be left without an owner')
    }
    await endAccountSessions(env, account, 'all', 'account-changed', Date.now())
    return context.body(null, 204)
  })
}
