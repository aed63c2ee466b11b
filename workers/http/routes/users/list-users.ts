import { createRoute } from '@hono/zod-openapi'
import { drizzle } from 'drizzle-orm/d1'
import { grantableRoles } from '#shared/access/may-grant.ts'
import { userListSchema } from '#shared/contracts/users.ts'
import { listAccounts } from '#shared/database/user-accounts.ts'
import type { Api } from '../../api.ts'
import { guarded } from '../../middleware/authenticate.ts'
import { problems } from '../../problems.ts'
import { userView } from '../../view-user.ts'

const route = createRoute({
  operationId: 'listUsers',
  method: 'get',
  path: '/v1/users',
  tags: ['Users'],
  summary: 'Who may sign in',
  ...guarded('users:read'),
  responses: {
    200: {
      description: 'All of them, by address',
      content: { 'application/json': { schema: userListSchema } },
    },
    ...problems('unauthenticated', 'forbidden'),
  },
})

export function registerListUsers(api: Api): void {
  api.openapi(route, async (context) => {
    const access = context.get('access')
    const accounts = await listAccounts(drizzle(context.env.DB), access.tenant.tenantId)
    const mayInvite = access.permissions.has('users:manage')
    return context.json(
      {
        users: accounts.map((account) => userView(account, access)),
        grantableRoles: mayInvite ? grantableRoles(access.permissions) : [],
      },
      200,
    )
  })
}
