import { createRoute } from '@hono/zod-openapi'
import { drizzle } from 'drizzle-orm/d1'
import * as z from 'zod'
import { reviewDetailSchema } from '#shared/contracts/identity.ts'
import { reviewDetail } from '#shared/customers/views/review-detail-view.ts'
import { findDisplayNames } from '#shared/database/find-display-names.ts'
import { findIdentityRules } from '#shared/database/tenant-identity-rules.ts'
import type { CustomerCluster, ReviewRecord } from '#shared/identity/decision-records.ts'
import { reviewView } from '#shared/identity/views/review-view.ts'
import { identityDirectoryName } from '#shared/tenants/object-names.ts'
import type { Tenant } from '#shared/tenants/tenant.ts'
import type { Env } from '../../../env.ts'
import type { Api } from '../../api.ts'
import { findCluster } from '../../find-cluster.ts'
import { findOwners } from '../../find-owners.ts'
import { identityProblem } from '../../identity-problem.ts'
import { guarded } from '../../middleware/authenticate.ts'
import { problems } from '../../problems.ts'
import { readTimelines } from '../../read-timelines.ts'

const route = createRoute({
  operationId: 'getReview',
  method: 'get',
  path: '/v1/reviews/{reviewId}',
  tags: ['Identity'],
  summary: 'A question for a person, with what is needed to decide it',
  ...guarded('identity:read'),
  request: { params: z.object({ reviewId: z.string() }) },
  responses: {
    200: { description: 'The review', content: { 'application/json': { schema: reviewDetailSchema } } },
    ...problems('unauthenticated', 'forbidden', 'not-found'),
  },
})

export function registerGetReview(api: Api): void {
  api.openapi(route, async (context) => {
    const { env } = context
    const { tenant } = context.get('access')
    const directory = env.IDENTITY_DIRECTORY.getByName(identityDirectoryName(tenant))
    const review: ReviewRecord | null = JSON.parse(
      await directory.review(context.req.valid('param').reviewId),
    )
    if (review === null)
      throw identityProblem({ kind: 'unknown-review', message: 'There is no such review.' })
    const clusters = await currentClusters(env, tenant, review.customerIds)
    const currentIds = clusters.map(({ customerId }) => customerId)
    const { ofCustomers, isComplete } = await readTimelines(env, tenant, currentIds)
    const customers = clusters.map((cluster, index) => ({ cluster, events: ofCustomers[index] ?? [] }))
    const keys = ofCustomers.flat().flatMap((event) => event.keys)
    const database = drizzle(env.DB)
    const [names, rules, owners] = await Promise.all([
      findDisplayNames(database, tenant.tenantId, review.customerIds),
      findIdentityRules(database, tenant.tenantId),
      findOwners(env, tenant, keys),
    ])
    const detail = reviewDetail({ tenant, rules, review, customers, owners, isComplete, nowMs: Date.now() })
    return context.json({ ...reviewView(review, names), ...detail }, 200)
  })
}

/** The customers that these are now, each once; those that were erased are left out. */
async function currentClusters(
  env: Env,
  tenant: Tenant,
  customerIds: readonly string[],
): Promise<CustomerCluster[]> {
  const clusters = await Promise.all(customerIds.map((id) => findCluster(env, tenant, id)))
  const byId = new Map(
    clusters.flatMap((cluster) => (cluster === undefined ? [] : [[cluster.customerId, cluster] as const])),
  )
  return [...byId.values()]
}
