import { createRoute } from '@hono/zod-openapi'
import { drizzle } from 'drizzle-orm/d1'
import { importViewSchema } from '#shared/contracts/imports.ts'
import { advanceImport } from '#shared/database/customer-imports.ts'
import { deleteImportParts } from '#shared/database/import-parts.ts'
import { bucketsFolder, uploadKey } from '#shared/imports/import-keys.ts'
import { importView } from '#shared/imports/import-view.ts'
import { listObjects } from '../../../list-objects.ts'
import type { Api } from '../../api.ts'
import { guarded } from '../../middleware/authenticate.ts'
import { ProblemError, problems } from '../../problems.ts'
import { importParamsSchema, requireImport } from './require-import.ts'

const route = createRoute({
  operationId: 'cancelImport',
  method: 'post',
  path: '/v1/imports/{importId}/cancel',
  tags: ['Imports'],
  summary: 'Give up a file of which nothing has been loaded yet: nothing changes, and the file is deleted',
  ...guarded('imports:manage'),
  request: { params: importParamsSchema },
  responses: {
    200: {
      description: 'The import is cancelled',
      content: { 'application/json': { schema: importViewSchema } },
    },
    ...problems('unauthenticated', 'forbidden', 'not-found', 'conflict'),
  },
})

/** R2 deletes at most this many objects a call. */
const removedAtOnce = 1_000

/** States in which no event has been handed to the log. */
const untouched: ReadonlySet<string> = new Set(['uploading', 'awaiting-mapping', 'reading'])

/** A step that is reading just now finds that the import has moved on; what it writes goes a week later, with the rejects. */
export function registerCancelImport(api: Api): void {
  api.openapi(route, async (context) => {
    const { tenant } = context.get('access')
    const row = await requireImport(context.env, tenant, context.req.valid('param').importId)
    const nowMs = Date.now()
    const changes = {
      state: 'cancelled' as const,
      uploadId: null,
      finishedAt: nowMs,
      progressedAt: nowMs,
    }
    const database = drizzle(context.env.DB)
    if (!untouched.has(row.state) || !(await advanceImport(database, row, changes))) {
      throw new ProblemError('conflict', 'This import cannot be cancelled any more, or has just gone on')
    }
    const bucket = context.env.UPLOADS
    if (row.uploadId !== null) {
      await bucket
        .resumeMultipartUpload(uploadKey(row), row.uploadId)
        .abort()
        .catch(() => undefined)
      await deleteImportParts(database, row.tenantId, row.importId)
    }
    const keys = [uploadKey(row), ...(await listObjects(bucket, bucketsFolder(row)))]
    for (let from = 0; from < keys.length; from += removedAtOnce) {
      await bucket.delete(keys.slice(from, from + removedAtOnce))
    }
    return context.json(importView({ ...row, ...changes }, nowMs), 200)
  })
}
