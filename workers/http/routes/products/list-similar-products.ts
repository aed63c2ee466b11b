import { createRoute } from '@hono/zod-openapi'
import * as z from 'zod'
import {
  listRecommendationsQuerySchema,
  recommendationListSchema,
} from '#shared/contracts/recommendations.ts'
import { recommendSimilar } from '../../../recommend.ts'
import type { Api } from '../../api.ts'
import { guarded } from '../../middleware/authenticate.ts'
import { ProblemError, problems } from '../../problems.ts'

const route = createRoute({
  operationId: 'listSimilarProducts',
  method: 'get',
  path: '/v1/products/{productId}/similar',
  tags: ['Predictions'],
  summary: 'Products like a given one, to offer in its place',
  description:
    'By what they are bought and looked at with; a product that is new, by its category, brand and price. Behind them what is popular in its category. The id is that of a product or variant, or an SKU.',
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

export function registerListSimilarProducts(api: Api): void {
  api.openapi(route, async (context) => {
    const { tenant } = context.get('access')
    const { productId } = context.req.valid('param')
    const { limit, category = null, isInStockOnly } = context.req.valid('query')
    const filter = { category, isInStockOnly: isInStockOnly === 'true', limit }
    const similar = await recommendSimilar(context.env, tenant, productId, filter, Date.now())
    if (similar === null) throw new ProblemError('not-found', `There is no product ${productId}`)
    return context.json(similar, 200)
  })
}
