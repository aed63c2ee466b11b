import { createRoute } from '@hono/zod-openapi'
import * as z from 'zod'
import { identityPreviewSchema, splitCustomerSchema } from '#shared/contracts/identity.ts'
import { previewSplit } from '#shared/customers/previews/preview-split.ts'
import type { CustomerCluster } from '#shared/identity/decision-records.ts'
import type { IdentifierKey } from '#shared/identity/identifier.ts'
import type { Api } from '../../api.ts'
import { requireCluster } from '../../find-cluster.ts'
import { findOwners } from '../../find-owners.ts'
import { identityProblem } from '../../identity-problem.ts'
import { guarded } from '../../middleware/authenticate.ts'
import { problems } from '../../problems.ts'
import { readTimelines } from '../../read-timelines.ts'
import { requirePersonalData } from '../../require-personal-data.ts'

const route = createRoute({
  operationId: 'previewSplit',
  method: 'post',
  path: '/v1/customers/{customerId}/splits/preview',
  tags: ['Identity'],
  summary: 'What a split would come to; changes nothing',
  description: 'The id of the customer that would begin is `new`.',
  ...guarded('identity:read'),
  request: {
    params: z.object({ customerId: z.string() }),
    body: { required: true, content: { 'application/json': { schema: splitCustomerSchema } } },
  },
  responses: {
    200: {
      description: 'Before and after',
      content: { 'application/json': { schema: identityPreviewSchema } },
    },
    ...problems(
      'malformed-request',
      'unauthenticated',
      'forbidden',
      'not-found',
      'conflict',
      'invalid-content',
    ),
  },
})

export function registerPreviewSplit(api: Api): void {
  api.openapi(route, async (context) => {
    const { env } = context
    const { tenant } = context.get('access')
    // Whether it can be done tells whether the customer has these.
    requirePersonalData(context.get('access'), 'To name identifiers')
    const { identifiers: keys } = context.req.valid('json')
    const cluster = await requireCluster(env, tenant, context.req.valid('param').customerId)
    const { ofCustomers, isComplete } = await readTimelines(env, tenant, [cluster.customerId])
    const events = ofCustomers[0] ?? []
    const owners = await findOwners(env, tenant, [...keys, ...events.flatMap((event) => event.keys)])
    checkKeys(cluster, keys, owners)
    return context.json(previewSplit({ tenant, cluster, keys, events, owners, isComplete }), 200)
  })
}

/** Refuses what the directory would refuse. */
function checkKeys(
  cluster: CustomerCluster,
  keys: readonly IdentifierKey[],
  owners: ReadonlyMap<IdentifierKey, string>,
): void {
  const foreign = keys.find((key) => owners.get(key) !== cluster.customerId)
  if (foreign !== undefined) {
    throw identityProblem({ kind: 'unknown-identifier', message: `${foreign} is not this customer's.` })
  }
  const linked = cluster.members.flatMap(({ links }) => links.map(({ key }) => key))
  if (linked.every((key) => keys.includes(key))) {
    const message = 'A split has to leave the customer an identifier.'
    throw identityProblem({ kind: 'nothing-left', message })
  }
}
