import { createRoute } from '@hono/zod-openapi'
import * as z from 'zod'
import { customerIdentitySchema } from '#shared/contracts/customers.ts'
import { identityView } from '#shared/customers/views/identity-view.ts'
import type { Api } from '../../api.ts'
import { requireCluster } from '../../find-cluster.ts'
import { findCustomer } from '../../find-customer.ts'
import { guarded } from '../../middleware/authenticate.ts'
import { problems } from '../../problems.ts'

const route = createRoute({
  operationId: 'getCustomerIdentity',
  method: 'get',
  path: '/v1/customers/{customerId}/identity',
  tags: ['Customers'],
  summary: 'The identifiers of a customer with where each came from, and the merges, undone ones too',
  ...guarded('identity:read'),
  request: { params: z.object({ customerId: z.string() }) },
  responses: {
    200: { description: 'The identity', content: { 'application/json': { schema: customerIdentitySchema } } },
    ...problems('unauthenticated', 'forbidden', 'not-found'),
  },
})

export function registerGetCustomerIdentity(api: Api): void {
  api.openapi(route, async (context) => {
    const { tenant } = context.get('access')
    const { record } = await findCustomer(context.env, tenant, context.req.valid('param').customerId)
    const { merges, sharedKeys } = await requireCluster(context.env, tenant, record.customerId)
    return context.json(identityView(record, merges, sharedKeys), 200)
  })
}
