import { createRoute } from '@hono/zod-openapi'
import { drizzle } from 'drizzle-orm/d1'
import * as z from 'zod'
import { decideReviewSchema, reviewSchema } from '#shared/contracts/identity.ts'
import { findDisplayNames } from '#shared/database/find-display-names.ts'
import type { ReviewRecord } from '#shared/identity/decision-records.ts'
import { reviewView } from '#shared/identity/views/review-view.ts'
import type { Api } from '../../api.ts'
import { decideIdentity, decisionProblems } from '../../decide-identity.ts'
import { guarded } from '../../middleware/authenticate.ts'

const route = createRoute({
  operationId: 'decideReview',
  method: 'post',
  path: '/v1/reviews/{reviewId}/decision',
  tags: ['Identity'],
  summary: 'Answer a question',
  ...guarded('identity:decide'),
  request: {
    params: z.object({ reviewId: z.string() }),
    body: { required: true, content: { 'application/json': { schema: decideReviewSchema } } },
  },
  responses: {
    200: { description: 'Decided', content: { 'application/json': { schema: reviewSchema } } },
    ...decisionProblems,
  },
})

export function registerDecideReview(api: Api): void {
  api.openapi(route, async (context) => {
    const { tenant, actor } = context.get('access')
    const { reviewId } = context.req.valid('param')
    const { basis, note = '', ...decision } = context.req.valid('json')
    const request = JSON.stringify({ reviewId, decision, basis, note, by: actor })
    const review = await decideIdentity<ReviewRecord>(context.env, tenant, (directory) =>
      directory.decideReview(request),
    )
    const names = await findDisplayNames(drizzle(context.env.DB), tenant.tenantId, review.customerIds)
    return context.json(reviewView(review, names), 200)
  })
}
