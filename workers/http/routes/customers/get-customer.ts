import { createRoute } from '@hono/zod-openapi'
import * as z from 'zod'
import { customerSchema } from '#shared/contracts/customers.ts'
import { customerView } from '#shared/customers/views/customer-view.ts'
import type { Api } from '../../api.ts'
import { requireCluster } from '../../find-cluster.ts'
import { findCustomer } from '../../find-customer.ts'
import { guarded } from '../../middleware/authenticate.ts'
import { problems } from '../../problems.ts'

const route = createRoute({
  operationId: 'getCustomer',
  method: 'get',
  path: '/v1/customers/{customerId}',
  tags: ['Customers'],
  summary: 'One customer: who, features, latest orders',
  description: 'The id of a merged customer answers with the customer it is part of now.',
  ...guarded('customers:read'),
  request: { params: z.object({ customerId: z.string() }) },
  responses: {
    200: { description: 'The customer', content: { 'application/json': { schema: customerSchema } } },
    ...problems('unauthenticated', 'forbidden', 'not-found'),
  },
})

export function registerGetCustomer(api: Api): void {
  api.openapi(route, async (context) => {
    const { tenant } = context.get('access')
    const { record, orders } = await findCustomer(context.env, tenant, context.req.valid('param').customerId)
    const { members } = await requireCluster(context.env, tenant, record.customerId)
    const mergedFrom = members.map(({ customerId }) => customerId).filter((id) => id !== record.customerId)
    return context.json(customerView(record, orders, mergedFrom, tenant), 200)
  })
}
