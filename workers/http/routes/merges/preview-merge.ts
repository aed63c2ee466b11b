import { createRoute } from '@hono/zod-openapi'
import { drizzle } from 'drizzle-orm/d1'
import { identityPreviewSchema, mergeCustomersSchema } from '#shared/contracts/identity.ts'
import { previewMerge } from '#shared/customers/previews/preview-merge.ts'
import { findIdentityRules } from '#shared/database/tenant-identity-rules.ts'
import type { CustomerCluster } from '#shared/identity/decision-records.ts'
import type { Tenant } from '#shared/tenants/tenant.ts'
import type { Env } from '../../../env.ts'
import type { Api } from '../../api.ts'
import { requireCluster } from '../../find-cluster.ts'
import { findOwners } from '../../find-owners.ts'
import { identityProblem } from '../../identity-problem.ts'
import { guarded } from '../../middleware/authenticate.ts'
import { ProblemError, problems } from '../../problems.ts'
import { readTimelines } from '../../read-timelines.ts'

const route = createRoute({
  operationId: 'previewMerge',
  method: 'post',
  path: '/v1/merges/preview',
  tags: ['Identity'],
  summary: 'What a merge would come to; changes nothing',
  ...guarded('identity:read'),
  request: {
    body: { required: true, content: { 'application/json': { schema: mergeCustomersSchema } } },
  },
  responses: {
    200: {
      description: 'Before and after',
      content: { 'application/json': { schema: identityPreviewSchema } },
    },
    ...problems('malformed-request', 'unauthenticated', 'forbidden', 'not-found', 'invalid-content'),
  },
})

export function registerPreviewMerge(api: Api): void {
  api.openapi(route, async (context) => {
    const { env } = context
    const { tenant } = context.get('access')
    const { customerIds, survivorId } = context.req.valid('json')
    const clusters = await Promise.all(customerIds.map((id) => requireCluster(env, tenant, id)))
    if (new Set(clusters.map((cluster) => cluster.customerId)).size < 2) {
      throw identityProblem({ kind: 'same-customer', message: 'The two are one customer already.' })
    }
    const stays =
      survivorId === undefined ? undefined : await survivorAmong(env, tenant, clusters, survivorId)
    const { ofCustomers, isComplete } = await readTimelines(
      env,
      tenant,
      clusters.map((cluster) => cluster.customerId),
    )
    const preview = previewMerge({
      tenant,
      rules: await findIdentityRules(drizzle(env.DB), tenant.tenantId),
      owners: await findOwners(
        env,
        tenant,
        ofCustomers.flat().flatMap(({ keys }) => keys),
      ),
      customers: clusters.map((cluster, index) => ({ cluster, events: ofCustomers[index] ?? [] })),
      survivorId: stays,
      isComplete,
      nowMs: Date.now(),
    })
    return context.json(preview, 200)
  })
}

async function survivorAmong(
  env: Env,
  tenant: Tenant,
  clusters: readonly CustomerCluster[],
  survivorId: string,
): Promise<string> {
  const { customerId } = await requireCluster(env, tenant, survivorId)
  if (clusters.some((cluster) => cluster.customerId === customerId)) return customerId
  throw new ProblemError('not-found', 'The customer to stay is none of these')
}
