import { createRoute } from '@hono/zod-openapi'
import * as z from 'zod'
import { customerFeaturesSchema } from '#shared/contracts/features.ts'
import { purchasesOf } from '#shared/customers/customer-features.ts'
import { customerFeaturesView } from '#shared/customers/views/customer-features-view.ts'
import { idsOfPurchases } from '#shared/features/meant-products.ts'
import { readBrandsOfIds } from '../../../read-brands.ts'
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
    const ids = idsOfPurchases([
      { customerId: record.customerId, purchases: purchasesOf(tenant, record, orders) },
    ])
    const brands = await readBrandsOfIds(context.env.DB, tenant.tenantId, ids)
    return context.json(customerFeaturesView(tenant, record, orders, brands, Date.now()), 200)
  })
}
