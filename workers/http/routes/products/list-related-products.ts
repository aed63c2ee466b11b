import { createRoute } from '@hono/zod-openapi'
import * as z from 'zod'
import {
  listRecommendationsQuerySchema,
  recommendationListSchema,
} from '#shared/contracts/recommendations.ts'
import { recommend } from '../../../recommend.ts'
import type { Api } from '../../api.ts'
import { guarded } from '../../middleware/authenticate.ts'
import { problems } from '../../problems.ts'

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
      description: 'The products; for one that nobody has bought, what is popular',
      content: { 'application/json': { schema: recommendationListSchema } },
    },
    ...problems('unauthenticated', 'forbidden', 'invalid-content'),
  },
})

export function registerListRelatedProducts(api: Api): void {
  api.openapi(route, async (context) => {
    const { limit, category = null, isInStockOnly } = context.req.valid('query')
    const wish = {
      history: null,
      basket: [context.req.valid('param').productId],
      category,
      isInStockOnly: isInStockOnly === 'true',
      limit,
    }
    return context.json(await recommend(context.env, context.get('access').tenant, wish, Date.now()), 200)
  })
}
