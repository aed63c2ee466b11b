import { createRoute } from '@hono/zod-openapi'
import * as z from 'zod'
import {
  listRecommendationsQuerySchema,
  recommendationListSchema,
} from '#shared/contracts/recommendations.ts'
import { customerSignals } from '../../../customer-signals.ts'
import { recommend } from '../../../recommend.ts'
import type { Api } from '../../api.ts'
import { findCustomer } from '../../find-customer.ts'
import { guarded } from '../../middleware/authenticate.ts'
import { problems } from '../../problems.ts'

const route = createRoute({
  operationId: 'listRecommendations',
  method: 'get',
  path: '/v1/customers/{customerId}/recommendations',
  tags: ['Predictions'],
  summary: 'Products to offer to a customer, best first, each with the reason',
  description:
    'Led by the visit that is going on (products looked at within the last half hour), else by what was bought; `strategy` tells which. For a customer who may not be profiled, what is popular. Nothing that is deleted, sold out, looked at just now or bought already, unless people buy it again and again.',
  ...guarded('predictions:read'),
  request: { params: z.object({ customerId: z.string() }), query: listRecommendationsQuerySchema },
  responses: {
    200: {
      description: 'The products',
      content: { 'application/json': { schema: recommendationListSchema } },
    },
    ...problems('unauthenticated', 'forbidden', 'not-found', 'invalid-content'),
  },
})

export function registerListRecommendations(api: Api): void {
  api.openapi(route, async (context) => {
    const { tenant } = context.get('access')
    const { limit, category = null, isInStockOnly } = context.req.valid('query')
    const { record } = await findCustomer(context.env, tenant, context.req.valid('param').customerId)
    const nowMs = Date.now()
    const wish = {
      ...(await customerSignals(context.env, tenant, record, nowMs)),
      basket: [],
      category,
      isInStockOnly: isInStockOnly === 'true',
      limit,
    }
    return context.json(await recommend(context.env, tenant, wish, nowMs), 200)
  })
}
