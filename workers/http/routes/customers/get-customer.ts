import { createRoute } from '@hono/zod-openapi'
import * as z from 'zod'
import { customerSchema } from '#shared/contracts/customers.ts'
import { customerView } from '#shared/customers/views/customer-view.ts'
import { identityDirectoryName } from '#shared/tenants/object-names.ts'
import type { Api } from '../../api.ts'
import { findCustomer } from '../../find-customer.ts'
import { allow, staff } from '../../middleware/authenticate.ts'
import { problems } from '../../problems.ts'

const route = createRoute({
  operationId: 'getCustomer',
  method: 'get',
  path: '/v1/customers/{customerId}',
  tags: ['Customers'],
  summary: 'One customer: who, features, latest orders',
  description: 'The id of a merged customer answers with the customer it is part of now.',
  security: [{ bearer: [] }],
  middleware: [allow(...staff)] as const,
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
    const directory = context.env.IDENTITY_DIRECTORY.getByName(identityDirectoryName(tenant))
    const merges = await directory.mergesInto(record.customerId)
    return context.json(
      customerView(
        record,
        orders,
        merges.map((merge) => merge.mergedId),
      ),
      200,
    )
  })
}
