import { createRoute } from '@hono/zod-openapi'
import * as z from 'zod'
import { identityPreviewSchema } from '#shared/contracts/identity.ts'
import { type MergeSide, previewUndo } from '#shared/customers/previews/preview-undo.ts'
import type { CustomerCluster, MergeRecord } from '#shared/identity/decision-records.ts'
import type { IdentifierKey } from '#shared/identity/identifier.ts'
import { identityDirectoryName } from '#shared/tenants/object-names.ts'
import type { Api } from '../../api.ts'
import { requireCluster } from '../../find-cluster.ts'
import { findOwners } from '../../find-owners.ts'
import { identityProblem } from '../../identity-problem.ts'
import { guarded } from '../../middleware/authenticate.ts'
import { problems } from '../../problems.ts'
import { readTimelines } from '../../read-timelines.ts'

const route = createRoute({
  operationId: 'previewUndo',
  method: 'get',
  path: '/v1/merges/{mergeId}/undo-preview',
  tags: ['Identity'],
  summary: 'What taking a merge back would come to; changes nothing',
  ...guarded('identity:read'),
  request: { params: z.object({ mergeId: z.string() }) },
  responses: {
    200: {
      description: 'Before and after',
      content: { 'application/json': { schema: identityPreviewSchema } },
    },
    ...problems('unauthenticated', 'forbidden', 'not-found', 'conflict'),
  },
})

export function registerPreviewUndo(api: Api): void {
  api.openapi(route, async (context) => {
    const { env } = context
    const { tenant } = context.get('access')
    const { mergeId } = context.req.valid('param')
    const directory = env.IDENTITY_DIRECTORY.getByName(identityDirectoryName(tenant))
    const merge: MergeRecord | null = JSON.parse(await directory.merge(mergeId))
    if (merge === null) throw identityProblem({ kind: 'unknown-merge', message: 'There is no such merge.' })
    if (merge.undoneAtMs !== null) {
      throw identityProblem({ kind: 'merge-undone', message: 'The merge was undone before.' })
    }
    const cluster = await requireCluster(env, tenant, merge.survivorId)
    checkSurvivor(merge, cluster)

    const { ofCustomers, isComplete } = await readTimelines(env, tenant, [merge.survivorId])
    const events = ofCustomers[0] ?? []
    const sidesOf = async (lists: readonly (readonly IdentifierKey[])[]): Promise<MergeSide[]> =>
      JSON.parse(await directory.homeSides(JSON.stringify(lists), mergeId))
    const sides = await sidesOf(events.map(({ keys }) => keys))
    const owners = await findOwners(
      env,
      tenant,
      events.flatMap(({ keys }) => keys),
    )
    const ownKeys = [...owners.keys()].filter((key) => owners.get(key) === merge.survivorId)
    const sidesOfKeys = await sidesOf(ownKeys.map((key) => [key]))
    const sideOfKey = new Map(ownKeys.map((key, index) => [key, sidesOfKeys[index] ?? null]))
    return context.json(previewUndo({ tenant, merge, cluster, events, sides, sideOfKey, isComplete }), 200)
  })
}

/** A customer that was merged away since has to come back first. */
function checkSurvivor({ survivorId }: MergeRecord, { customerId, merges }: CustomerCluster): void {
  if (customerId === survivorId) return
  const later = merges.find((merge) => merge.undoneAtMs === null && merge.mergedId === survivorId)
  const told = `The customer it made was merged into ${customerId} since. Undo merge ${later?.mergeId} first.`
  throw identityProblem({ kind: 'survivor-merged', message: told })
}
