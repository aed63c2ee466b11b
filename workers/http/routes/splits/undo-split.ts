import { createRoute } from '@hono/zod-openapi'
import * as z from 'zod'
import { splitSchema } from '#shared/contracts/identity.ts'
import type { SplitRecord } from '#shared/identity/decision-records.ts'
import { splitView } from '#shared/identity/views/split-view.ts'
import type { Api } from '../../api.ts'
import { decideIdentity } from '../../decide-identity.ts'
import { guarded } from '../../middleware/authenticate.ts'
import { problems } from '../../problems.ts'

const route = createRoute({
  operationId: 'undoSplit',
  method: 'post',
  path: '/v1/splits/{splitId}/undo',
  tags: ['Identity'],
  summary: 'Take a split back: the two are one customer again',
  ...guarded('identity:decide'),
  request: { params: z.object({ splitId: z.string() }) },
  responses: {
    200: { description: 'They are one again', content: { 'application/json': { schema: splitSchema } } },
    ...problems('unauthenticated', 'forbidden', 'not-found', 'conflict', 'unavailable'),
  },
})

export function registerUndoSplit(api: Api): void {
  api.openapi(route, async (context) => {
    const { tenant, actor } = context.get('access')
    const request = JSON.stringify({ splitId: context.req.valid('param').splitId, by: actor })
    const split = await decideIdentity<SplitRecord>(context.env, tenant, (directory) =>
      directory.undoSplit(request),
    )
    return context.json(splitView(split), 200)
  })
}
