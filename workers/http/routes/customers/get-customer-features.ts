import { createRoute } from '@hono/zod-openapi'
import * as z from 'zod'
import { customerFeaturesSchema } from '#shared/contracts/features.ts'
import { customerFeaturesView } from '#shared/customers/views/customer-features-view.ts'
import type { Api } from '../../api.ts'
import { findCustomer } from '../../find-customer.ts'
import { guarded } from '../../middleware/authenticate.ts'
import { problems } from '../../problems.ts'

const route = createRoute({
  operationId: 'getCustomerFeatures',
  method: 'get',
  path: '/v1/customers/{customerId}/features',
  tags: ['Predictions'],
  summary: 'The features of a customer now, what was bought last and how often each product is',
  description: 'The id of a merged customer answers with the customer it is part of now.',
  ...guarded('predictions:read'),
  request: { params: z.object({ customerId: z.string() }) },
  responses: {
    200: {
      description: 'The features, by the names of the catalogue',
      content: { 'application/json': { schema: customerFeaturesSchema } },
    },
    ...problems('unauthenticated', 'forbidden', 'not-found'),
  },
})

export function registerGetCustomerFeatures(api: Api): void {
  api.openapi(route, async (context) => {
    const { tenant } = context.get('access')
    const { record, orders } = await findCustomer(context.env, tenant, context.req.valid('param').customerId)
    return context.json(customerFeaturesView(tenant, record, orders, Date.now()), 200)
  })
}
