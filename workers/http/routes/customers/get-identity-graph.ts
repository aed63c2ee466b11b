import { createRoute } from '@hono/zod-openapi'
import * as z from 'zod'
import { identityGraphSchema } from '#shared/contracts/identity.ts'
import { identityGraph } from '#shared/customers/views/identity-graph-view.ts'
import type { Api } from '../../api.ts'
import { requireCluster } from '../../find-cluster.ts'
import { findCustomer } from '../../find-customer.ts'
import { guarded } from '../../middleware/authenticate.ts'
import { problems } from '../../problems.ts'

const route = createRoute({
  operationId: 'getIdentityGraph',
  method: 'get',
  path: '/v1/customers/{customerId}/identity-graph',
  tags: ['Identity'],
  summary: 'What a customer is made of: identifiers, former customers, and what joined them',
  description:
    'The rule of an identifier is `new-customer` (its event made the customer), `known-customer` (another identifier of its event led there) or `split` (a person put it there); that of a merge is its own.',
  ...guarded('identity:read'),
  request: { params: z.object({ customerId: z.string() }) },
  responses: {
    200: { description: 'The graph', content: { 'application/json': { schema: identityGraphSchema } } },
    ...problems('unauthenticated', 'forbidden', 'not-found'),
  },
})

export function registerGetIdentityGraph(api: Api): void {
  api.openapi(route, async (context) => {
    const { tenant } = context.get('access')
    const { record } = await findCustomer(context.env, tenant, context.req.valid('param').customerId)
    const cluster = await requireCluster(context.env, tenant, record.customerId)
    return context.json(identityGraph(cluster, record), 200)
  })
}
