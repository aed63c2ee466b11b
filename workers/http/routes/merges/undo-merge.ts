import { createRoute } from '@hono/zod-openapi'
import * as z from 'zod'
import { mergeSchema, undoMergeSchema } from '#shared/contracts/identity.ts'
import type { MergeRecord } from '#shared/identity/decision-records.ts'
import { mergeView } from '#shared/identity/views/merge-view.ts'
import type { Api } from '../../api.ts'
import { decideIdentity, decisionProblems } from '../../decide-identity.ts'
import { guarded } from '../../middleware/authenticate.ts'

const route = createRoute({
  operationId: 'undoMerge',
  method: 'post',
  path: '/v1/merges/{mergeId}/undo',
  tags: ['Identity'],
  summary: 'Take a merge back',
  description:
    'Each side gets back what was its own, and events since then go to the side whose identifiers they carry. The two are remembered as different people.',
  ...guarded('identity:decide'),
  request: {
    params: z.object({ mergeId: z.string() }),
    body: { content: { 'application/json': { schema: undoMergeSchema } } },
  },
  responses: {
    200: { description: 'They are two again', content: { 'application/json': { schema: mergeSchema } } },
    ...decisionProblems,
  },
})

export function registerUndoMerge(api: Api): void {
  api.openapi(route, async (context) => {
    const { tenant, actor } = context.get('access')
    const { mergeId } = context.req.valid('param')
    const request = JSON.stringify({ ...context.req.valid('json'), mergeId, by: actor })
    const merge = await decideIdentity<MergeRecord>(context.env, tenant, (directory) =>
      directory.undoMerge(request),
    )
    return context.json(mergeView(merge), 200)
  })
}
