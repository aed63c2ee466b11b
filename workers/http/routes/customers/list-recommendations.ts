import { createRoute } from '@hono/zod-openapi'
import * as z from 'zod'
import {
  listRecommendationsQuerySchema,
  recommendationListSchema,
} from '#shared/contracts/recommendations.ts'
import { profilingRefusal } from '#shared/privacy/may-profile.ts'
import { privacyWord } from '#shared/privacy/may-use.ts'
import { readCustomerHistories } from '../../../read-histories.ts'
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
    'For a customer who may not be profiled, what is popular. Nothing that is deleted, sold out or bought already, unless people buy it again and again.',
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
    const isRefused = profilingRefusal(privacyWord(record.state.consents), tenant) !== null
    const [history] = isRefused
      ? []
      : await readCustomerHistories(context.env.DB, tenant.tenantId, [record.customerId])
    const wish = {
      history: history ?? null,
      basket: [],
      category,
      isInStockOnly: isInStockOnly === 'true',
      limit,
    }
    return context.json(await recommend(context.env, tenant, wish, Date.now()), 200)
  })
}
