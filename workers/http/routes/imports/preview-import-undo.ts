import { createRoute } from '@hono/zod-openapi'
import { previewUndo } from '#queues/jobs/undo/preview-undo.ts'
import { importUndoPreviewSchema } from '#shared/contracts/imports.ts'
import { undoRefusal } from '#shared/imports/undo-refusal.ts'
import { undoPorts } from '../../../undo-ports.ts'
import type { Api } from '../../api.ts'
import { guarded } from '../../middleware/authenticate.ts'
import { ProblemError, problems } from '../../problems.ts'
import { importParamsSchema, requireImport } from './require-import.ts'
import { unreadableSiblingCount } from './unreadable-siblings.ts'

const route = createRoute({
  operationId: 'previewImportUndo',
  method: 'get',
  path: '/v1/imports/{importId}/undo',
  tags: ['Imports'],
  summary: 'What undoing an import would come to; changes nothing',
  ...guarded('imports:read'),
  request: { params: importParamsSchema },
  responses: {
    200: {
      description: 'What would go',
      content: { 'application/json': { schema: importUndoPreviewSchema } },
    },
    ...problems('unauthenticated', 'forbidden', 'not-found', 'conflict'),
  },
})

export function registerPreviewImportUndo(api: Api): void {
  api.openapi(route, async (context) => {
    const { tenant } = context.get('access')
    const row = await requireImport(context.env, tenant, context.req.valid('param').importId)
    const refusal = undoRefusal(row, await unreadableSiblingCount(context.env, row), Date.now())
    if (refusal !== undefined) throw new ProblemError('conflict', refusal)
    return context.json(await previewUndo(tenant, row.importId, undoPorts(context.env)), 200)
  })
}
