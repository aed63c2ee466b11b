import { createRoute } from '@hono/zod-openapi'
import { drizzle } from 'drizzle-orm/d1'
import { ownRequestListSchema } from '#shared/contracts/portal.ts'
import { listRequestsAbout } from '#shared/database/privacy-requests.ts'
import { privacyRequestView } from '#shared/identity/views/privacy-request-view.ts'
import type { Api } from '../../api.ts'
import { requireCluster } from '../../find-cluster.ts'
import { findOwnCustomer } from '../../find-own-customer.ts'
import { guarded } from '../../middleware/authenticate.ts'
import { problems } from '../../problems.ts'

const mostRequests = 50

const route = createRoute({
  operationId: 'listOwnRequests',
  method: 'get',
  path: '/v1/portal/requests',
  tags: ['Portal'],
  summary: 'What one has asked for, and how far it is',
  ...guarded('portal:use'),
  responses: {
    200: { description: 'Newest first', content: { 'application/json': { schema: ownRequestListSchema } } },
    ...problems('unauthenticated', 'forbidden', 'conflict'),
  },
})

export function registerListOwnRequests(api: Api): void {
  api.openapi(route, async (context) => {
    const access = context.get('access')
    const { tenant } = access
    const { customerId } = await findOwnCustomer(context.env, access)
    if (customerId === null) return context.json({ requests: [] }, 200)
    const { members } = await requireCluster(context.env, tenant, customerId)
    const rows = await listRequestsAbout(
      drizzle(context.env.DB),
      tenant.tenantId,
      members.map((member) => member.customerId),
      mostRequests,
    )
    // Who of the staff did something is not the person's business.
    const requests = rows.map((row) => {
      const requestedBy = row.requestedBy === 'person' ? row.requestedBy : 'shop'
      return privacyRequestView({ ...row, requestedBy }, tenant)
    })
    return context.json({ requests }, 200)
  })
}
