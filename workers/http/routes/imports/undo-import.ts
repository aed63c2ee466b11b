import { createRoute } from '@hono/zod-openapi'
import { drizzle } from 'drizzle-orm/d1'
import { importViewSchema } from '#shared/contracts/imports.ts'
import { beginUndo } from '#shared/database/customer-imports.ts'
import { newUndo } from '#shared/imports/import-undo.ts'
import { importView } from '#shared/imports/import-view.ts'
import { undoRefusal } from '#shared/imports/undo-refusal.ts'
import type { Api } from '../../api.ts'
import { guarded } from '../../middleware/authenticate.ts'
import { ProblemError, problems } from '../../problems.ts'
import { importParamsSchema, requireImport } from './require-import.ts'
import { unreadableSiblingCount } from './unreadable-siblings.ts'

const route = createRoute({
  operationId: 'undoImport',
  method: 'post',
  path: '/v1/imports/{importId}/undo',
  tags: ['Imports'],
  summary: 'Take a loaded import back: what only it told goes, what others told too stays',
  ...guarded('imports:manage'),
  request: { params: importParamsSchema },
  responses: {
    202: {
      description: 'The undo has begun; the state of the import tells when it is done',
      content: { 'application/json': { schema: importViewSchema } },
    },
    ...problems('unauthenticated', 'forbidden', 'not-found', 'conflict'),
  },
})

export function registerUndoImport(api: Api): void {
  api.openapi(route, async (context) => {
    const { tenant, actor } = context.get('access')
    const row = await requireImport(context.env, tenant, context.req.valid('param').importId)
    const nowMs = Date.now()
    const refusal = undoRefusal(row, await unreadableSiblingCount(context.env, row), nowMs)
    if (refusal !== undefined) throw new ProblemError('conflict', refusal)
    const undo = newUndo(actor, nowMs)
    if (!(await beginUndo(drizzle(context.env.DB), row, undo))) {
      throw new ProblemError(
        'conflict',
        'Another import is being loaded or undone, or tables are being rebuilt. Try again when it is done',
      )
    }
    const { tenantId, importId } = row
    await context.env.JOBS_QUEUE.send({ version: 1, kind: 'import', tenantId, importId })
    return context.json(importView({ ...row, state: 'undoing', undo }, nowMs), 202)
  })
}
