import { createRoute } from '@hono/zod-openapi'
import { type DrizzleD1Database, drizzle } from 'drizzle-orm/d1'
import * as z from 'zod'
import { importViewSchema } from '#shared/contracts/imports.ts'
import { advanceImport } from '#shared/database/customer-imports.ts'
import { deleteImportParts, listImportParts } from '#shared/database/import-parts.ts'
import { findSavedMapping } from '#shared/database/saved-mappings.ts'
import type { CustomerImportRow } from '#shared/database/tables/customer-import.ts'
import { uploadKey } from '#shared/imports/import-keys.ts'
import { importView } from '#shared/imports/import-view.ts'
import { uploadedChanges } from '#shared/imports/new-upload.ts'
import { planStart } from '#shared/imports/plan-start.ts'
import { previewBytes, readPreview } from '#shared/imports/read-preview.ts'
import { mappingIdOf } from '#shared/imports/saved-mapping.ts'
import { partCountOf } from '#shared/imports/upload-parts.ts'
import type { Env } from '../../../env.ts'
import type { Api } from '../../api.ts'
import { guarded } from '../../middleware/authenticate.ts'
import { ProblemError, problems } from '../../problems.ts'
import { importParamsSchema, requireImport } from './require-import.ts'

const route = createRoute({
  operationId: 'completeImportUpload',
  method: 'post',
  path: '/v1/imports/{importId}/complete',
  tags: ['Imports'],
  summary: 'Say that all parts are there; the file is then looked at, and read as one that came in one piece',
  ...guarded('imports:manage'),
  request: {
    params: importParamsSchema,
    query: z.object({
      start: z.enum(['true', 'false']).default('true').meta({
        description:
          'Whether to begin at once when the mapping is clear; else the import waits for its start',
      }),
    }),
  },
  responses: {
    200: { description: 'The import', content: { 'application/json': { schema: importViewSchema } } },
    ...problems('unauthenticated', 'forbidden', 'not-found', 'conflict', 'invalid-content'),
  },
})

/** May be cut off anywhere and called again: what has been put together is not put together twice. */
export function registerCompleteImportUpload(api: Api): void {
  api.openapi(route, async (context) => {
    const { tenant } = context.get('access')
    const row = await requireImport(context.env, tenant, context.req.valid('param').importId)
    if (row.state !== 'uploading') throw new ProblemError('conflict', 'This file is whole already')
    const database = drizzle(context.env.DB)
    await joinParts(context.env, database, row)
    const preview = await previewOf(context.env, row)
    const { tenantId, importId } = row
    const nowMs = Date.now()
    if (!preview.ok) {
      const { message, kind } = preview.failure
      const ended = { state: 'failed' as const, failure: message, finishedAt: nowMs, progressedAt: nowMs }
      await advanceImport(database, row, { ...ended, uploadId: null })
      await context.env.UPLOADS.delete(uploadKey(row))
      await deleteImportParts(database, tenantId, importId)
      throw new ProblemError('invalid-content', message, {
        errors: [{ pointer: '/file', detail: message, code: kind }],
      })
    }
    const saved = await findSavedMapping(database, tenantId, mappingIdOf(preview.value.columns))
    const isToStart = context.req.valid('query').start === 'true'
    const plan = planStart(preview.value, { given: undefined, saved: saved?.mapping }, isToStart, tenant)
    const changes = uploadedChanges(row, preview.value, plan, nowMs)
    if (!(await advanceImport(database, row, changes))) {
      throw new ProblemError('conflict', 'Something else has happened to this import; look at it again')
    }
    if (plan.state === 'reading') {
      await context.env.JOBS_QUEUE.send({ version: 1, kind: 'import', tenantId, importId })
    }
    await deleteImportParts(database, tenantId, importId)
    return context.json(importView({ ...row, ...changes }, nowMs), 200)
  })
}

async function joinParts(env: Env, database: DrizzleD1Database, row: CustomerImportRow): Promise<void> {
  const there = await env.UPLOADS.head(uploadKey(row))
  if (there?.size === row.byteCount) return
  const parts = await listImportParts(database, row.tenantId, row.importId)
  const partCount = partCountOf(row.byteCount)
  if (parts.length < partCount) {
    throw new ProblemError('conflict', `${parts.length} of ${partCount} parts are there`)
  }
  const upload = env.UPLOADS.resumeMultipartUpload(uploadKey(row), row.uploadId ?? '')
  await upload.complete(parts.map(({ partNumber, etag }) => ({ partNumber, etag })))
}

async function previewOf(env: Env, row: CustomerImportRow): Promise<ReturnType<typeof readPreview>> {
  const object = await env.UPLOADS.get(uploadKey(row), { range: { offset: 0, length: previewBytes } })
  if (object === null) throw new Error(`${uploadKey(row)} was put together and is gone`)
  return readPreview(new Uint8Array(await object.arrayBuffer()), row.byteCount <= previewBytes)
}
