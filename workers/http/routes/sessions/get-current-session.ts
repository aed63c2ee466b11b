import { createRoute } from '@hono/zod-openapi'
import { and, eq } from 'drizzle-orm'
import { drizzle } from 'drizzle-orm/d1'
import { currentSessionSchema } from '#shared/contracts/sessions.ts'
import { userAccountTable } from '#shared/database/tables/account.ts'
import type { Api } from '../../api.ts'
import { guarded } from '../../middleware/authenticate.ts'
import { ProblemError, problems } from '../../problems.ts'

const route = createRoute({
  operationId: 'getCurrentSession',
  method: 'get',
  path: '/v1/sessions/current',
  tags: ['Sessions'],
  summary: 'Who is signed in',
  ...guarded('account:use'),
  responses: {
    200: { description: 'The account', content: { 'application/json': { schema: currentSessionSchema } } },
    ...problems('unauthenticated', 'forbidden'),
  },
})

export function registerGetCurrentSession(api: Api): void {
  api.openapi(route, async (context) => {
    const { userId, tenant } = context.get('access')
    const [account] = await drizzle(context.env.DB)
      .select()
      .from(userAccountTable)
      .where(and(eq(userAccountTable.userId, userId), eq(userAccountTable.tenantId, tenant.tenantId)))
    if (account === undefined) throw new ProblemError('unauthenticated', 'The account is gone')
    return context.json(
      {
        user: { email: account.email, displayName: account.displayName, role: account.role },
        tenant: {
          name: tenant.name,
          currency: tenant.currency,
          timeZone: tenant.timeZone,
          country: tenant.country,
        },
      },
      200,
    )
  })
}
