import { createRoute } from '@hono/zod-openapi'
import * as z from 'zod'
import {
  listRecommendationsQuerySchema,
  recommendationListSchema,
} from '#shared/contracts/recommendations.ts'
import { isKnownProduct, recommend } from '../../../recommend.ts'
import type { Api } from '../../api.ts'
import { guarded } from '../../middleware/authenticate.ts'
import { ProblemError, problems } from '../../problems.ts'

const route = createRoute({
  operationId: 'listRelatedProducts',
  method: 'get',
  path: '/v1/products/{productId}/related',
  tags: ['Predictions'],
  summary: 'What is bought together with a product, then what is popular beside it',
  ...guarded('predictions:read'),
  request: { params: z.object({ productId: z.string().max(500) }), query: listRecommendationsQuerySchema },
  responses: {
    200: {
      description: 'The products',
      content: { 'application/json': { schema: recommendationListSchema } },
    },
    ...problems('unauthenticated', 'forbidden', 'not-found', 'invalid-content'),
  },
})

export function registerListRelatedProducts(api: Api): void {
  api.openapi(route, async (context) => {
    const { env } = context
    const { tenant } = context.get('access')
    const { productId } = context.req.valid('param')
    const { limit, category = null, isInStockOnly } = context.req.valid('query')
    if (!(await isKnownProduct(env, tenant, productId))) {
      throw new ProblemError('not-found', `There is no product ${productId}`)
    }
    const wish = {
      history: null,
      visit: [],
      basket: [productId],
      category,
      isInStockOnly: isInStockOnly === 'true',
      limit,
    }
    return context.json(await recommend(env, tenant, wish, Date.now()), 200)
  })
}
