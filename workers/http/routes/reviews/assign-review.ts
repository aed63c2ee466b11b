import { createRoute } from '@hono/zod-openapi'
import { and, eq } from 'drizzle-orm'
import { drizzle } from 'drizzle-orm/d1'
import * as z from 'zod'
import { permissionsOfRole } from '#shared/access/permissions.ts'
import { assignReviewSchema, reviewSchema } from '#shared/contracts/identity.ts'
import { findDisplayNames } from '#shared/database/find-display-names.ts'
import { userAccountTable } from '#shared/database/tables/account.ts'
import type { ReviewRecord } from '#shared/identity/decision-records.ts'
import { reviewView } from '#shared/identity/views/review-view.ts'
import type { Tenant } from '#shared/tenants/tenant.ts'
import type { Env } from '../../../env.ts'
import type { Api } from '../../api.ts'
import { decideIdentity, decisionProblems } from '../../decide-identity.ts'
import { guarded } from '../../middleware/authenticate.ts'
import { ProblemError } from '../../problems.ts'

const route = createRoute({
  operationId: 'assignReview',
  method: 'put',
  path: '/v1/reviews/{reviewId}/assignee',
  tags: ['Identity'],
  summary: 'Say who looks after a question',
  ...guarded('identity:decide'),
  request: {
    params: z.object({ reviewId: z.string() }),
    body: { required: true, content: { 'application/json': { schema: assignReviewSchema } } },
  },
  responses: {
    200: { description: 'Assigned', content: { 'application/json': { schema: reviewSchema } } },
    ...decisionProblems,
  },
})

export function registerAssignReview(api: Api): void {
  api.openapi(route, async (context) => {
    const { tenant, actor } = context.get('access')
    const { reviewId } = context.req.valid('param')
    const assignedTo = context.req.valid('json').assignedTo?.normalize('NFKC').toLowerCase() ?? null
    if (assignedTo !== null) await checkMayDecide(context.env, tenant, assignedTo)
    const request = JSON.stringify({ reviewId, assignedTo, by: actor })
    const review = await decideIdentity<ReviewRecord>(context.env, tenant, (directory) =>
      directory.assignReview(request),
    )
    const names = await findDisplayNames(drizzle(context.env.DB), tenant.tenantId, review.customerIds)
    return context.json(reviewView(review, names), 200)
  })
}

/** Only who may decide a review can look after it. */
async function checkMayDecide(env: Env, tenant: Tenant, email: string): Promise<void> {
  const [account] = await drizzle(env.DB)
    .select({ role: userAccountTable.role })
    .from(userAccountTable)
    .where(and(eq(userAccountTable.email, email), eq(userAccountTable.tenantId, tenant.tenantId)))
  if (account !== undefined && permissionsOfRole[account.role].includes('identity:decide')) return
  throw new ProblemError('invalid-content', undefined, {
    errors: [{ pointer: '/assignedTo', detail: 'is not the e-mail of somebody who may decide reviews' }],
  })
}
