import { createRoute } from '@hono/zod-openapi'
import { drizzle } from 'drizzle-orm/d1'
import * as z from 'zod'
import { listReviewsQuerySchema, reviewListSchema } from '#shared/contracts/identity.ts'
import { findDisplayNames } from '#shared/database/find-display-names.ts'
import { listReviews } from '#shared/database/list-reviews.ts'
import { reviewView } from '#shared/identity/views/review-view.ts'
import type { Api } from '../../api.ts'
import { readCursor, writeCursor } from '../../cursor.ts'
import { guarded } from '../../middleware/authenticate.ts'
import { problems } from '../../problems.ts'

const route = createRoute({
  operationId: 'listReviews',
  method: 'get',
  path: '/v1/reviews',
  tags: ['Identity'],
  summary: 'Questions for a person, newest first',
  ...guarded('identity:read'),
  request: { query: listReviewsQuerySchema },
  responses: {
    200: { description: 'A page', content: { 'application/json': { schema: reviewListSchema } } },
    ...problems('unauthenticated', 'forbidden', 'invalid-content'),
  },
})

export function registerListReviews(api: Api): void {
  api.openapi(route, async (context) => {
    const { tenantId } = context.get('access').tenant
    const { status, reason, assignedTo, limit, cursor } = context.req.valid('query')
    const database = drizzle(context.env.DB)
    const { reviews, total } = await listReviews(database, {
      tenantId,
      status,
      reason,
      assignedTo: assignedTo === 'nobody' ? null : assignedTo,
      limit,
      afterId: readCursor(z.string(), cursor),
    })
    const names = await findDisplayNames(
      database,
      tenantId,
      reviews.flatMap(({ customerIds }) => customerIds),
    )
    const last = reviews.length === limit ? reviews.at(-1) : undefined
    return context.json(
      {
        reviews: reviews.map((review) => reviewView(review, names)),
        total,
        nextCursor: last === undefined ? null : writeCursor(last.reviewId),
      },
      200,
    )
  })
}
